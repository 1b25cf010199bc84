import type { GroupEntry } from "@/api/types";
import { pagesFor } from "@/grid/pageWindow";

/** Which groups are shut: those named, or in a view that is shut as a whole all but those. */
export interface Folding {
  shut: boolean;
  except: ReadonlySet<string>;
}

export const OPEN: Folding = { shut: false, except: new Set() };

/** A stretch of rows in the grid: the heading of a group, or the records of one. */
export interface Stretch {
  kind: "heading" | "records";
  /** Its first row in the grid, and how many rows there are. */
  first: number;
  rows: number;
  entry: GroupEntry;
  /** The place of its entry among all. */
  at: number;
  path: string;
  /** 0 for the outermost groups. */
  depth: number;
  open: boolean;
}

export interface Layout {
  stretches: readonly Stretch[];
  rows: number;
}

export const pathOf = (keys: readonly unknown[]) => JSON.stringify(keys);

export function isOpen({ shut, except }: Folding, path: string): boolean {
  return shut === except.has(path);
}

export function toggled(folding: Folding, path: string): Folding {
  const except = new Set(folding.except);
  if (!except.delete(path)) except.add(path);
  return { ...folding, except };
}

/** An error is a group that no condition can ask for. */
const isAskable = (key: unknown) => typeof key !== "object" || key === null || !("error" in key);

/** Groups come with the outer ones before their members; what is in a shut one has no rows. */
export function layOut(entries: readonly GroupEntry[], levels: number, folding: Folding): Layout {
  const stretches: Stretch[] = [];
  let rows = 0;
  let shutAt = Number.POSITIVE_INFINITY;
  for (const [at, entry] of entries.entries()) {
    const depth = entry.keys.length - 1;
    if (depth < 0 || depth > shutAt) continue;
    const path = pathOf(entry.keys);
    const open = isOpen(folding, path) && entry.keys.every(isAskable);
    shutAt = open ? Number.POSITIVE_INFINITY : depth;
    stretches.push({ kind: "heading", first: rows, rows: 1, entry, at, path, depth, open });
    rows += 1;
    if (open && entry.keys.length === levels && entry.count > 0) {
      stretches.push({ kind: "records", first: rows, rows: entry.count, entry, at, path, depth, open });
      rows += entry.count;
    }
  }
  return { stretches, rows };
}

/** The stretch that a row is in. */
export function stretchAt({ stretches, rows }: Layout, row: number): Stretch | undefined {
  if (row < 0 || row >= rows) return undefined;
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.first ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return stretches[low];
}

/** The stretches that have rows between two, both included. */
export function stretchesBetween(layout: Layout, first: number, last: number): Stretch[] {
  const start = stretchAt(layout, Math.max(first, 0));
  if (!start) return [];
  const from = layout.stretches.indexOf(start);
  const found: Stretch[] = [];
  for (const stretch of layout.stretches.slice(from, from + 1 + last - first)) {
    if (stretch.first > last) break;
    found.push(stretch);
  }
  return found;
}

/** One page of the records of a group. */
export interface PageInGroup {
  stretch: Stretch;
  page: number;
}

/** The pages of records that have rows between two, both included. */
export function pagesBetween(layout: Layout, first: number, last: number): PageInGroup[] {
  return stretchesBetween(layout, first, last).flatMap((stretch) => {
    if (stretch.kind === "heading") return [];
    const from = Math.max(first - stretch.first, 0);
    const to = Math.min(last - stretch.first, stretch.rows - 1);
    return pagesFor(from, to, stretch.rows, 0).map((page) => ({ stretch, page }));
  });
}

/** The pages in sight, and of those within the margin around as many as there may be in all. */
export function pagesNear(layout: Layout, first: number, last: number, margin: number, most: number): PageInGroup[] {
  const inSight = pagesBetween(layout, first, last);
  const known = new Set(inSight.map(({ stretch, page }) => `${page} ${stretch.path}`));
  const around = [
    ...pagesBetween(layout, last + 1, last + margin),
    ...pagesBetween(layout, Math.max(first - margin, 0), first - 1),
  ].filter(({ stretch, page }) => {
    const name = `${page} ${stretch.path}`;
    return !known.has(name) && known.add(name);
  });
  return [...inSight, ...around.slice(0, Math.max(most - inSight.length, 0))];
}
