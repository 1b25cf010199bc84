import { type RefObject, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { createRecords, deleteRecords } from "@/api/records";
import type { FilterGroup, Table } from "@/api/types";
import type { RecordGridHandle } from "@/grid/types";
import { useUndo } from "@/shell/useUndo";
import { toast } from "@/ui/toastStore";
import { trackEdit } from "./pendingEdits";
import { prefill } from "./prefill";
import { BATCH } from "./useRecordEdits";
import type { RecordPages } from "./useRecordPages";

interface ActionContext {
  table: Table;
  pages: RecordPages;
  filter: FilterGroup | null;
  plainOrder: boolean;
  onOpenRecord: (id: string) => void;
  grid: RefObject<RecordGridHandle | null>;
}

/** The grid waits this long for an appended row to appear at the end before it gives up looking for it. */
const APPEND_WAIT_MS = 700;

/** Adding and deleting records. Deleting is undone from its toast. */
export function useRecordActions({ table, pages, filter, plainOrder, onOpenRecord, grid }: ActionContext) {
  const { t } = useTranslation();
  const { undo } = useUndo();

  return useMemo(() => {
    async function append() {
      try {
        const { items } = await trackEdit(() => createRecords(table.id, [prefill(filter, table.fields)]));
        const record = items[0];
        if (!record) return;
        if (plainOrder) {
          pages.appendLocally(record);
          grid.current?.focusCell(0, pages.rowCount);
          return;
        }
        // Sorted or filtered, the record may stand anywhere: the grid must not open the last row as if it were it.
        setTimeout(() => void pages.reload(), APPEND_WAIT_MS);
        toast(t("grid.added"), { action: { label: t("grid.open"), run: () => onOpenRecord(record.id) } });
      } catch (error) {
        toast(t("grid.addFailed"), { tone: "bad", detail: asApiError(error).reason });
      }
    }

    async function remove(ids: string[]) {
      try {
        for (let at = 0; at < ids.length; at += BATCH) {
          const batch = ids.slice(at, at + BATCH);
          await trackEdit(() => deleteRecords(table.id, batch));
        }
      } catch (error) {
        toast(t("grid.deleteFailed"), { tone: "bad", detail: asApiError(error).reason });
        return;
      }
      grid.current?.clearRows();
      await pages.reload();
      const undoAll = async () => {
        for (let at = 0; at < ids.length; at += BATCH) await undo();
      };
      toast(t("grid.deleted", { count: ids.length }), { action: { label: t("undo.undo"), run: () => void undoAll() } });
    }

    async function removeRows(rows: number[]) {
      const first = rows[0];
      const last = rows.at(-1);
      if (first === undefined || last === undefined) return;
      await pages.loadRows(first, last);
      await remove(rows.flatMap((row) => pages.getRecord(row)?.id ?? []));
    }

    return { append, remove, removeRows: (rows: number[]) => void removeRows(rows) };
  }, [filter, grid, onOpenRecord, pages, plainOrder, t, table, undo]);
}

export type RecordActions = ReturnType<typeof useRecordActions>;
