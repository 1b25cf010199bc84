import { createContext, use } from "react";
import type { Field } from "@/api/types";

/** The table whose fields are on the screen: where editors look for people, and settings for other fields. */
export interface FieldTable {
  id: string;
  baseId: string;
  fields: readonly Field[];
}

export const FieldTableContext = createContext<FieldTable | null>(null);

/** Null where a field stands alone, as in a run's log. */
export function useFieldTable(): FieldTable | null {
  return use(FieldTableContext);
}
