import type { GridCell, ProvideEditorCallback, ProvideEditorComponent } from "@glideapps/glide-data-grid";
import { createContext, type RefObject, use, useEffect, useRef, useState } from "react";
import { isRecordCell, type RecordCell, withValue } from "./cell";
import { noTypeAhead, type TypeAhead } from "./typeAhead";
import type { RecordGridProps } from "./types";

interface EditorContext {
  render: RecordGridProps["renderEditor"];
  typeAhead: RefObject<TypeAhead>;
}

export const EditorContext = createContext<EditorContext | null>(null);

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
    <div
      ref={box}
      data-testid="cell-editor"
      style={{ width: "max-content", minWidth: target.width + 2, height: "auto" }}
    >
      <div style={{ minHeight: target.height + 2 }} className="grid *:min-h-(--cell-height)">
        {context?.render({
          columnId,
          row,
          value: content.value,
          opening: typed.opening ?? (initialValue ? { replace: true, keys: [...initialValue] } : undefined),
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
