import { SquareCheck } from "lucide-react";
import { Checkbox } from "@/ui/Checkbox";
import { noConfig } from "./plain";
import type { EditorProps, FieldType } from "./types";

function Editor({ field, value, onCommit, id }: EditorProps) {
  return <Checkbox id={id} label={field.name} checked={value === true} onChange={onCommit} />;
}

/** The grid toggles it in place, without an overlay. */
export const checkbox: FieldType = {
  type: "checkbox",
  kind: "boolean",
  icon: SquareCheck,
  width: 100,
  editable: true,
  defaultConfig: noConfig,
  paint: (value) => ({ kind: "check", checked: value === true }),
  text: (value) => (value === true ? "true" : "false"),
  parse: (typed) => /^(true|yes|y|1|x|✓|checked)$/i.test(typed.trim()),
  Editor,
  Config: null,
};
