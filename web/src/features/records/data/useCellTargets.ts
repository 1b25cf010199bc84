import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { getRecord } from "@/api/records";
import type { Field, Table } from "@/api/types";
import type { CellTarget } from "@/fields/types";
import { isDraft } from "./drafts";
import { describeFault } from "./faults";
import { realId, useHeldRows } from "./heldRows";
import { findCached } from "./recordCache";
import { useRecordEdits } from "./useRecordEdits";

/** Cells that are written by what outlives their editor, like the upload of a file. */
export function useCellTargets(table: Table) {
  const client = useQueryClient();
  const { t } = useTranslation();
  const { edit } = useRecordEdits(table.id);
  return useCallback(
    (recordId: string, field: Field): CellTarget => {
      const peek = () => findCached(client, table.id, realId(recordId))?.fields[field.id];
      return {
        get key() {
          return `${realId(recordId)}/${field.id}`;
        },
        baseId: table.baseId,
        field,
        peek,
        subscribe: (changed) => {
          const ends = [client.getQueryCache().subscribe(changed), useHeldRows.subscribe(changed)];
          return () => ends.forEach((end) => void end());
        },
        read: async () => {
          const id = realId(recordId);
          const cached = findCached(client, table.id, id);
          return (cached ?? (isDraft(id) ? undefined : await getRecord(id)))?.fields[field.id] ?? null;
        },
        write: async (value) => {
          let reason = t("grid.editFailed");
          const { saved } = await edit([{ id: recordId, fields: { [field.id]: value } }], false, (fault, refused) => {
            reason = describeFault(t, fault, new Map([[field.id, field]]), refused.fields);
            return reason;
          });
          return saved ? null : { reason };
        },
      };
    },
    [client, edit, t, table.baseId, table.id],
  );
}
