import { deleteRecords } from "@/api/records";
import { inBatches } from "./batches";
import { drop } from "./heldRows";
import { inOrder } from "./inOrder";
import { trackEdit } from "./pendingEdits";

/** Deletes all or none, after the edits that are under way. Resolves to the change sets, for taking it back. */
export async function removeRecords(tableId: string, ids: readonly string[]): Promise<string[]> {
  const { changeSets } = await trackEdit(() => inOrder(() => inBatches(ids, (batch) => deleteRecords(tableId, batch))));
  drop(new Set(ids));
  return changeSets;
}
