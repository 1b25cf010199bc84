import { Percent } from "lucide-react";
import { number } from "./number";
import { digits, formatNumber } from "./numbers";
import type { FieldType } from "./types";

/** 12.5 is 12.5 %; Intl would make it 1250 %, so the sign is written beside the number. */
const show: FieldType["text"] = (value, field) => {
  const text = formatNumber(value, digits(field.config.precision));
  return text && typeof value === "number" ? `${text}\u00a0%` : text;
};

export const percent: FieldType = {
  ...number,
  type: "percent",
  icon: Percent,
  width: 110,
  defaultConfig: () => ({ precision: null }),
  paint: (value, field) => ({ kind: "text", text: show(value, field), align: "right", tabular: true }),
  text: show,
};
