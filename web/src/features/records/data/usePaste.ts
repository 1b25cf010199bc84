import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { createRecords } from "@/api/records";
import type { CellValues, Table } from "@/api/types";
import { fieldType, isEditable } from "@/fields/registry";
import { planPaste } from "@/grid/pastePlan";
import { useUndo } from "@/shell/useUndo";
import { toast } from "@/ui/toastStore";
import type { ShownColumn } from "./columns";
import { release } from "./heldRows";
import { trackEdit } from "./pendingEdits";
import { BATCH, type RecordEdit } from "./useRecordEdits";
import type { RecordPages } from "./useRecordPages";

interface PasteContext {
  table: Table;
  shown: readonly ShownColumn[];
  pages: RecordPages;
  edit: (edits: RecordEdit[], typecast: boolean) => Promise<boolean>;
  canWrite: boolean;
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
      const edits = plan.updates.flatMap(({ row: at, cells }): RecordEdit[] => {
        const record = pages.getRecord(at);
        return record ? [{ id: record.id, fields: parsed(cells) }] : [];
      });
      if (!(await edit(edits, true))) return;

      try {
        for (let at = 0; at < plan.creates.length; at += BATCH) {
          const batch = plan.creates.slice(at, at + BATCH).map(parsed);
          await trackEdit(() => createRecords(table.id, batch, true));
        }
      } catch (error) {
        toast(t("grid.pasteFailed"), { tone: "bad", detail: asApiError(error).reason });
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
