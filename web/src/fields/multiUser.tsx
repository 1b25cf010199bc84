import { UsersRound } from "lucide-react";
import { optionColor } from "@/theme/optionColors";
import { PersonEditor } from "./editors/PersonEditor";
import { plainText } from "./plain";
import type { EditorProps, FieldType } from "./types";
import { user } from "./user";

function Editor(props: EditorProps) {
  return <PersonEditor {...props} many />;
}

const items = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === null || value === undefined || value === "" ? [] : [value];

export const multiUser: FieldType = {
  ...user,
  type: "multiUser",
  kind: "users",
  icon: UsersRound,
  width: 220,
  paint: (value, _field, { theme }) => {
    const { background, text } = optionColor("gray", theme);
    return { kind: "pills", pills: items(value).map((each) => ({ text: plainText(each), background, color: text })) };
  },
  text: (value) => items(value).map(plainText).join(", "),
  parse: (typed) =>
    typed
      .split(/[,;\n]/)
      .map((part) => part.trim())
      .filter(Boolean),
  Editor,
};
