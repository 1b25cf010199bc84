import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import type { ConfigProps } from "../types";
import { CurrencyConfig } from "./CurrencyConfig";
import { PrecisionConfig } from "./PrecisionConfig";

interface FormulaFormatProps extends ConfigProps {
  /** Of the results. */
  kind: string;
}

/** How the results of a formula are shown: numbers as such, as percent or money, days in one of the usual ways. */
export function FormulaFormat({ kind, config, onChange }: FormulaFormatProps) {
  const { t } = useTranslation();
  const format = (config.format ?? {}) as Record<string, unknown>;
  const change = (next: Record<string, unknown>) => onChange({ ...config, format: next });
  if (kind === "number") {
    const shown = format.percent === true ? "percent" : typeof format.currency === "string" ? "currency" : "number";
    return (
      <>
        <FormRow label={t("formula.shownAs")}>
          <Select
            value={shown}
            choices={(["number", "percent", "currency"] as const).map((value) => ({
              value,
              label: t(`fieldTypes.${value}`),
            }))}
            onChange={(next) =>
              change({ ...format, percent: next === "percent", currency: next === "currency" ? "EUR" : null })
            }
          />
        </FormRow>
        {shown === "currency" ? (
          <CurrencyConfig config={format} onChange={change} />
        ) : (
          <PrecisionConfig config={format} onChange={change} />
        )}
      </>
    );
  }
  if (kind === "date") {
    return (
      <FormRow label={t("formula.shownAs")}>
        <Select
          value={(format.date ?? "iso") as "iso" | "european" | "us" | "friendly"}
          choices={(["iso", "european", "us", "friendly"] as const).map((value) => ({
            value,
            label: t(`formula.dates.${value}`),
          }))}
          onChange={(date) => change({ ...format, date })}
        />
      </FormRow>
    );
  }
  return null;
}
