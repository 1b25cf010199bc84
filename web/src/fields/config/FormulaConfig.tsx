import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Textarea } from "@/ui/Input";
import { useFieldTable } from "../tableContext";
import type { ConfigProps } from "../types";
import { shownUrl } from "./ButtonConfig";
import { PrecisionConfig } from "./PrecisionConfig";

/** The server reads the expression, and says where it cannot. */
export function FormulaConfig({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  const fields = useFieldTable()?.fields ?? [];
  const result = (config.result ?? {}) as { kind?: string };
  const format = (config.format ?? {}) as Record<string, unknown>;
  return (
    <>
      <FormRow label={t("fields.expression")} hint={t("fields.expressionHint")}>
        <Textarea
          className="min-h-24 font-mono text-sm"
          spellCheck={false}
          placeholder="{Price} * {Quantity}"
          value={shownUrl(String(config.expression ?? ""), fields)}
          onChange={(event) => onChange({ ...config, expression: event.target.value })}
        />
      </FormRow>
      {result.kind === "number" && (
        <PrecisionConfig config={format} onChange={(next) => onChange({ ...config, format: next })} />
      )}
    </>
  );
}
