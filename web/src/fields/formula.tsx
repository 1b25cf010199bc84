import { SquareFunction } from "lucide-react";
import { FormulaConfig } from "./config/FormulaConfig";
import { derived } from "./derived";
import type { FieldType } from "./types";

export const formula: FieldType = {
  ...derived("formula"),
  icon: SquareFunction,
  // Where the formula's days begin: where its maker is.
  defaultConfig: () => ({ expression: "", timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  Config: FormulaConfig,
  settings: ["expression"],
  wide: true,
};
