import { useTranslation } from "react-i18next";
import type { Break } from "@/api/conversions";
import type { FieldTypeName } from "@/api/types";

interface BreaksProps {
  breaks: readonly Break[];
  /** The table that is open; of others the name is said too. */
  tableId: string;
}

/** What will not work any more, or not as it does, and why. */
export function Breaks({ breaks, tableId }: BreaksProps) {
  const { t } = useTranslation();
  if (breaks.length === 0) return null;
  const kindOf = (kind: string) =>
    kind === "view" || kind === "automation" ? t(`breaks.${kind}`) : t(`fieldTypes.${kind as FieldTypeName}`);
  return (
    <section data-testid="breaks">
      <h3 className="mb-1 text-sm text-muted">{t("breaks.title", { count: breaks.length })}</h3>
      <ul className="max-h-44 overflow-auto rounded-md border border-line">
        {breaks.map((each) => (
          <li key={each.id} className="border-b border-line px-2 py-1.5 last:border-b-0">
            <p className="flex items-baseline gap-2">
              <span className="min-w-0 truncate font-medium">
                {each.tableId === tableId ? each.name : `${each.tableName}: ${each.name}`}
              </span>
              <span className="shrink-0 text-xs text-muted">{kindOf(each.kind)}</span>
            </p>
            <p className="text-sm break-words text-muted">{each.reason}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
