import { AlignLeft } from "lucide-react";
import { useLayoutEffect, useState } from "react";
import { startText } from "@/grid/opening";
import { formBox } from "./editors/TextInput";
import { plainText } from "./plain";
import { text } from "./text";
import type { EditorProps, FieldType } from "./types";

/** Enter saves in the grid and Shift+Enter starts a new line; in a form Enter is a new line and leaving saves. */
function Editor({ field, value, opening, place, onChange, onCommit, id }: EditorProps) {
  const [start] = useState(() => startText(opening, plainText(value)));
  const [typed, setTyped] = useState(start.text);
  const toValue = (next: string) => (next === "" ? null : next);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before the input stood
  useLayoutEffect(() => {
    if (place === "cell" && typed !== plainText(value)) onChange(toValue(typed));
  }, []);
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
        if (typed === start.text) event.target.setSelectionRange(start.caret, start.caret);
      }}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(toValue(event.target.value));
      }}
      onBlur={() => place === "form" && typed !== start.text && onCommit(toValue(typed))}
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
