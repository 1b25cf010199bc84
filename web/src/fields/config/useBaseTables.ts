import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { getBase } from "@/api/tables";
import type { Table } from "@/api/types";
import { useFieldTable } from "../tableContext";

const NONE: readonly Table[] = [];

/** The tables of the base whose table is on the screen. */
export function useBaseTables(): readonly Table[] {
  const baseId = useFieldTable()?.baseId ?? "";
  const base = useQuery({
    queryKey: keys.base(baseId),
    queryFn: () => getBase(baseId),
    enabled: baseId !== "",
    staleTime: 30_000,
  });
  return base.data?.tables ?? NONE;
}
