import { Tally5 } from "lucide-react";
import { CountConfig } from "./config/AcrossConfig";
import { derived } from "./derived";
import { number } from "./number";
import type { FieldType } from "./types";

const whole = { precision: 0 };

/** How many records are linked. */
export const count: FieldType = {
  ...derived("count"),
  kind: "number",
  kindOf: undefined,
  icon: Tally5,
  width: 110,
  defaultConfig: () => ({ linkField: "" }),
  paint: (value, field, context) => number.paint(value, { ...field, config: whole }, context),
  text: (value, field) => number.text(value, { ...field, config: whole }),
  Config: CountConfig,
  settings: ["linkField", "filter"],
  wide: true,
};
