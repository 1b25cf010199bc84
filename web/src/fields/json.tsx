import { Braces } from "lucide-react";
import { useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { startText } from "@/grid/opening";
import { cn } from "@/lib/cn";
import { formBox } from "./editors/TextInput";
import { noConfig } from "./plain";
import type { EditorProps, FieldType } from "./types";

const write = (value: unknown, space?: number) =>
  value === null || value === undefined ? "" : (JSON.stringify(value, null, space) ?? "");

/** The JSON that a text says; undefined when it says none. Empty text is the empty cell. */
export function readJson(typed: string): { value: unknown } | undefined {
  if (typed.trim() === "") return { value: null };
  try {
    return { value: JSON.parse(typed) as unknown };
  } catch {
    return undefined;
  }
}

/** Text that is no JSON stays in the editor, with a word about it, until it is corrected or given up. */
function Editor({ field, value, opening, place, onChange, onCommit, id }: EditorProps) {
  const { t } = useTranslation();
  const [saved] = useState(() => write(value, 2));
  const [start] = useState(() => startText(opening, saved));
  const [typed, setTyped] = useState(start.text);
  const read = readJson(typed);
  const cell = place === "cell";

  function change(next: string) {
    setTyped(next);
    const meant = readJson(next);
    onChange(next === saved || !meant ? value : meant.value);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before the input stood
  useLayoutEffect(() => {
    if (cell && typed !== saved) change(typed);
  }, []);
  return (
    <div className={cn("flex flex-col", cell && "bg-surface")}>
      <textarea
        id={id}
        autoFocus={cell}
        aria-label={field.name}
        aria-invalid={!read}
        spellCheck={false}
        value={typed}
        rows={cell ? 8 : 6}
        className={cn(
          "font-mono text-sm",
          cell
            ? "min-h-32 w-[min(420px,calc(100vw-32px))] resize bg-surface px-[9px] py-1.5 text-text outline-none"
            : `${formBox} min-h-24 resize-y py-1.5`,
        )}
        onFocus={(event) => {
          if (typed === start.text) event.target.setSelectionRange(start.caret, start.caret);
        }}
        onChange={(event) => change(event.target.value)}
        onBlur={() => !cell && read && typed !== saved && onCommit(read.value)}
        onKeyDown={(event) => {
          if (cell && !read && ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab")) {
            event.preventDefault();
            event.stopPropagation();
          }
        }}
      />
      {!read && (
        <p role="alert" className="px-[9px] pb-1 text-sm text-bad">
          {t("fields.notJson")}
        </p>
      )}
    </div>
  );
}

export const json: FieldType = {
  type: "json",
  kind: "json",
  icon: Braces,
  width: 220,
  editable: true,
  defaultConfig: noConfig,
  paint: (value) => ({ kind: "text", text: write(value), quiet: true }),
  text: (value) => write(value),
  parse: (typed) => {
    const read = readJson(typed);
    return read ? read.value : typed;
  },
  Editor,
  Config: null,
};
