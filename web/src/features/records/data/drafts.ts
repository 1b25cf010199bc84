import { asApiError } from "@/api/errors";
import { createRecords } from "@/api/records";
import type { CellValues } from "@/api/types";
import { uuid7 } from "@/lib/uuid7";
import { become, changeHeld, findHeld, missing } from "./heldRows";
import { inOrder } from "./inOrder";
import { trackEdit } from "./pendingEdits";

export interface SavedDraft {
  id: string;
  /** What was typed while it was under way, to be saved as an edit of the record. */
  later: CellValues | null;
  /** `later` has text that the server converts. */
  typecast: boolean;
  /** Null when an earlier attempt, whose answer was lost, had made the record. */
  changeSet: string | null;
}

export function isDraft(id: string): boolean {
  const row = findHeld(id);
  return row !== undefined && row.state !== "saved";
}

/** What is typed into a record that the server does not have yet. */
export function editDraft(id: string, fields: CellValues, typecast: boolean): void {
  changeHeld(id, (row) => ({
    ...row,
    typecast: row.typecast || typecast,
    typed: true,
    record: { ...row.record, fields: { ...row.record.fields, ...fields } },
  }));
}

/**
 * Sends a new record once its required fields are there; null when it waits or is under way. Throws what the server
 * says; the draft then stays as it is.
 */
export async function saveDraft(tableId: string, key: string): Promise<SavedDraft | null> {
  const row = findHeld(key);
  if (row?.state !== "draft" || missing(row).length > 0) return null;
  changeHeld(key, (now) => ({ ...now, state: "saving", typed: false }));
  const sent = row.record.fields;
  const fields = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null));
  try {
    const { data, changeSet } = await trackEdit(() =>
      inOrder(() => createRecords(tableId, [{ fields, clientKey: row.clientKey }], row.typecast)),
    );
    const record = data.items[0];
    if (!record) throw new TypeError("The server answered without the new record.");
    const now = findHeld(key) ?? row;
    // A record that was there already is that of an earlier attempt, and has what was typed then.
    const later = Object.entries(now.record.fields).filter(([id, value]) => changeSet === null || value !== sent[id]);
    become(key, record);
    return {
      id: record.id,
      later: later.length > 0 ? Object.fromEntries(later) : null,
      typecast: now.typecast,
      changeSet,
    };
  } catch (error) {
    // The record of an earlier attempt was deleted since: this one is to be another.
    const taken = asApiError(error).code === "client_key_taken";
    changeHeld(key, (now) => ({
      ...now,
      state: "draft",
      typed: now.typed || row.typed,
      clientKey: taken ? uuid7() : now.clientKey,
    }));
    throw error;
  }
}
