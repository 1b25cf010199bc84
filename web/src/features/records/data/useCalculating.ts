import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { keys } from "@/api/keys";
import { getTable } from "@/api/tables";
import type { BaseDetail, Table } from "@/api/types";

const LOOK_MS = 1_000;

/** While values of the table are being worked out, looks how far they are; once they are done, its records are read. */
export function useCalculating(baseId: string, table: Table): void {
  const client = useQueryClient();
  const busy = table.fields.some((field) => field.calculating);
  const { data } = useQuery({
    queryKey: keys.table(table.id),
    queryFn: () => getTable(table.id),
    enabled: busy,
    refetchInterval: LOOK_MS,
    gcTime: 0,
    staleTime: 0,
  });

  useEffect(() => {
    if (!busy || !data) return;
    const now = new Map(data.fields.map((field) => [field.id, field.calculating ?? null]));
    client.setQueryData<BaseDetail>(keys.base(baseId), (base) => {
      if (!base) return base;
      const tables = base.tables.map((each) => {
        if (each.id !== data.id) return each;
        const fields = each.fields.map((field) =>
          now.has(field.id) ? { ...field, calculating: now.get(field.id) ?? null } : field,
        );
        return { ...each, fields };
      });
      return { ...base, tables };
    });
  }, [baseId, busy, client, data]);

  const was = useRef(busy);
  useEffect(() => {
    if (was.current && !busy) void client.invalidateQueries({ queryKey: keys.records(table.id) });
    was.current = busy;
  }, [busy, client, table.id]);
}
