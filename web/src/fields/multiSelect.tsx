import { ListChecks } from "lucide-react";
import { OptionEditor } from "./editors/OptionEditor";
import { chosen, findOption } from "./options";
import { singleSelect } from "./singleSelect";
import type { EditorProps, FieldType } from "./types";

function Editor(props: EditorProps) {
  return <OptionEditor {...props} many />;
}

export const multiSelect: FieldType = {
  ...singleSelect,
  type: "multiSelect",
  kind: "options",
  icon: ListChecks,
  width: 200,
  text: (value, field) =>
    chosen(field, value)
      .map((option) => option.name)
      .join(", "),
  parse: (typed, field) =>
    typed
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean)
      .map((name) => findOption(field, name)?.id ?? name),
  Editor,
};
