import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { deleteTable, renameTable } from "@/api/tables";
import type { BaseDetail, Table } from "@/api/types";
import { useDeletedToast } from "@/shell/useDeletedToast";
import { toast } from "@/ui/toastStore";
import { discard } from "../records/data/heldRows";

type Ids = Pick<Table, "id" | "name">;

/** Where to go from a table that is deleted: the one after it, or before it when it was the last. */
export function nextTable(tables: readonly Ids[], id: string): Ids | undefined {
  const place = tables.findIndex((table) => table.id === id);
  return tables[place + 1] ?? tables[place - 1];
}

/** Renaming a table, and moving it to the trash and back. */
export function useTableActions(base: BaseDetail, table: Table) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { tableId: shown } = useParams();
  const deleted = useDeletedToast();
  const path = `/w/${base.workspaceId}/b/${base.id}`;

  return {
    rename: async (name: string) => {
      await renameTable(table.id, name);
      await client.invalidateQueries({ queryKey: keys.base(base.id) });
    },
    remove: async () => {
      let changeSet: string | null;
      try {
        ({ changeSet } = await deleteTable(table.id));
      } catch (error) {
        toast(t("tables.deleteFailed"), { tone: "bad", detail: asApiError(error).reason });
        return;
      }
      const open = shown === table.id;
      discard(table.id);
      if (open) {
        const next = nextTable(base.tables, table.id);
        await navigate(next ? `${path}/t/${next.id}` : path);
      }
      client.setQueryData<BaseDetail>(
        keys.base(base.id),
        (now) => now && { ...now, tables: now.tables.filter((each) => each.id !== table.id) },
      );
      const back = () => open && void navigate(`${path}/t/${table.id}`);
      deleted({ type: "table", id: table.id, name: table.name }, changeSet, back);
      // What other tables show of its records is gone with it, in other bases too.
      void client.invalidateQueries({ queryKey: keys.allRecords });
      await client.invalidateQueries({ queryKey: keys.allBases });
    },
  };
}
