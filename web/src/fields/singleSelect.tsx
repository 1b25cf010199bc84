import { CircleChevronDown } from "lucide-react";
import { OptionsConfig } from "./config/OptionsConfig";
import { OptionEditor } from "./editors/OptionEditor";
import { chosen, findOption, pills } from "./options";
import type { EditorProps, FieldType } from "./types";

function Editor(props: EditorProps) {
  return <OptionEditor {...props} many={false} />;
}

export const singleSelect: FieldType = {
  type: "singleSelect",
  kind: "option",
  icon: CircleChevronDown,
  width: 160,
  editable: true,
  defaultConfig: () => ({ options: [] }),
  paint: (value, field, { theme }) => ({ kind: "pills", pills: pills(field, value, theme) }),
  text: (value, field) => chosen(field, value)[0]?.name ?? "",
  parse: (typed, field) => findOption(field, typed)?.id ?? typed,
  Editor,
  Config: OptionsConfig,
};
