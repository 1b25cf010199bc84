import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { createRecords, undo as takeBack } from "@/api/records";
import type { CellValues, Table } from "@/api/types";
import { fieldType, isEditable } from "@/fields/registry";
import { planPaste } from "@/grid/pastePlan";
import { useUndo } from "@/shell/useUndo";
import { toast } from "@/ui/toastStore";
import type { ShownColumn } from "./columns";
import { cellFault, describeFault } from "./faults";
import { release } from "./heldRows";
import { trackEdit } from "./pendingEdits";
import { BATCH, type Describe, isSame, type RecordEdit } from "./useRecordEdits";
import type { RecordPages } from "./useRecordPages";

interface PasteContext {
  table: Table;
  shown: readonly ShownColumn[];
  pages: RecordPages;
  edit: (edits: RecordEdit[], typecast: boolean, describe: Describe) => Promise<boolean>;
  canWrite: boolean;
}

interface PastedRow extends RecordEdit {
  /** As the grid counts it, from 1. */
  row: number;
}

/** Pastes a block of text at a cell: updates what is there, adds records past the end, and offers to undo it all. */
export function usePaste({ table, shown, pages, edit, canWrite }: PasteContext) {
  const { t } = useTranslation();
  const { undo } = useUndo();
  const client = useQueryClient();

  return useCallback(
    async (columnId: string, row: number, values: readonly (readonly string[])[]) => {
      if (!canWrite) return;
      const columns = shown.map(({ field }) => ({ id: field.id, readOnly: !isEditable(field) }));
      const column = columns.findIndex((each) => each.id === columnId);
      const plan = planPaste(columns, pages.rowCount, { column, row }, values);
      const fields = new Map(shown.map(({ field }) => [field.id, field]));
      const parsed = (cells: Record<string, string>): CellValues =>
        Object.fromEntries(
          Object.entries(cells).map(([id, text]) => {
            const field = fields.get(id);
            return [id, text === "" || !field ? null : fieldType(field.type).parse(text, field)];
          }),
        );

      const last = plan.updates.at(-1)?.row;
      if (last !== undefined) await pages.loadRows(plan.updates[0]?.row ?? 0, last);
      const edits = plan.updates.flatMap(({ row: at, cells }): PastedRow[] => {
        const record = pages.getRecord(at);
        // A record that already has these values is not written, and so not to be taken back either.
        const next = parsed(cells);
        return record && !isSame(record.fields, next) ? [{ id: record.id, fields: next, row: at + 1 }] : [];
      });
      const rows = new Map(edits.map((each) => [each.id, each.row]));
      const describe: Describe = (fault, refused) =>
        describeFault(t, fault, fields, refused.fields, rows.get(refused.id));
      const writes = edits.map(({ id, fields: next }) => ({ id, fields: next }));
      if (!(await edit(writes, true, describe))) return;

      for (let at = 0; at < plan.creates.length; at += BATCH) {
        const batch = plan.creates.slice(at, at + BATCH).map(parsed);
        try {
          await trackEdit(() => createRecords(table.id, batch, true));
        } catch (cause) {
          const error = asApiError(cause);
          const fault = cellFault(error);
          // All or nothing: what went through before is taken back.
          const done = Math.ceil(edits.length / BATCH) + at / BATCH;
          for (let each = 0; each < done; each++) await takeBack();
          await pages.reload();
          const place = at + (fault?.place ?? 0);
          const detail = fault
            ? describeFault(t, fault, fields, batch[fault.place], pages.rowCount + place + 1)
            : error.reason;
          toast(t("grid.pasteRefused"), { tone: "bad", detail });
          return;
        }
      }
      if (plan.creates.length) {
        // Pasted records go to their places, and those made before them too: else they would change places.
        release();
        await client.invalidateQueries({ queryKey: keys.base(table.baseId) });
        await pages.reload();
      }

      const sets = Math.ceil(edits.length / BATCH) + Math.ceil(plan.creates.length / BATCH);
      if (edits.length + plan.creates.length < 2) return;
      toast(t("grid.pasted", { count: edits.length + plan.creates.length }), {
        detail: plan.creates.length ? t("grid.pastedNew", { count: plan.creates.length }) : undefined,
        action: {
          label: t("undo.undo"),
          run: async () => {
            for (let each = 0; each < sets; each++) await undo();
          },
        },
      });
    },
    [canWrite, client, edit, pages, shown, t, table.baseId, table.id, undo],
  );
}
