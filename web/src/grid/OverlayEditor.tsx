import type { GridCell, ProvideEditorCallback, ProvideEditorComponent } from "@glideapps/glide-data-grid";
import { createContext, type RefObject, use, useEffect, useLayoutEffect, useRef, useState } from "react";
import { isRecordCell, type RecordCell, withValue } from "./cell";
import { noTypeAhead, type TypeAhead } from "./typeAhead";
import type { RecordGridProps } from "./types";

interface EditorContext {
  render: RecordGridProps["renderEditor"];
  typeAhead: RefObject<TypeAhead>;
}

export const EditorContext = createContext<EditorContext | null>(null);

/** Where the selection goes when a key closes the editor; null for keys that are the editor's own. */
function leavingBy(key: string, shift: boolean): readonly [-1 | 0 | 1, -1 | 0 | 1] | null {
  if (key === "Escape") return [0, 0];
  if (key === "Tab") return [shift ? -1 : 1, 0];
  return key === "Enter" && !shift ? [0, 1] : null;
}

/** Draws the owner's editor exactly over the cell and hands its values back to Glide. */
const OverlayEditor: ProvideEditorComponent<RecordCell> = ({
  value: cell,
  initialValue,
  target,
  onChange,
  onFinishedEditing,
}) => {
  const context = use(EditorContext);
  const [typed] = useState(() => context?.typeAhead.current ?? noTypeAhead());
  const [opening, setOpening] = useState(typed.opening);
  // Keys that came between drawing the editor and placing it are not in it yet: it is drawn anew, with them.
  useLayoutEffect(() => setOpening(typed.opening), [typed]);
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef<RecordCell | undefined>(undefined);
  const { columnId, row, content } = cell.data;
  // The input has the focus by now (and has passed on what was typed ahead), so the keys are its own from here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor stands
  useEffect(() => {
    if (context) context.typeAhead.current = noTypeAhead();
    if (typed.cancelled) onFinishedEditing(undefined, [0, 0]);
    // A text that the editor refuses stays in it, as it would have, had the key come later.
    else if (typed.leave && !box.current?.querySelector("[aria-invalid=true]")) {
      onFinishedEditing(latest.current, typed.leave);
    }
  }, []);
  const keep = (value: unknown) => {
    latest.current = withValue(cell, value);
    return latest.current;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the input inside
    <div
      ref={box}
      data-testid="cell-editor"
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        const leave = leavingBy(event.key, event.shiftKey);
        if (!leave) return;
        // Glide looks a moment after each key whether to close; a letter's turn would close it unsaved after Enter.
        event.preventDefault();
        event.stopPropagation();
        onFinishedEditing(event.key === "Escape" ? undefined : latest.current, leave);
      }}
      style={{ width: "max-content", minWidth: target.width + 2, height: "auto" }}
    >
      <div style={{ minHeight: target.height + 2 }} className="grid *:min-h-(--cell-height)" key={opening?.keys.length}>
        {context?.render({
          columnId,
          row,
          value: content.value,
          opening: opening ?? (initialValue ? { replace: true, keys: [...initialValue] } : undefined),
          onChange: (value) => onChange(keep(value)),
          onCommit: (...value) => onFinishedEditing(value.length ? keep(value[0]) : latest.current, [0, 0]),
          onCancel: () => onFinishedEditing(undefined, [0, 0]),
        })}
      </div>
    </div>
  );
};

export const provideEditor: ProvideEditorCallback<GridCell> = (cell) => {
  if (!isRecordCell(cell)) return undefined;
  const editor = OverlayEditor as unknown as ProvideEditorComponent<GridCell>;
  return { editor, disablePadding: true, disableStyling: true };
};
