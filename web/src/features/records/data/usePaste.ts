import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { createRecords } from "@/api/records";
import type { CellValues, DataRecord, Table } from "@/api/types";
import { isMasked, saysMasked } from "@/fields/masked";
import { fieldType, isEditable } from "@/fields/registry";
import { pastHeadings, planPaste } from "@/grid/pastePlan";
import { mayFill } from "@/shell/ownAccess";
import { UNDO_TOPIC, useUndo } from "@/shell/useUndo";
import { toast } from "@/ui/toastStore";
import { inBatches, RefusedBatch, takeBack } from "./batches";
import type { ShownColumn } from "./columns";
import { cellFault, describeFault } from "./faults";
import { findHeld, putBack, release } from "./heldRows";
import { inOrder } from "./inOrder";
import { trackEdit } from "./pendingEdits";
import { type Describe, type Edited, isSame, type RecordEdit } from "./useRecordEdits";
import type { RecordPages } from "./useRecordPages";

interface PasteContext {
  table: Table;
  shown: readonly ShownColumn[];
  pages: RecordPages;
  edit: (edits: RecordEdit[], typecast: boolean, describe: Describe) => Promise<Edited>;
  canWrite: boolean;
}

interface PastedRow extends RecordEdit {
  /** As the grid counts it, from 1. */
  row: number;
}

/** Pastes a block of text at a cell: updates what is there, adds records past the end, and offers to undo it all. */
export function usePaste({ table, shown, pages, edit, canWrite }: PasteContext) {
  const { access } = table;
  const { t } = useTranslation();
  const { undoNamed } = useUndo();
  const client = useQueryClient();

  return useCallback(
    async (columnId: string, row: number, values: readonly (readonly string[])[]) => {
      if (!canWrite) return;
      const columns = shown.map(({ field }) => ({
        id: field.id,
        readOnly: !isEditable(field) || !mayFill({ access }, field),
      }));
      const column = columns.findIndex((each) => each.id === columnId);
      const lines = pastHeadings(values, row, (at) => pages.groupAt(at) !== null);
      const plan = planPaste(columns, pages.rowCount, { column, row }, lines);
      const fields = new Map(shown.map(({ field }) => [field.id, field]));
      const parsed = (cells: Record<string, string>): CellValues =>
        Object.fromEntries(
          Object.entries(cells).flatMap(([id, text]) => {
            const field = fields.get(id);
            if (field && saysMasked(text, field)) return [];
            return [[id, text === "" || !field ? null : fieldType(field.type).parse(text, field)]];
          }),
        );
      /** Nobody overwrites by a block what they cannot see. */
      const visible = (record: DataRecord, next: CellValues): CellValues =>
        Object.fromEntries(
          Object.entries(next).filter(([id]) => {
            const field = fields.get(id);
            return !field || !isMasked(record.fields[id], field);
          }),
        );

      const last = plan.updates.at(-1)?.row;
      if (last !== undefined) await pages.loadRows(plan.updates[0]?.row ?? 0, last);
      const edits = plan.updates.flatMap(({ row: at, cells }): PastedRow[] => {
        const record = pages.getRecord(at);
        // A record that already has these values is not written, and so not to be taken back either.
        if (!record) return [];
        const next = visible(record, parsed(cells));
        return isSame(record.fields, next) ? [] : [{ id: record.id, fields: next, row: at + 1 }];
      });
      const rows = new Map(edits.map((each) => [each.id, each.row]));
      const describe: Describe = (fault, refused) =>
        describeFault(t, fault, fields, refused.fields, rows.get(refused.id));
      const writes = edits.map(({ id, fields: next }) => ({ id, fields: next }));
      const drafts = edits.flatMap(({ id }) => findHeld(id) ?? []).filter((held) => held.state === "draft");

      /** All or nothing: what this paste did is taken back, and nothing else. */
      async function rollBack(changeSets: readonly string[]): Promise<number> {
        const standing = await inOrder(() => takeBack(changeSets));
        if (standing === 0) drafts.forEach(putBack);
        await pages.reload();
        return standing;
      }

      const edited = await edit(writes, true, describe);
      if (!edited.saved) {
        const standing = await rollBack(edited.changeSets);
        if (standing > 0) toast(t("grid.partStands"), { tone: "bad" });
        return;
      }

      const creates = plan.creates
        .map((cells) => ({ fields: parsed(cells) }))
        .filter(({ fields: given }) => Object.keys(given).length > 0);
      const changeSets = [...edited.changeSets];
      try {
        const send = (batch: typeof creates) => createRecords(table.id, batch, true);
        if (creates.length > 0)
          changeSets.push(...(await trackEdit(() => inOrder(() => inBatches(creates, send)))).changeSets);
      } catch (cause) {
        const error = asApiError(cause);
        const { at, standing } = error instanceof RefusedBatch ? error : { at: 0, standing: 0 };
        const left = standing + (await rollBack(edited.changeSets));
        const fault = cellFault(error);
        const place = at + (fault?.place ?? 0);
        const detail = fault
          ? describeFault(t, fault, fields, creates[place]?.fields, pages.rowCount + place + 1)
          : error.reason;
        toast(t(left > 0 ? "grid.partStands" : "grid.pasteRefused"), { tone: "bad", detail });
        return;
      }
      if (creates.length > 0) {
        // Pasted records go to their places, and those made before them too: else they would change places.
        release(table.id);
        await client.invalidateQueries({ queryKey: keys.base(table.baseId) });
        await pages.reload();
      }

      const count = edits.length + creates.length;
      if (count < 2 || changeSets.length === 0) return;
      toast(t("grid.pasted", { count }), {
        detail: creates.length ? t("grid.pastedNew", { count: creates.length }) : undefined,
        action: { label: t("undo.undo"), run: () => void undoNamed(changeSets) },
        topic: UNDO_TOPIC,
      });
    },
    [access, canWrite, client, edit, pages, shown, t, table.baseId, table.id, undoNamed],
  );
}
