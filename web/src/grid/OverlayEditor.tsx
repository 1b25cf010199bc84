import type { GridCell, ProvideEditorCallback, ProvideEditorComponent } from "@glideapps/glide-data-grid";
import { createContext, type RefObject, use, useLayoutEffect, useRef, useState } from "react";
import { isRecordCell, type RecordCell, withValue } from "./cell";
import type { Opening } from "./opening";
import { replay } from "./replay";
import { noTypeAhead, type TypeAhead } from "./typeAhead";
import type { RecordGridProps } from "./types";

interface EditorContext {
  render: RecordGridProps["renderEditor"];
  typeAhead: RefObject<TypeAhead>;
  /** Where the keys of the grid arrive. */
  canvas: RefObject<Element | null>;
}

export const EditorContext = createContext<EditorContext | null>(null);

/** Where the selection goes when a key closes the editor; null for keys that are the editor's own. */
function leavingBy(key: string, shift: boolean): readonly [-1 | 0 | 1, -1 | 0 | 1] | null {
  if (key === "Escape") return [0, 0];
  if (key === "Tab") return [shift ? -1 : 1, 0];
  return key === "Enter" && !shift ? [0, 1] : null;
}

function focusedIn(box: Element | null): Element | null {
  const focused = document.activeElement;
  return box?.isConnected && focused && box.contains(focused) ? focused : null;
}

/** Draws the owner's editor exactly over the cell and hands its values back to Glide. */
const OverlayEditor: ProvideEditorComponent<RecordCell> = ({ value: cell, target, onChange, onFinishedEditing }) => {
  const context = use(EditorContext);
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef<RecordCell | undefined>(undefined);
  const [start, setStart] = useState<{ opening: Opening | undefined } | null>(null);
  const { columnId, row, content } = cell.data;
  // Keys may come between drawing the box and placing it. None can between here and the effect below: layout effects
  // and what they draw happen at once, so the editor starts with every key before, and the focus is its own after.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the box is in place
  useLayoutEffect(() => {
    setStart({ opening: context?.typeAhead.current.opening ?? undefined });
  }, []);
  useLayoutEffect(() => {
    if (!start || !context) return;
    const { rest } = context.typeAhead.current;
    context.typeAhead.current = noTypeAhead();
    if (rest.length === 0) return;
    // Still before any real key, but once the editor has drawn what was typed ahead.
    queueMicrotask(() => replay(rest, context.typeAhead, () => focusedIn(box.current) ?? context.canvas.current));
  }, [start, context]);
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
      <div style={{ minHeight: target.height + 2 }} className="grid *:min-h-(--cell-height)">
        {start &&
          context?.render({
            columnId,
            row,
            value: content.value,
            opening: start.opening,
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
