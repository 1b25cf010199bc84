import { UserRoundPen } from "lucide-react";
import { LimitedConfig } from "./config/LimitedConfig";
import { createdBy } from "./createdBy";
import type { FieldType } from "./types";

export const modifiedBy: FieldType = {
  ...createdBy,
  type: "modifiedBy",
  icon: UserRoundPen,
  Config: LimitedConfig,
  settings: ["fields"],
};
