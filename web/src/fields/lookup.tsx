import { TextSearch } from "lucide-react";
import { LookupConfig } from "./config/AcrossConfig";
import { derived } from "./derived";
import type { FieldType } from "./types";

export const lookup: FieldType = {
  ...derived("lookup"),
  icon: TextSearch,
  width: 200,
  defaultConfig: () => ({ linkField: "", field: "" }),
  Config: LookupConfig,
  settings: ["linkField", "field", "filter", "sorts", "limit"],
  wide: true,
};
