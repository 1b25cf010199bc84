import type { GridCell, ProvideEditorCallback, ProvideEditorComponent } from "@glideapps/glide-data-grid";
import { createContext, use, useRef } from "react";
import { isRecordCell, type RecordCell, withValue } from "./cell";
import type { RecordGridProps } from "./types";

export const RenderEditor = createContext<RecordGridProps["renderEditor"] | null>(null);

/** Draws the owner's editor exactly over the cell and hands its values back to Glide. */
const OverlayEditor: ProvideEditorComponent<RecordCell> = ({
  value: cell,
  initialValue,
  target,
  onChange,
  onFinishedEditing,
}) => {
  const render = use(RenderEditor);
  const latest = useRef<RecordCell | undefined>(undefined);
  const { columnId, row, content } = cell.data;
  const keep = (value: unknown) => {
    latest.current = withValue(cell, value);
    return latest.current;
  };
  return (
    <div
      data-testid="cell-editor"
      className="ring-2 ring-accent"
      style={{ width: "max-content", minWidth: target.width + 2, height: "auto" }}
    >
      <div style={{ minHeight: target.height + 2 }} className="grid *:min-h-(--cell-height)">
        {render?.({
          columnId,
          row,
          value: content.value,
          initialText: initialValue,
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
