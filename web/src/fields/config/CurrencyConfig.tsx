import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import type { ConfigProps } from "../types";
import { PrecisionConfig } from "./PrecisionConfig";

const CODES = [
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "JPY",
  "SEK",
  "NOK",
  "DKK",
  "PLN",
  "CZK",
  "RON",
  "TRY",
  "CAD",
  "AUD",
  "INR",
  "CNY",
];

export function CurrencyConfig(props: ConfigProps) {
  const { t } = useTranslation();
  const chosen = String(props.config.currency ?? "EUR");
  const offered = CODES.includes(chosen) ? CODES : [chosen, ...CODES];
  const names = new Intl.DisplayNames(i18next.language, { type: "currency" });
  return (
    <>
      <FormRow label={t("fields.currency")}>
        <Select
          value={chosen}
          choices={offered.map((code) => ({ value: code, label: `${code} · ${names.of(code)}` }))}
          onChange={(currency) => props.onChange({ ...props.config, currency })}
        />
      </FormRow>
      <PrecisionConfig {...props} />
    </>
  );
}
