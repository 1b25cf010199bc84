import "@glideapps/glide-data-grid/dist/index.css";
import "./grid.css";
import {
  DataEditor,
  type DataEditorRef,
  emptyGridSelection,
  type GridCell,
  type GridSelection,
  type Item,
  type Rectangle,
} from "@glideapps/glide-data-grid";
import { useCallback, useMemo, useRef, useState } from "react";
import { isRecordCell, loadingCell, recordCell, recordCellRenderer } from "./cell";
import { toEdits } from "./edits";
import { GridFooter } from "./GridFooter";
import { EditorContext, provideEditor } from "./OverlayEditor";
import { EXPAND_ROOM } from "./painters";
import { noTypeAhead } from "./typeAhead";
import type { RecordGridProps } from "./types";
import { useGridCopy } from "./useGridCopy";
import { useGridFileEvents } from "./useGridFileEvents";
import { useGridHandle } from "./useGridHandle";
import { useGridKeys } from "./useGridKeys";
import { useGridTheme } from "./useGridTheme";
import { useHeaderIcons } from "./useHeaderIcons";
import { usePointedNote } from "./usePointedNote";
import { useRowLooks } from "./useRowLooks";

/** What a finger hits, px. */
const TAP = 40;
const renderers = [recordCellRenderer];

/**
 * The one grid of the app: spreadsheet behaviour over a pull model. It knows neither the network nor field types;
 * cells arrive as paints and edits leave as values.
 */
export default function RecordGrid(props: RecordGridProps) {
  const { columns, rowCount, getCell, onEdit, onPaste, onOpenRow, onSelect } = props;
  const editor = useRef<DataEditorRef>(null);
  const [selection, setSelection] = useState<GridSelection>(emptyGridSelection);
  const theme = useGridTheme();
  const icons = useHeaderIcons(props.headerIcons);

  const [narrow] = useState(() => window.matchMedia("(max-width: 640px)").matches);
  const typeAhead = useRef(noTypeAhead());
  const canvas = useRef<Element>(null);
  const frame = useRef<HTMLDivElement>(null);
  const region = useRef<Rectangle>({ x: 0, y: 0, width: 0, height: 0 });
  const editing = useMemo(() => ({ render: props.renderEditor, typeAhead, canvas }), [props.renderEditor]);
  const [resizing, setResizing] = useState<{ id: string; width: number } | null>(null);
  const gridColumns = useMemo(
    () =>
      columns.map(({ id, title, icon, width, busy }) => ({
        id,
        title,
        icon: busy ? "busy" : icon,
        themeOverride: busy ? { textDark: theme.textLight } : undefined,
        width: resizing?.id === id ? resizing.width : width,
        hasMenu: true,
      })),
    [columns, resizing, theme],
  );

  const getCellContent = useCallback(
    ([col, row]: Item): GridCell => {
      const column = columns[col];
      const content = column && getCell(column.id, row);
      return column && content
        ? recordCell(column.id, row, content, col === 0 && content.paint.kind !== "group")
        : loadingCell;
    },
    [columns, getCell],
  );

  const getCellsForSelection = useGridCopy(props, getCellContent);

  const select = useCallback(
    (next: GridSelection) => {
      setSelection(next);
      const range = next.current?.range;
      onSelect({
        range: range
          ? {
              firstRow: range.y,
              lastRow: range.y + range.height - 1,
              columnIds: columns.slice(range.x, range.x + range.width).map((column) => column.id),
            }
          : null,
        rows: next.rows.toArray(),
      });
    },
    [columns, onSelect],
  );

  const { isHeading } = props;
  const height = narrow ? Math.max(TAP, props.rowHeight) : props.rowHeight;
  const { rowTheme, grouping } = useRowLooks(props, height, theme);

  const onKeyDown = useGridKeys(props, { editor, getCellContent, typeAhead, region, canvas });

  const onDelete = useCallback(
    (current: GridSelection) => {
      if (current.rows.length === 0) return current;
      props.onDeleteRows?.(current.rows.toArray());
      return false;
    },
    [props.onDeleteRows],
  );

  const files = useGridFileEvents(props, { editor, frame, selection, accent: theme.accentLight ?? "" });
  const pointed = usePointedNote(props);
  useGridHandle(props.ref, { editor, rowCount, selection, select });

  const markerWidth = Math.max(rowCount, props.highestNumber ?? 0) > 99_999 ? 64 : 48;
  const frozen = narrow ? 0 : 1;
  return (
    <EditorContext value={editing}>
      {icons.source}
      <div className="flex h-full flex-col">
        <div ref={frame} className="min-h-0 flex-1">
          <DataEditor
            ref={editor}
            theme={theme}
            headerIcons={icons.sprites}
            width="100%"
            height="100%"
            columns={gridColumns}
            rows={rowCount}
            rowHeight={height}
            getRowThemeOverride={rowTheme}
            headerHeight={narrow ? TAP : 34}
            freezeColumns={frozen}
            smoothScrollX
            smoothScrollY
            rowMarkers={{ kind: "both", width: markerWidth }}
            rowSelectionMode="multi"
            columnSelect="none"
            rangeSelect="rect"
            fillHandle={Boolean(props.onAppendRow)}
            customRenderers={renderers}
            provideEditor={provideEditor}
            rowGrouping={grouping}
            getCellContent={getCellContent}
            getCellsForSelection={getCellsForSelection}
            gridSelection={selection}
            onGridSelectionChange={select}
            onCellsEdited={(items) => {
              onEdit(toEdits(items, props));
              return true;
            }}
            onPaste={([col, row], values) => {
              const column = columns[col];
              if (column) onPaste(column.id, row, values);
              return false;
            }}
            onDragOverCell={files.onDragOverCell}
            onDragLeave={files.onDragLeave}
            highlightRegions={files.highlights}
            onDrop={files.onDrop}
            onDelete={onDelete}
            onKeyDown={onKeyDown}
            onCellClicked={([col, row], event) => {
              const cell = getCellContent([col, row]);
              if (!isRecordCell(cell)) return;
              if (isHeading?.(row)) return event.isLongTouch ? undefined : props.onHeading?.(row);
              const { paint } = cell.data.content;
              if (paint.kind === "button") {
                const column = columns[col];
                if (column && !event.isLongTouch) props.onPress(column.id, row);
              } else if (cell.data.expandable && event.localEventX > event.bounds.width - EXPAND_ROOM) onOpenRow(row);
              else if (paint.kind === "text" && paint.link && (event.ctrlKey || event.metaKey))
                props.onOpenLink(paint.link);
            }}
            onCellActivated={([col, row], event) => {
              const column = columns[col];
              const cell = getCellContent([col, row]);
              if (!column || !isRecordCell(cell)) return;
              const { paint, readOnly } = cell.data.content;
              const { kind } = paint;
              if (kind === "button" && event.inputType === "keyboard") props.onPress(column.id, row);
              else if (kind === "files") files.open([col, row]);
              else if (readOnly && kind !== "button" && !isHeading?.(row)) props.onRefused(column.id);
            }}
            onItemHovered={pointed.onItemHovered}
            onCellContextMenu={([, row], event) => {
              event.preventDefault();
              if (row < rowCount && !isHeading?.(row)) {
                props.onRowMenu(row, event.bounds.x + event.localEventX, event.bounds.y + event.localEventY);
              }
            }}
            onHeaderMenuClick={(col, bounds) => {
              const column = columns[col];
              if (column) props.onHeaderMenu(column.id, new DOMRect(bounds.x, bounds.y, bounds.width, bounds.height));
            }}
            onHeaderContextMenu={(col, event) => {
              event.preventDefault();
              const column = columns[col];
              const { x, y, width, height } = event.bounds;
              if (column) props.onHeaderMenu(column.id, new DOMRect(x, y, width, height));
            }}
            minColumnWidth={60}
            maxColumnWidth={900}
            onColumnResize={(column, width) => column.id && setResizing({ id: column.id, width })}
            onColumnResizeEnd={(column, width) => {
              setResizing(null);
              if (column.id) props.onColumnResized(column.id, Math.round(width));
            }}
            onColumnProposeMove={(from, to) => from > 0 && to > 0}
            onColumnMoved={props.onColumnMoved}
            onVisibleRegionChanged={(shown) => {
              region.current = shown;
              props.onVisibleRows(shown.y, shown.y + shown.height);
            }}
            onRowAppended={props.onAppendRow}
            trailingRowOptions={
              props.onAppendRow ? { hint: props.appendHint, sticky: false, tint: false, targetColumn: 0 } : undefined
            }
            rightElement={props.afterColumns}
            rightElementProps={{ sticky: false, fill: true }}
          />
        </div>
        {props.renderFooter && (
          <GridFooter
            columns={gridColumns}
            markerWidth={markerWidth}
            frozen={frozen}
            grid={frame}
            label={props.footerLabel ?? ""}
            render={props.renderFooter}
          />
        )}
      </div>
      {pointed.note}
    </EditorContext>
  );
}
