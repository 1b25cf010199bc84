import { Clock } from "lucide-react";
import { datetime, showTime } from "./datetime";
import { noConfig } from "./plain";
import type { FieldType } from "./types";

export const createdTime: FieldType = {
  ...datetime,
  type: "createdTime",
  icon: Clock,
  editable: false,
  defaultConfig: noConfig,
  paint: (value, field) => ({ kind: "text", text: showTime(value, field), quiet: true, tabular: true }),
  Editor: null,
};
