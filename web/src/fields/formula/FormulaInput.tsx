import { closeCompletion, completionStatus } from "@codemirror/autocomplete";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, placeholder } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { Known } from "./completion";
import { known, setFaults, setKnown, setup } from "./setup";

export interface Fault {
  from: number;
  to: number;
  message: string;
}

export interface FormulaInputProps {
  value: string;
  onChange: (value: string) => void;
  /** Where the cursor went. */
  onPlace: (place: number) => void;
  known: Known;
  faults: readonly Fault[];
  label: string;
  hint: string;
  noteId: string;
  invalid: boolean;
}

/** The editor of a formula. Loaded when one is edited; see FormulaConfig for what stands around it. */
export default function FormulaInput(props: FormulaInputProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;
  const labels = useRef(new Compartment());

  useEffect(() => {
    const parent = host.current;
    if (!parent) return;
    const { value, hint, known: names } = latest.current;
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: value,
        extensions: [
          setup,
          known.init(() => names),
          placeholder(hint),
          labels.current.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
            if (update.docChanged || update.selectionSet) latest.current.onPlace(update.state.selection.main.head);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    // Escape closes what is offered; the dialog around hears it only when nothing is.
    const leave = (event: KeyboardEvent) => {
      const editor = view.current;
      if (event.key !== "Escape" || !editor?.hasFocus || completionStatus(editor.state) === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      closeCompletion(editor);
    };
    window.addEventListener("keydown", leave, { capture: true });
    return () => window.removeEventListener("keydown", leave, { capture: true });
  }, []);

  const { value, label, noteId, invalid, faults } = props;
  useEffect(() => {
    const attributes = EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-describedby": noteId,
      "aria-multiline": "true",
      ...(invalid ? { "aria-invalid": "true" } : {}),
    });
    view.current?.dispatch({ effects: labels.current.reconfigure(attributes) });
  }, [label, noteId, invalid]);

  useEffect(() => {
    view.current?.dispatch({ effects: setKnown.of(props.known) });
  }, [props.known]);

  useEffect(() => {
    view.current?.dispatch({ effects: setFaults.of(faults) });
  }, [faults]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return (
    <div
      ref={host}
      data-testid="formula-editor"
      data-invalid={invalid || undefined}
      className="min-h-24 rounded-md border border-line bg-surface focus-within:border-accent data-invalid:border-bad"
    />
  );
}
