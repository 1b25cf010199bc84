import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { updateRecord, updateRecords } from "@/api/records";
import type { CellValues, DataRecord } from "@/api/types";
import { toast } from "@/ui/toastStore";
import { inBatches, RefusedBatch } from "./batches";
import { refreshConnected } from "./connected";
import { editDraft, isDraft, saveDraft } from "./drafts";
import { type CellFault, cellFault } from "./faults";
import { realId } from "./heldRows";
import { inOrder } from "./inOrder";
import { trackEdit } from "./pendingEdits";
import { changeCached, findCached, rolledBack, withFields } from "./recordCache";

export interface RecordEdit {
  id: string;
  fields: CellValues;
}

/** Says what is wrong with a refused cell, and where it is. */
export type Describe = (fault: CellFault, edit: RecordEdit) => string;

/** Whether all was saved, and the change sets of what was: an edit may be refused while a new record was made. */
export interface Edited {
  saved: boolean;
  changeSets: string[];
}

const NOTHING: Edited = { saved: true, changeSets: [] };
const REFUSED: Edited = { saved: false, changeSets: [] };

function joined(all: readonly Edited[]): Edited {
  return { saved: all.every((each) => each.saved), changeSets: all.flatMap((each) => each.changeSets) };
}

/** Automations answer an edit a moment later; these looks show their effect without waiting for the next refresh. */
const SETTLE_MS = [900, 2500];

/** Leaving an editor without a change is no edit. */
export function isSame(current: CellValues | undefined, fields: CellValues): boolean {
  const text = (value: unknown) => JSON.stringify(value ?? null);
  return current !== undefined && Object.entries(fields).every(([id, value]) => text(current[id]) === text(value));
}

/**
 * Saves one record under its version. When somebody changed other fields meanwhile, the edit is sent again on top of
 * the newer version; a change of the same field is a conflict.
 */
async function saveOne(client: QueryClient, tableId: string, edit: RecordEdit, before: CellValues, typecast: boolean) {
  const version = findCached(client, tableId, edit.id)?.version;
  try {
    return await updateRecord(edit.id, edit.fields, { version, typecast });
  } catch (cause) {
    const error = asApiError(cause);
    const current = error.code === "version_conflict" ? error.problem.current : undefined;
    if (!current) throw error;
    const same = (id: string) => JSON.stringify(current.fields[id] ?? null) === JSON.stringify(before[id] ?? null);
    if (!Object.keys(edit.fields).every(same)) throw error;
    return updateRecord(edit.id, edit.fields, { version: current.version, typecast });
  }
}

async function saveAll(
  client: QueryClient,
  tableId: string,
  edits: RecordEdit[],
  before: CellValues[],
  typecast: boolean,
): Promise<{ saved: DataRecord[]; changeSets: string[] }> {
  const [only] = edits;
  if (only && edits.length === 1) {
    const { data, changeSet } = await saveOne(client, tableId, only, before[0] ?? {}, typecast);
    return { saved: [data], changeSets: changeSet === null ? [] : [changeSet] };
  }
  const { answers, changeSets } = await inBatches(edits, (batch) => updateRecords(tableId, batch, typecast));
  return { saved: answers.flatMap((answer) => answer.items), changeSets };
}

/** Edits of records that the server does not have yet, and of those it has. */
function parted(edits: RecordEdit[]): [RecordEdit[], RecordEdit[]] {
  return [edits.filter(({ id }) => isDraft(id)), edits.filter(({ id }) => !isDraft(id))];
}

/** Optimistic edits of records: shown at once, put back with the reason when the server refuses. */
export function useRecordEdits(tableId: string) {
  const client = useQueryClient();
  const { t } = useTranslation();

  return useMemo(() => {
    const reload = () => client.invalidateQueries({ queryKey: keys.records(tableId) });
    // A question that is under way was asked after the edit; over a large table it takes longer than this.
    const settle = () => client.invalidateQueries({ queryKey: keys.records(tableId) }, { cancelRefetch: false });

    function report(cause: unknown, edits: RecordEdit[], describe: Describe | undefined) {
      const error = asApiError(cause);
      const before = error instanceof RefusedBatch ? error.at : 0;
      if (error.code === "version_conflict") {
        const { current } = error.problem;
        if (current) changeCached(client, tableId, new Set([current.id]), () => current);
        toast(t("grid.conflict"), {
          tone: "bad",
          detail: error.reason,
          action: { label: t("common.reload"), run: () => void reload() },
        });
        return;
      }
      const fault = cellFault(error);
      const refused = fault && edits[before + fault.place];
      const detail = refused && describe ? describe(fault, refused) : error.reason;
      if (error instanceof RefusedBatch && error.standing > 0) {
        toast(t("grid.partStands"), { tone: "bad", detail });
        void reload();
        return;
      }
      toast(t("grid.editFailed"), { tone: "bad", detail });
    }

    /** A failure is reported here. */
    async function edit(wanted: RecordEdit[], typecast = false, describe?: Describe): Promise<Edited> {
      const [drafts, stored] = parted(wanted.map((each) => ({ ...each, id: realId(each.id) })));
      for (const { id, fields } of drafts) editDraft(id, fields, typecast);
      const made = await Promise.all(drafts.map(({ id }) => create(id)));
      return joined([...made, await change(stored, typecast, describe)]);
    }

    /** Saves a new record as far as it can be; what was typed while it was under way follows. */
    async function create(key: string): Promise<Edited> {
      try {
        const made = await saveDraft(tableId, key);
        if (!made) return NOTHING;
        refreshConnected(client, tableId);
        for (const wait of SETTLE_MS) setTimeout(() => void settle(), wait);
        const created = { saved: true, changeSets: made.changeSet === null ? [] : [made.changeSet] };
        if (made.later === null) return created;
        return joined([created, await change([{ id: made.id, fields: made.later }], made.typecast)]);
      } catch (error) {
        toast(t("grid.addFailed"), { tone: "bad", detail: asApiError(error).reason });
        return REFUSED;
      }
    }

    async function change(wanted: RecordEdit[], typecast: boolean, describe?: Describe): Promise<Edited> {
      const edits = wanted.filter(({ id, fields }) => !isSame(findCached(client, tableId, id)?.fields, fields));
      if (edits.length === 0) return NOTHING;
      const byId = new Map(edits.map((each) => [each.id, each.fields]));
      const ids = new Set(byId.keys());
      const before = edits.map((each) => findCached(client, tableId, each.id)?.fields ?? {});
      await client.cancelQueries({ queryKey: keys.records(tableId) });
      changeCached(client, tableId, ids, (record) => withFields(record, byId.get(record.id) ?? {}));
      try {
        const { saved, changeSets } = await trackEdit(() =>
          inOrder(() => saveAll(client, tableId, edits, before, typecast)),
        );
        const fresh = new Map(saved.map((record) => [record.id, record]));
        changeCached(client, tableId, ids, (record) => fresh.get(record.id) ?? record);
        for (const id of ids) void client.invalidateQueries({ queryKey: keys.history(id) });
        void client.invalidateQueries({ queryKey: keys.summedUp(tableId) });
        refreshConnected(client, tableId);
        // Text may have named choices that did not exist: the fields have them now.
        if (typecast) void client.invalidateQueries({ queryKey: keys.allBases });
        for (const wait of SETTLE_MS) setTimeout(() => void settle(), wait);
        return { saved: true, changeSets };
      } catch (cause) {
        for (const [index, each] of edits.entries()) {
          const undo = (record: DataRecord) => rolledBack(record, each.fields, before[index] ?? {});
          changeCached(client, tableId, new Set([each.id]), undo);
        }
        report(cause, edits, describe);
        return REFUSED;
      }
    }

    return { edit, create, reload };
  }, [client, t, tableId]);
}
