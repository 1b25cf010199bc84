import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RowAccess } from "@/api/access";
import type { BaseDetail, Field } from "@/api/types";
import { FilterEditor } from "@/fields/filter/FilterEditor";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";
import { FaultText } from "./FaultText";
import { isReady, type RuleDraft } from "./rules";
import { SubjectPicker } from "./SubjectPicker";
import { ruleSummary, type Words } from "./summary";

const ACCESSES: readonly RowAccess[] = ["read", "write", "none"];

interface RuleCardProps {
  base: BaseDetail;
  fields: readonly Field[];
  rule: RuleDraft;
  words: Words;
  fault: string | undefined;
  onPatch: (part: Partial<RuleDraft>) => void;
  onRemove: () => void;
}

/** One rule: whom it names, what it gives, of which records, and all of that in a sentence. */
export function RuleCard({ base, fields, rule, words, fault, onPatch, onRemove }: RuleCardProps) {
  const { t } = useTranslation();
  const ready = isReady(rule);
  const summary = ruleSummary(rule, words);
  return (
    <li data-testid="rule" className="flex flex-col gap-2 rounded-lg border border-line p-3">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 font-medium wrap-anywhere">{ready ? summary : t("access.rules.unfinished")}</p>
        <IconButton label={t("access.rules.remove")} className="max-md:size-10" onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      {rule.broken && <FaultText text={t("access.rules.broken")} />}
      <FaultText text={fault} />
      <div className="grid grid-cols-3 gap-1.5 max-sm:grid-cols-1">
        <SubjectPicker
          base={base}
          label={t("access.rules.subject")}
          value={rule.subject}
          onPick={(subject) => onPatch({ subject })}
        />
        <Select
          label={t("access.rules.access")}
          value={rule.access}
          choices={ACCESSES.map((access) => ({ value: access, label: t(`access.rules.accesses.${access}`) }))}
          onChange={(access) => onPatch({ access })}
        />
        <Select
          label={t("access.rules.which")}
          value={rule.every ? "every" : "where"}
          choices={[
            { value: "where", label: t("access.rules.where") },
            { value: "every", label: t("access.rules.every") },
          ]}
          onChange={(which) => onPatch({ every: which === "every", unfinished: false, filter: null })}
        />
      </div>
      {!rule.every && (
        <FilterEditor
          fields={fields}
          filter={rule.filter}
          emptyText={t("access.rules.noCondition")}
          onFinished={(finished) => onPatch({ unfinished: !finished })}
          onChange={(filter) => onPatch({ filter })}
        />
      )}
    </li>
  );
}
