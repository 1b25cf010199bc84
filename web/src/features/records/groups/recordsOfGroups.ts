import { pageSize } from "@/api/limits";
import { pageRecords, queryRecords, type RecordQuery } from "@/api/records";
import type { DataRecord, FilterGroup, GroupEntry, RecordPage } from "@/api/types";
import { PAGE_SIZE } from "@/grid/pageWindow";
import { heldIds } from "../data/heldRows";
import { groupFilter } from "./groupFilter";
import { canTell, groupOf, nameOfGroup } from "./membership";
import { sharedQuestion } from "./sharedQuestion";
import type { GroupLevel } from "./useGroupedPages";

/** So many records one question for several groups may bring, of which some may have come since they were counted. */
const RECORDS_AT_ONCE = 1000;
const COUNTED_AT_ONCE = 600;
/** A filter takes 100 conditions; the view's own needs some. */
const CONDITIONS_AT_ONCE = 45;

interface Asked {
  tableId: string;
  query: RecordQuery;
  levels: readonly GroupLevel[];
  scope: string;
}

/** Parts of groups that one question can ask for. */
export function portions(groups: readonly GroupEntry[], levels: number): GroupEntry[][] {
  const parts: GroupEntry[][] = [];
  let [records, conditions] = [COUNTED_AT_ONCE, CONDITIONS_AT_ONCE];
  for (const group of groups) {
    records += group.count;
    conditions += levels;
    if (records > COUNTED_AT_ONCE || conditions > CONDITIONS_AT_ONCE) {
      parts.push([]);
      [records, conditions] = [group.count, levels];
    }
    parts.at(-1)?.push(group);
  }
  return parts;
}

/** The records of each group, in their order; null where some are of none, or there may be more. */
export function dealt(
  records: readonly DataRecord[],
  groups: readonly GroupEntry[],
  levels: readonly GroupLevel[],
): DataRecord[][] | null {
  if (records.length >= RECORDS_AT_ONCE) return null;
  const places = new Map(groups.map(({ keys }, at) => [nameOfGroup(keys), at]));
  const found: DataRecord[][] = groups.map(() => []);
  for (const record of records) {
    const group = found[places.get(groupOf(levels, record)) ?? -1];
    if (!group) return null;
    group.push(record);
  }
  return found;
}

/** Reads pages of the records of groups; small groups that are wanted at once are asked for together. */
export function recordsOfGroups({ tableId, query, levels, scope }: Asked) {
  const filterOf = ({ keys }: GroupEntry) => groupFilter(query.filter, levels, keys);

  function page(group: GroupEntry, at: number, signal: AbortSignal): Promise<RecordPage> {
    const place = { offset: at * PAGE_SIZE, limit: PAGE_SIZE, exclude: heldIds(tableId, scope) };
    return pageRecords(tableId, { ...query, filter: filterOf(group), ...place }, signal);
  }

  const whole = sharedQuestion<GroupEntry, RecordPage>({
    portions: (groups) => portions(groups, levels.length),
    ask: async (groups, signal) => {
      const [only] = groups;
      if (only && groups.length === 1) return [await page(only, 0, signal)];
      if ((await pageSize(RECORDS_AT_ONCE)) < RECORDS_AT_ONCE) {
        return Promise.all(groups.map((group) => page(group, 0, signal)));
      }
      const any: FilterGroup = {
        conjunction: "or",
        filters: groups.map(({ keys }) => groupFilter(null, levels, keys)),
      };
      const filter: FilterGroup = query.filter ? { conjunction: "and", filters: [query.filter, any] } : any;
      const request = { ...query, filter, limit: RECORDS_AT_ONCE, exclude: heldIds(tableId, scope) };
      const { items } = await queryRecords(tableId, request, signal);
      const parts = dealt(items, groups, levels);
      if (!parts) return Promise.all(groups.map((group) => page(group, 0, signal)));
      return parts.map((part) => ({ items: part.slice(0, PAGE_SIZE), nextCursor: null }));
    },
  });

  const telling = canTell(levels);
  return (group: GroupEntry, at: number, signal: AbortSignal): Promise<RecordPage> =>
    telling && group.count <= PAGE_SIZE ? whole(group, signal) : page(group, at, signal);
}
