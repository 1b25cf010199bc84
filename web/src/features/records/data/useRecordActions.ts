import { type RefObject, useMemo } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { deleteRecords } from "@/api/records";
import type { FilterGroup, Table } from "@/api/types";
import { isEditable } from "@/fields/registry";
import type { RecordGridHandle } from "@/grid/types";
import { useUndo } from "@/shell/useUndo";
import { toast } from "@/ui/toastStore";
import { drop, hold, realId } from "./heldRows";
import { inOrder } from "./inOrder";
import { trackEdit } from "./pendingEdits";
import { prefill } from "./prefill";
import { BATCH, useRecordEdits } from "./useRecordEdits";
import type { RecordPages } from "./useRecordPages";

interface ActionContext {
  table: Table;
  pages: RecordPages;
  filter: FilterGroup | null;
  grid: RefObject<RecordGridHandle | null>;
}

/** Adding and deleting records. Deleting is undone from its toast. */
export function useRecordActions({ table, pages, filter, grid }: ActionContext) {
  const { t } = useTranslation();
  const { undo } = useUndo();
  const { create } = useRecordEdits(table.id);

  return useMemo(() => {
    /** The row is there and selected before this returns, so that the next key is already its own. */
    function append() {
      const required = table.fields.filter((field) => field.required && isEditable(field)).map((field) => field.id);
      let key = "";
      flushSync(() => {
        key = hold(pages.scope, required, prefill(filter, table.fields)).key;
      });
      grid.current?.focusCell(0, pages.rowCount);
      void create(key);
    }

    async function remove(rows: string[]) {
      // A record may still be on its way to the server.
      if (rows.some((id) => realId(id) === id && id.startsWith("new_"))) await inOrder(async () => undefined);
      const ids = rows.map(realId).filter((id) => !id.startsWith("new_"));
      try {
        for (let at = 0; at < ids.length; at += BATCH) {
          const batch = ids.slice(at, at + BATCH);
          await trackEdit(() => inOrder(() => deleteRecords(table.id, batch)));
        }
      } catch (error) {
        toast(t("grid.deleteFailed"), { tone: "bad", detail: asApiError(error).reason });
        return;
      }
      grid.current?.clearRows();
      drop(new Set(rows));
      await pages.reload();
      const undoAll = async () => {
        for (let at = 0; at < ids.length; at += BATCH) await undo();
      };
      if (ids.length === 0) return;
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
  }, [create, filter, grid, pages, t, table, undo]);
}

export type RecordActions = ReturnType<typeof useRecordActions>;
