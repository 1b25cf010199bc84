import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { queryGroups, type RecordQuery } from "@/api/records";
import type { Field } from "@/api/types";
import { type Footer, footersOf } from "@/fields/footers";
import type { ShownColumn } from "../data/columns";
import { usePendingEdits } from "../data/pendingEdits";

const REFRESH_MS = 20_000;

export interface ColumnFooter {
  field: Field;
  footer: Footer;
}

/** The columns that are summed up, as far as their fields can be. */
export function chosenFooters(columns: readonly ShownColumn[]): ColumnFooter[] {
  return columns.flatMap(({ field, footer, hidden }) =>
    footer && !hidden && footersOf(field).includes(footer.fn) ? [{ field, footer }] : [],
  );
}

export const aggregatesOf = (chosen: readonly ColumnFooter[]) =>
  chosen.map(({ field, footer }) => ({ field: field.id, fn: footer.fn, ...(footer.p == null ? {} : { p: footer.p }) }));

/** What stands under the columns, by field: one question for all of them. */
export function useFooters(tableId: string, query: RecordQuery, chosen: readonly ColumnFooter[]) {
  const idle = usePendingEdits((state) => state.pending === 0);
  const aggregates = aggregatesOf(chosen);
  const { sorts: _order, ...which } = query;
  const found = useQuery({
    queryKey: keys.footers(tableId, JSON.stringify([which, aggregates])),
    queryFn: async ({ signal }) => {
      const { groups } = await queryGroups(tableId, { ...which, aggregates, limit: 1 }, signal);
      const values = groups[0]?.aggregates ?? [];
      return Object.fromEntries(chosen.map(({ field, footer }, at) => [`${field.id} ${said(footer)}`, values[at]]));
    },
    enabled: chosen.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: () => idle && REFRESH_MS,
  });
  return {
    /** Undefined while it is being worked out. */
    valueOf: (field: Field, footer: Footer): unknown => found.data?.[`${field.id} ${said(footer)}`],
    failed: found.error,
    stale: found.isPlaceholderData,
  };
}

const said = ({ fn, p }: Footer) => `${fn}${p ?? ""}`;
