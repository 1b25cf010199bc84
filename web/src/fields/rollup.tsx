import { Sigma } from "lucide-react";
import { RollupConfig } from "./config/AcrossConfig";
import { derived } from "./derived";
import type { FieldType } from "./types";

export const rollup: FieldType = {
  ...derived("rollup"),
  icon: Sigma,
  defaultConfig: () => ({ linkField: "", field: "", aggregate: "countall" }),
  Config: RollupConfig,
  settings: ["linkField", "field", "aggregate", "filter"],
  wide: true,
};
