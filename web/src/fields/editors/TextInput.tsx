import { useLayoutEffect, useState } from "react";
import { startText } from "@/grid/opening";
import { cn } from "@/lib/cn";
import type { EditorProps } from "../types";

interface TextInputProps extends EditorProps {
  inputMode?: "decimal" | "url" | "email" | "tel";
  align?: "right";
  /** Value to the text of the input and back. */
  format: (value: unknown) => string;
  parse: (text: string) => unknown;
}

export const formBox =
  "w-full rounded-md border border-line bg-surface px-2.5 text-text hover:border-faint/60 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent";

/** The text padding equals the painted cell's, so the text does not move when the editor opens. */
export const cellBox = "h-full min-h-0 w-full min-w-0 bg-surface px-[9px] text-text outline-none";

/** One line of text: in the grid Enter and Tab are the grid's, in a form leaving the input saves. */
export function TextInput(props: TextInputProps) {
  const { value, opening, place, onChange, onCommit, onCancel, format, parse, align, id } = props;
  const [start] = useState(() => startText(opening, format(value)));
  const [text, setText] = useState(start.text);

  function change(next: string) {
    setText(next);
    onChange(next === "" ? null : parse(next));
  }

  // What was typed before the input stood counts as typed into it, whether or not it ever gets the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the input stands
  useLayoutEffect(() => {
    if (place === "cell" && start.text !== format(value)) change(start.text);
  }, []);

  return (
    <input
      id={id}
      autoFocus={place === "cell"}
      type="text"
      inputMode={props.inputMode}
      value={text}
      aria-label={props.field.name}
      className={cn(place === "cell" ? cellBox : `${formBox} h-8`, align === "right" && "text-right tabular-nums")}
      onFocus={(event) => {
        if (place !== "cell") return;
        event.target.setSelectionRange(start.caret, start.caret);
      }}
      onChange={(event) => change(event.target.value)}
      onBlur={() => {
        if (place === "form" && text !== start.text) onCommit(text === "" ? null : parse(text));
      }}
      onKeyDown={(event) => {
        if (place !== "form") return;
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") {
          setText(start.text);
          onCancel();
        }
      }}
    />
  );
}
