import type { GroupEntry } from "@/api/types";
import { pathOf } from "./layout";

/** Groups as they were asked for at once; `next` is where the ones after them go on. */
export interface GroupsPage {
  entries: readonly GroupEntry[];
  next: string | null;
}

/** All groups that were read, page by page: every page goes on after the last group of the one before. */
export type GroupRun = readonly GroupsPage[];

/** More groups than these are never read again at once. */
const PAGES_AT_ONCE = 3;

export const entriesOf = (run: GroupRun): GroupEntry[] => run.flatMap((page) => page.entries);

/** The pages that have entries between two, both included. */
export function pagesWith(run: GroupRun, first: number, last: number): number[] {
  const found: number[] = [];
  let start = 0;
  for (const [at, page] of run.entries()) {
    const end = start + page.entries.length;
    if (start <= last && end > first) found.push(at);
    start = end;
  }
  return found;
}

/** What is read again for entries in sight: their pages, and the first one, which has what all groups come to. */
export function pagesToRenew(run: GroupRun, first: number, last: number): number[] {
  const inSight = pagesWith(run, first, last).filter((at) => at > 0);
  return run.length === 0 ? [] : [0, ...inSight.slice(0, PAGES_AT_ONCE - 1)];
}

/** The cursor that a page is asked with. */
export const cursorOf = (run: GroupRun, at: number): string | null => run[at - 1]?.next ?? null;

/**
 * The run after one of its pages was read again. A group that came or went moves the page's end: what it pushed out
 * stands at the head of the next page, what it drew in is taken from there. Where the end is a group that nobody has
 * seen, the pages after it are dropped, to be read again when they come near.
 */
export function renewed(run: GroupRun, at: number, fresh: GroupsPage): GroupRun {
  const old = run[at];
  const before = run.slice(0, at);
  const later = run.slice(at + 1);
  if (old && JSON.stringify(old) === JSON.stringify(fresh)) return run;
  const end = fresh.entries.at(-1);
  if (!old || later.length === 0 || fresh.next === null || !end) return [...before, fresh];
  const here = new Set(fresh.entries.map(({ keys }) => pathOf(keys)));
  const outside = (page: GroupsPage) => page.entries.filter(({ keys }) => !here.has(pathOf(keys)));
  const [following, ...rest] = later;
  const place = old.entries.findIndex(({ keys }) => pathOf(keys) === pathOf(end.keys));
  const drawnIn = later.some((page) => page.entries.some(({ keys }) => pathOf(keys) === pathOf(end.keys)));
  if (!following || (place < 0 && !drawnIn)) return [...before, fresh];
  const pushedOut = place < 0 ? [] : outside({ ...old, entries: old.entries.slice(place + 1) });
  const kept = [
    { ...following, entries: [...pushedOut, ...outside(following)] },
    ...rest.map((page) => (drawnIn ? { ...page, entries: outside(page) } : page)),
  ];
  return [...before, fresh, ...kept.filter((page) => page.entries.length > 0)];
}

/** The run with the page that was asked for with this cursor, unless its end has moved meanwhile. */
export function extended(run: GroupRun, cursor: string, more: GroupsPage): GroupRun {
  if (run.at(-1)?.next !== cursor) return run;
  const known = new Set(entriesOf(run).map(({ keys }) => pathOf(keys)));
  return [...run, { ...more, entries: more.entries.filter(({ keys }) => !known.has(pathOf(keys))) }];
}
