import { type RefObject, useMemo } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { FilterGroup, Table } from "@/api/types";
import { isEditable } from "@/fields/registry";
import type { RecordGridHandle } from "@/grid/types";
import { UNDO_TOPIC, useUndo } from "@/shell/useUndo";
import { toast } from "@/ui/toastStore";
import { RefusedBatch } from "./batches";
import { drop, hold, realId } from "./heldRows";
import { inOrder } from "./inOrder";
import { prefill } from "./prefill";
import { removeRecords } from "./removeRecords";
import { useRecordEdits } from "./useRecordEdits";
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
  const { undoNamed } = useUndo();
  const { create } = useRecordEdits(table.id);

  return useMemo(() => {
    /** The row is there and selected before this returns, so that the next key is already its own. */
    function append() {
      const required = table.fields.filter((field) => field.required && isEditable(field)).map((field) => field.id);
      let key = "";
      flushSync(() => {
        key = hold(table.id, pages.scope, required, prefill(filter, table.fields)).key;
      });
      grid.current?.focusCell(0, pages.rowCount);
      void create(key);
    }

    async function remove(rows: string[]) {
      // A record may still be on its way to the server.
      if (rows.some((id) => realId(id) === id && id.startsWith("new_"))) await inOrder(async () => undefined);
      const ids = rows.map(realId).filter((id) => !id.startsWith("new_"));
      let changeSets: string[] = [];
      try {
        changeSets = await removeRecords(table.id, ids);
      } catch (cause) {
        const error = asApiError(cause);
        const text = t(error instanceof RefusedBatch && error.standing > 0 ? "grid.partStands" : "grid.deleteFailed");
        toast(text, { tone: "bad", detail: error.reason });
        return pages.reload();
      }
      grid.current?.clearRows();
      drop(new Set(rows));
      await pages.reload();
      if (changeSets.length === 0) return;
      const action = { label: t("undo.undo"), run: () => void undoNamed(changeSets) };
      toast(t("grid.deleted", { count: ids.length }), { action, topic: UNDO_TOPIC });
    }

    async function removeRows(rows: number[]) {
      const first = rows[0];
      const last = rows.at(-1);
      if (first === undefined || last === undefined) return;
      await pages.loadRows(first, last);
      await remove(rows.flatMap((row) => pages.getRecord(row)?.id ?? []));
    }

    return { append, remove, removeRows: (rows: number[]) => void removeRows(rows) };
  }, [create, filter, grid, pages, t, table, undoNamed]);
}

export type RecordActions = ReturnType<typeof useRecordActions>;
