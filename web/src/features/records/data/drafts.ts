import { createRecords } from "@/api/records";
import type { CellValues } from "@/api/types";
import { become, changeHeld, findHeld, missing } from "./heldRows";
import { inOrder } from "./inOrder";
import { trackEdit } from "./pendingEdits";

export function isDraft(id: string): boolean {
  const row = findHeld(id);
  return row !== undefined && row.state !== "saved";
}

/** What is typed into a record that the server does not have yet. */
export function editDraft(id: string, fields: CellValues, typecast: boolean): void {
  changeHeld(id, (row) => ({
    ...row,
    typecast: row.typecast || typecast,
    record: { ...row.record, fields: { ...row.record.fields, ...fields } },
  }));
}

/**
 * Sends a new record once its required fields are there. Resolves to what was typed meanwhile, to be saved as edits
 * of the record; null when it waits or is under way. Throws what the server says; the draft then stays as it is.
 */
export async function saveDraft(
  tableId: string,
  key: string,
): Promise<{ id: string; later: CellValues | null } | null> {
  const row = findHeld(key);
  if (row?.state !== "draft" || missing(row).length > 0) return null;
  changeHeld(key, (now) => ({ ...now, state: "saving" }));
  const sent = row.record.fields;
  const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null));
  try {
    const { items } = await trackEdit(() => inOrder(() => createRecords(tableId, [given], row.typecast)));
    const record = items[0];
    if (!record) return null;
    const typed = findHeld(key)?.record.fields ?? sent;
    const later = Object.entries(typed).filter(([id, value]) => value !== sent[id]);
    become(key, record);
    return { id: record.id, later: later.length > 0 ? Object.fromEntries(later) : null };
  } catch (error) {
    changeHeld(key, (now) => ({ ...now, state: "draft" }));
    throw error;
  }
}
