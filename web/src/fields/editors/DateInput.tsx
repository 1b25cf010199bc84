import { Calendar } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { startText } from "@/grid/opening";
import { cn } from "@/lib/cn";
import type { DateReading } from "../dateText";
import type { EditorProps } from "../types";
import { cellBox, formBox } from "./TextInput";

interface DateInputProps extends EditorProps {
  picker: "date" | "datetime-local";
  /** The value as text to type over, and as people read it. */
  format: (value: unknown) => string;
  show: (value: unknown) => string;
  read: (text: string) => DateReading;
  /** The time zone that the text is read in. */
  zone?: string;
}

/** Each click brings a new native input, as only its own calendar is wanted of it. */
function openCalendar(input: HTMLInputElement | null) {
  input?.showPicker();
}

/**
 * A date as plain text, with a calendar beside it. It says below what the text means; text that means no date stays in
 * the editor until it is corrected or given up.
 */
export function DateInput(props: DateInputProps) {
  const { value, opening, place, onChange, onCommit, onCancel, format, read, show, zone, id } = props;
  const { t } = useTranslation();
  const [saved] = useState(() => format(value));
  const [start] = useState(() => startText(opening, saved));
  const [text, setText] = useState(start.text);
  const [calendars, setCalendars] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const changed = text !== saved;
  const reading: DateReading | { value: null } | null = !changed ? null : text.trim() ? read(text) : { value: null };
  const refusal = reading && "refusal" in reading ? reading.refusal : null;
  const meaning = reading && "value" in reading && text.trim() ? show(reading.value) : "";
  const cell = place === "cell";

  function change(next: string) {
    setText(next);
    const meant = next.trim() ? read(next) : { value: null };
    // The grid saves its last value when a click outside closes the editor: for unreadable text that is the old one.
    onChange(next === saved || "refusal" in meant ? value : meant.value);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before the input stood
  useLayoutEffect(() => {
    if (cell && changed) change(text);
  }, []);

  return (
    <div className={cn("flex flex-col", cell && "min-w-44 bg-surface")}>
      <div className={cn("relative flex items-center", cell ? "min-h-8 flex-1" : "min-h-8")}>
        <input
          ref={input}
          id={id}
          autoFocus={cell}
          type="text"
          autoComplete="off"
          value={text}
          placeholder={props.picker === "date" ? "YYYY-MM-DD" : "YYYY-MM-DD HH:MM"}
          aria-label={props.field.name}
          aria-invalid={refusal !== null}
          className={cn(cell ? cellBox : `${formBox} h-8`, "pr-8 tabular-nums")}
          onFocus={(event) => {
            if (!cell) return;
            if (text === start.text) event.target.setSelectionRange(start.caret, start.caret);
          }}
          onChange={(event) => change(event.target.value)}
          onBlur={() => {
            if (!cell && reading && "value" in reading) onCommit(reading.value);
          }}
          onKeyDown={(event) => {
            if (cell && refusal && (event.key === "Enter" || event.key === "Tab")) {
              event.preventDefault();
              event.stopPropagation();
            }
            if (cell) return;
            if (event.key === "Enter") event.currentTarget.blur();
            if (event.key === "Escape") {
              setText(saved);
              onCancel();
            }
          }}
        />
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("fields.calendar")}
          className="absolute right-1.5 rounded-sm p-1 text-muted hover:bg-hover hover:text-text"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setCalendars(calendars + 1)}
        >
          <Calendar className="size-3.5" aria-hidden />
        </button>
        {calendars > 0 && (
          <input
            key={calendars}
            ref={openCalendar}
            type={props.picker}
            tabIndex={-1}
            aria-hidden
            className="pointer-events-none absolute right-1.5 bottom-0 size-px opacity-0"
            onChange={(event) => {
              change(event.target.value.replace("T", " "));
              // A day is chosen with one click; a calendar that stays open would take the next keys. A time needs more.
              if (props.picker === "date") setCalendars(0);
              input.current?.focus();
            }}
          />
        )}
      </div>
      {((reading && (refusal || text.trim())) || zone) && (
        <p
          role={refusal ? "alert" : "status"}
          className={cn("px-[9px] pb-1 text-sm", refusal ? "text-bad" : "text-muted")}
        >
          {refusal ? t(`fields.dateRefusal.${refusal}`) : [meaning, zone].filter(Boolean).join(" · ")}
        </p>
      )}
    </div>
  );
}
