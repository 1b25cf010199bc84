import { LoaderCircle, Lock } from "lucide-react";
import { type Ref, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordQuery } from "@/api/records";
import type { Field, GridConfig, Table } from "@/api/types";
import { WhyOf } from "@/features/access/AccessOf";
import { isMasked, paintOf, textOf } from "@/fields/masked";
import { usePressButton } from "@/fields/pressing";
import { FIELD_TYPES, fieldType, isEditable } from "@/fields/registry";
import type { CellContent } from "@/grid/paint";
import RecordGrid from "@/grid/RecordGrid";
import type { CellEdit, EditorRequest, GridSelectionSummary, RecordGridHandle } from "@/grid/types";
import { mayFill } from "@/shell/ownAccess";
import { useTheme } from "@/theme/themeStore";
import { toast } from "@/ui/toastStore";
import { AddFieldButton } from "./columns/AddFieldButton";
import { HeaderMenu } from "./columns/HeaderMenu";
import { headerNote } from "./columns/headerNote";
import { moveColumn, ROW_HEIGHTS, type ShownColumn, toGridColumns } from "./data/columns";
import { isDraft } from "./data/drafts";
import { describeFault } from "./data/faults";
import { gatherEdits } from "./data/gatherEdits";
import { useFieldActions } from "./data/useFieldActions";
import { useGridFiles } from "./data/useGridFiles";
import { usePaste } from "./data/usePaste";
import type { RecordActions } from "./data/useRecordActions";
import { useRecordEdits } from "./data/useRecordEdits";
import type { RecordPages } from "./data/useRecordPages";
import { useFooterRow } from "./footers/useFooterRow";
import { headingFooters } from "./footers/useFooters";
import { headingCell } from "./groups/headingCell";
import type { Stretch } from "./groups/layout";
import type { GroupLevel } from "./groups/useGroupedPages";
import { RowMenu } from "./RowMenu";

interface TableGridProps {
  table: Table;
  config: GridConfig;
  columns: ShownColumn[];
  query: RecordQuery;
  levels: readonly GroupLevel[];
  pages: RecordPages;
  actions: RecordActions;
  gridRef: Ref<RecordGridHandle>;
  canWrite: boolean;
  canDesign: boolean;
  onConfig: (part: Partial<GridConfig>) => void;
  onFilter: (fieldId: string) => void;
  onOpenRecord: (id: string) => void;
  onSelect: (selection: GridSelectionSummary) => void;
}

const ENCRYPTED_ICON = "encrypted";
const headerIcons = {
  ...Object.fromEntries(FIELD_TYPES.map((type) => [type.type, type.icon])),
  [ENCRYPTED_ICON]: Lock,
  busy: LoaderCircle,
};

/** Joins the grid engine, the field registry and the records of one table. */
export default function TableGrid(props: TableGridProps) {
  const { table, config, columns, pages, actions, levels, canWrite, canDesign, onConfig, onOpenRecord } = props;
  const { access } = table;
  const { t, i18n } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const [headerMenu, setHeaderMenu] = useState<{ field: Field; anchor: DOMRect } | null>(null);
  const [rowMenu, setRowMenu] = useState<{ recordId: string; x: number; y: number } | null>(null);
  const [asking, setAsking] = useState<string | null>(null);
  const { edit } = useRecordEdits(table.id);
  const fieldActions = useFieldActions(table);
  const shown = useMemo(() => columns.filter((column) => !column.hidden), [columns]);
  const fields = useMemo(() => new Map(table.fields.map((field) => [field.id, field])), [table.fields]);
  const paste = usePaste({ table, shown, pages, edit, canWrite });

  const footers = useFooterRow({ tableId: table.id, query: props.query, columns, onConfig });
  const first = shown[0]?.field.id;
  // While other sums are on their way, those that are there may be of other columns.
  const summed = useMemo(
    () => (pages.changing ? [] : headingFooters(footers.chosen)),
    [footers.chosen, pages.changing],
  );
  const heading = useCallback(
    (group: Stretch, field: Field) => headingCell({ t, theme, levels, footers: summed, first, group, field }),
    [t, theme, levels, summed, first],
  );

  // A new identity is what makes the grid repaint, so the theme and the language belong to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: paints depend on the language through Intl
  const getCell = useCallback(
    (fieldId: string, row: number): CellContent | null => {
      const field = fields.get(fieldId);
      const group = pages.groupAt(row);
      if (group && field) return heading(group, field);
      const record = pages.getRecord(row);
      if (!record || !field) return null;
      const value = record.fields[fieldId] ?? null;
      return {
        rowKey: record.id,
        paint: paintOf(value, field, { theme, primary: field.primary }),
        text: textOf(value, field),
        copy: fieldType(field.type).copy?.(value),
        value,
        readOnly: !isEditable(field) || !mayFill({ access }, field) || isMasked(value, field),
      };
    },
    [access, fields, pages.getRecord, pages.groupAt, heading, theme, i18n.language],
  );

  const renderEditor = useCallback(
    (request: EditorRequest) => {
      const field = fields.get(request.columnId);
      const Editor = field && fieldType(field.type).Editor;
      if (!field || !Editor) return null;
      const createOption = canDesign ? (name: string) => fieldActions.createOption(field, name) : undefined;
      return <Editor {...request} field={field} place="cell" createOption={createOption} />;
    },
    [canDesign, fieldActions, fields],
  );

  const gridColumns = useMemo(
    () =>
      shown.map(({ field, width }) => ({
        id: field.id,
        title: field.name,
        icon: field.encrypted ? ENCRYPTED_ICON : field.type,
        description: headerNote(t, field, isEditable(field) && canWrite && !mayFill({ access }, field)),
        busy: Boolean(field.calculating),
        width: width ?? fieldType(field.type).width + (field.primary ? 40 : 0),
      })),
    [shown, t, access, canWrite],
  );

  const onEdit = useCallback(
    (edits: CellEdit[]) => {
      const { records, typecast } = gatherEdits(edits, fields);
      void edit(records, typecast, (fault, refused) => describeFault(t, fault, fields, refused.fields));
    },
    [edit, fields, t],
  );

  const { held, rowCount } = pages;
  const isMarked = useCallback(
    (row: number) => held[row - rowCount + held.length]?.matches === false,
    [held, rowCount],
  );

  const isHeading = useCallback((row: number) => pages.groupAt(row) !== null, [pages.groupAt]);
  const files = useGridFiles(table, pages);
  const press = usePressButton(table.fields);
  const openRow = useCallback(
    (row: number) => {
      const record = pages.getRecord(row);
      if (record) onOpenRecord(record.id);
    },
    [onOpenRecord, pages.getRecord],
  );

  return (
    <>
      <RecordGrid
        ref={props.gridRef}
        columns={gridColumns}
        headerIcons={headerIcons}
        rowCount={pages.rowCount}
        highestNumber={pages.recordCount}
        rowHeight={ROW_HEIGHTS[config.rowHeight]}
        getCell={getCell}
        isMarked={isMarked}
        isHeading={levels.length > 0 ? isHeading : undefined}
        headings={pages.headings}
        onHeading={(row) => {
          const group = pages.groupAt(row);
          if (group) pages.toggleGroup?.(group.path);
        }}
        loadRows={pages.loadRows}
        renderEditor={renderEditor}
        onVisibleRows={pages.onVisibleRows}
        onEdit={onEdit}
        onPaste={paste}
        onOpenRow={openRow}
        onPress={(id, row) => {
          const field = fields.get(id);
          const record = pages.getRecord(row);
          if (field && record && !isDraft(record.id)) void press(field, record);
        }}
        onOpenFiles={files.open}
        onRefused={(id) => {
          const field = fields.get(id);
          // Whoever may write nothing here reads it under the grid.
          if (!canWrite || !field || !isEditable(field) || mayFill({ access }, field)) return;
          toast(t("access.readOnlyField", { name: field.name }), { topic: "readOnly" });
        }}
        onFiles={files.add}
        onOpenLink={(href) => window.open(href, "_blank", "noopener,noreferrer")}
        onSelect={props.onSelect}
        onColumnResized={(id, width) =>
          onConfig({
            columns: toGridColumns(columns.map((each) => (each.field.id === id ? { ...each, width } : each))),
          })
        }
        onColumnMoved={(from, to) => onConfig({ columns: toGridColumns(moveColumn(columns, from, to)) })}
        onHeaderMenu={(id, anchor) => {
          const field = fields.get(id);
          if (field) setHeaderMenu({ field, anchor });
        }}
        onRowMenu={(row, x, y) => {
          const record = pages.getRecord(row);
          if (record) setRowMenu({ recordId: record.id, x, y });
        }}
        onAppendRow={canWrite ? actions.append : undefined}
        onDeleteRows={canWrite ? actions.removeRows : undefined}
        appendHint={t("grid.newRecord")}
        renderFooter={footers.render}
        footerLabel={t("footers.title")}
        afterColumns={canDesign && <AddFieldButton onCreate={fieldActions.create} />}
      />
      {files.popover}
      {headerMenu && (
        <HeaderMenu
          field={headerMenu.field}
          anchor={headerMenu.anchor}
          config={config}
          columns={columns}
          table={table}
          canDesign={canDesign}
          actions={fieldActions}
          onConfig={onConfig}
          onFilter={props.onFilter}
          onClose={() => setHeaderMenu(null)}
        />
      )}
      {rowMenu && (
        <RowMenu
          {...rowMenu}
          canWrite={canWrite}
          onOpen={onOpenRecord}
          onDelete={(id) => void actions.remove([id])}
          onWhy={canDesign ? setAsking : undefined}
          onClose={() => setRowMenu(null)}
        />
      )}
      {asking && <WhyOf table={table} recordId={asking} onClose={() => setAsking(null)} />}
    </>
  );
}
