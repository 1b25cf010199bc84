import { Check, CircleSlash, EyeOff, Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Explanation } from "@/api/access";
import { usePeople } from "@/fields/editors/PersonEditor";
import { useFieldTable } from "@/fields/tableContext";
import { reasonWords, rowWords } from "./reasons";
import { draftOf } from "./rules";
import { ruleSummary } from "./summary";

/** Level, fields and rules of one person in words; of a record too where the explanation is of one. */
export function ExplanationText({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const { record, level, why, fields, rules } = explanation;
  const shown = useFieldTable()?.fields ?? [];
  const people = usePeople("").data?.items ?? [];
  const nameOf = (id: string) => people.find((each) => each.id === id)?.name ?? id;
  const special = fields.filter((field) => field.level === "hidden" || field.why.cause === "grant");
  return (
    <div className="flex flex-col gap-3" data-testid="explanation">
      {record && (
        <p className="flex items-center gap-2 font-medium">
          {record.readable ? (
            <Check className="size-4 shrink-0 text-ok" aria-hidden />
          ) : (
            <CircleSlash className="size-4 shrink-0 text-bad" aria-hidden />
          )}
          {t(record.writable ? "access.why.writes" : record.readable ? "access.why.reads" : "access.why.seesNot", {
            name: explanation.user.name,
          })}
        </p>
      )}
      <p>{rowWords(t, explanation)}</p>
      <section>
        <h3 className="font-medium">{t("access.why.level", { level: t(`access.levels.${level}`) })}</h3>
        <p className="text-muted">{reasonWords(t, why, shown)}</p>
      </section>
      {rules.length > 0 && (
        <section>
          <h3 className="font-medium">{t("access.why.rules")}</h3>
          <ul className="flex flex-col gap-1 text-muted">
            {rules.map((rule) => (
              <li key={rule.id}>
                {ruleSummary(draftOf({ ...rule, broken: false }), { t, fields: shown, nameOf })}
                {typeof rule.holds === "boolean" && ` ${t(rule.holds ? "access.why.finds" : "access.why.findsNot")}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {special.length > 0 && (
        <section>
          <h3 className="font-medium">{t("access.why.fields")}</h3>
          <ul className="flex flex-col gap-1">
            {special.map((field) => (
              <li key={field.id} className="flex items-start gap-2">
                {field.level === "hidden" ? (
                  <EyeOff className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
                ) : (
                  <Pencil className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
                )}
                <span className="min-w-0">
                  {field.name}: {t(`access.fieldLevels.${field.level}`)}
                  <span className="block text-muted">{reasonWords(t, field.why, shown)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
