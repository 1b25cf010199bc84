import type { ComponentType, ReactNode, SVGProps } from "react";
import type { Opening } from "./opening";
import type { CellContent } from "./paint";

export interface GridColumnSpec {
  id: string;
  title: string;
  /** Key of the header icon. */
  icon: string;
  width: number;
  /** Its values are being worked out: some are still the old ones. */
  busy?: boolean;
  /** What the column is for; shown while the pointer rests on its header. */
  description?: string;
}

export interface CellEdit {
  columnId: string;
  rowKey: string;
  /** A typed value, or text to be converted when the edit came from another kind of cell. */
  value: unknown;
  text?: string;
}

export interface EditorRequest {
  columnId: string;
  row: number;
  value: unknown;
  opening?: Opening;
  onChange: (value: unknown) => void;
  onCommit: (value?: unknown) => void;
  onCancel: () => void;
}

export interface GridSelectionSummary {
  /** Selected cells as a rectangle of row and column positions; null without a cell selection. */
  range: { firstRow: number; lastRow: number; columnIds: string[] } | null;
  /** Rows ticked in the row header. */
  rows: number[];
}

export interface RecordGridProps {
  columns: readonly GridColumnSpec[];
  headerIcons: Readonly<Record<string, ComponentType<SVGProps<SVGSVGElement>>>>;
  rowCount: number;
  /** The highest row number there may be, where some rows are out of sight: columns stay where they are meanwhile. */
  highestNumber?: number;
  rowHeight: number;
  /** Null while the row is not loaded: the cell shows a skeleton. */
  getCell: (columnId: string, row: number) => CellContent | null;
  /** Rows that are headings of groups; they are not counted. */
  headings?: readonly number[];
  isHeading?: (row: number) => boolean;
  /** A heading was clicked, or Enter or Space pressed on it. */
  onHeading?: (row: number) => void;
  /** Rows set off from the others by a tint. */
  isMarked: (row: number) => boolean;
  /** Loads rows that a copy needs. */
  loadRows: (firstRow: number, lastRow: number) => Promise<void>;
  renderEditor: (request: EditorRequest) => ReactNode;
  onVisibleRows: (firstRow: number, lastRow: number) => void;
  onEdit: (edits: CellEdit[]) => void;
  onPaste: (columnId: string, row: number, values: readonly (readonly string[])[]) => void;
  onOpenRow: (row: number) => void;
  onOpenLink: (href: string) => void;
  /** A painted button was clicked, or Enter or Space pressed on it. */
  onPress: (columnId: string, row: number) => void;
  /** Enter or a double click on a cell of files; `anchor` is where it is on the screen. */
  onOpenFiles: (columnId: string, row: number, anchor: DOMRect) => void;
  /** Enter or a double click on a cell that cannot be changed here. */
  onRefused: (columnId: string) => void;
  /** Files were dropped or pasted on a cell. */
  onFiles: (columnId: string, row: number, files: File[]) => void;
  onSelect: (selection: GridSelectionSummary) => void;
  onColumnResized: (columnId: string, width: number) => void;
  onColumnMoved: (from: number, to: number) => void;
  onHeaderMenu: (columnId: string, anchor: DOMRect) => void;
  onRowMenu: (row: number, x: number, y: number) => void;
  /** Undefined when the person may not write. */
  onAppendRow?: () => void;
  onDeleteRows?: (rows: number[]) => void;
  appendHint: string;
  /** What stands under a column, in a row of its own; its name for those who don't see it. */
  renderFooter?: (columnId: string) => ReactNode;
  footerLabel?: string;
  /** Stands after the last column: the add-field button. */
  afterColumns: ReactNode;
  ref?: React.Ref<RecordGridHandle>;
}

export interface RecordGridHandle {
  focusCell: (columnIndex: number, row: number) => void;
  clearRows: () => void;
}
