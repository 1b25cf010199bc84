import { Banknote } from "lucide-react";
import { CurrencyConfig } from "./config/CurrencyConfig";
import { number } from "./number";
import { digits, formatNumber } from "./numbers";
import type { FieldType } from "./types";

const show: FieldType["text"] = (value, field) => {
  const { currency: code, precision } = field.config;
  const options = {
    ...digits(precision ?? 2),
    style: "currency",
    currency: typeof code === "string" ? code : "EUR",
  } as const;
  return formatNumber(value, options);
};

export const currency: FieldType = {
  ...number,
  type: "currency",
  icon: Banknote,
  width: 150,
  defaultConfig: () => ({ currency: "EUR", precision: 2 }),
  paint: (value, field) => ({ kind: "text", text: show(value, field), align: "right", tabular: true }),
  text: show,
  Config: CurrencyConfig,
};
