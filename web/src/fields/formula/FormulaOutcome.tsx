import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FormulaAnswer } from "@/api/formulas";
import type { Field } from "@/api/types";
import { cn } from "@/lib/cn";
import { FieldValue } from "../FieldValue";
import { fieldText } from "../registry";
import { useFieldTable } from "../tableContext";

interface FormulaOutcomeProps {
  id: string;
  answer: FormulaAnswer | undefined;
  /** Whether the answer is about what stands there now. */
  settled: boolean;
  /** Why there is no answer, or why the formula was not saved. */
  refusal?: string;
  empty: boolean;
  config: Record<string, unknown>;
}

/** What the formula comes to: its kind and its values in the first records, or what is wrong with it. */
export function FormulaOutcome({ id, answer, settled, refusal, empty, config }: FormulaOutcomeProps) {
  const { t } = useTranslation();
  const table = useFieldTable();
  const primary = table?.fields.find((each) => each.primary);
  const problem = answer?.errors[0];
  const message = refusal ?? problem?.message;
  const result = answer?.result;
  const trial: Field = {
    id: "",
    name: "",
    type: "formula",
    config: { ...config, result },
    description: "",
    primary: false,
    readOnly: true,
    required: false,
    unique: false,
  };
  return (
    <div className={cn("flex flex-col gap-1.5", !settled && "opacity-60")} data-testid="formula-outcome">
      <p id={id} role="status" className={cn("flex min-h-5 items-start gap-1.5 text-sm", message && "text-bad")}>
        {message && <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />}
        {!message && result && <CircleCheck className="mt-0.5 size-3.5 shrink-0 text-ok" aria-hidden />}
        <span className="min-w-0 break-words">
          {message ??
            (result
              ? t(result.many ? "formula.listOf" : "formula.gives", { kind: t(`formula.kinds.${result.kind}`) })
              : empty
                ? t("formula.empty")
                : t("formula.checking"))}
        </span>
      </p>
      {result && answer.sample.length > 0 && (
        <table className="w-full table-fixed overflow-hidden rounded-md border border-line text-sm">
          <caption className="sr-only">{t("formula.preview")}</caption>
          <tbody>
            {answer.sample.map((each) => (
              <tr key={each.record} className="h-7 border-b border-line last:border-b-0">
                <th scope="row" className="w-2/5 truncate px-2 text-left font-normal text-muted">
                  {(primary && fieldText(each.primary, primary)) || t("fields.untitled")}
                </th>
                <td className="truncate px-2 tabular-nums">
                  <FieldValue value={each.value} field={trial} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
