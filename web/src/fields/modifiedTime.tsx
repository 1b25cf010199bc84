import { History } from "lucide-react";
import { LimitedConfig } from "./config/LimitedConfig";
import { createdTime } from "./createdTime";
import type { FieldType } from "./types";

export const modifiedTime: FieldType = {
  ...createdTime,
  type: "modifiedTime",
  icon: History,
  Config: LimitedConfig,
  settings: ["fields"],
};
