import { AlignLeft } from "lucide-react";
import { useState } from "react";
import { formBox } from "./editors/TextInput";
import { plainText } from "./plain";
import { text } from "./text";
import type { EditorProps, FieldType } from "./types";

/** Enter saves in the grid and Shift+Enter starts a new line; in a form Enter is a new line and leaving saves. */
function Editor({ field, value, initialText, place, onChange, onCommit, id }: EditorProps) {
  const [typed, setTyped] = useState(initialText ?? plainText(value));
  const [start] = useState(typed);
  const toValue = (next: string) => (next === "" ? null : next);
  return (
    <textarea
      id={id}
      autoFocus={place === "cell"}
      aria-label={field.name}
      value={typed}
      rows={place === "cell" ? 6 : 4}
      className={
        place === "cell"
          ? "min-h-32 w-[min(360px,calc(100vw-32px))] resize bg-surface px-[9px] py-1.5 text-text outline-none"
          : `${formBox} min-h-20 resize-y py-1.5`
      }
      onFocus={(event) => {
        const end = event.target.value.length;
        event.target.setSelectionRange(end, end);
        if (place === "cell" && initialText !== undefined) onChange(initialText);
      }}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(toValue(event.target.value));
      }}
      onBlur={() => place === "form" && typed !== start && onCommit(toValue(typed))}
    />
  );
}

export const longText: FieldType = {
  ...text,
  type: "longText",
  icon: AlignLeft,
  width: 280,
  defaultConfig: () => ({ markdown: false }),
  Editor,
};
