import type { ApiError } from "@/api/errors";

/** What was refused of a list: by the place of its entry, and the rest. */
export interface ListFaults {
  at: ReadonlyMap<number, string>;
  other: string | null;
}

export const NO_LIST_FAULTS: ListFaults = { at: new Map(), other: null };

const PLACE = /^(?:grants|rules)\[(\d+)\]/;

export function listFaults(error: ApiError | undefined): ListFaults {
  if (!error) return NO_LIST_FAULTS;
  const at = new Map<number, string>();
  let other: string | null = null;
  for (const { path, message } of error.faults) {
    const place = PLACE.exec(path)?.[1];
    if (place === undefined) other ??= message;
    else if (!at.has(Number(place))) at.set(Number(place), message);
  }
  // The detail of a refusal that is about no entry names the remedy.
  if (at.size === 0) other = error.detail || other || error.message;
  return { at, other };
}
