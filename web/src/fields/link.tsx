import { Waypoints } from "lucide-react";
import { optionColor } from "@/theme/optionColors";
import { LinkConfig } from "./config/LinkConfig";
import { LinkEditor } from "./editors/LinkEditor";
import { linkedRecords, titleOf } from "./linked";
import type { FieldType } from "./types";

/** Pasted text is titles; the server finds the records, and makes those that are not there. */
export const link: FieldType = {
  type: "link",
  kind: "link",
  icon: Waypoints,
  width: 220,
  editable: true,
  defaultConfig: () => ({ tableId: "", cardinality: "manyToMany" }),
  paint: (value, _field, { theme }) => {
    const { background, text: color } = optionColor("gray", theme);
    return { kind: "pills", pills: linkedRecords(value).map((each) => ({ text: titleOf(each), background, color })) };
  },
  text: (value) =>
    linkedRecords(value)
      .map((each) => each.title)
      .filter(Boolean)
      .join(", "),
  parse: (typed) => typed.trim() || null,
  Editor: LinkEditor,
  Config: LinkConfig,
  settings: ["tableId", "cardinality", "symmetricName", "choices"],
  wide: true,
};
