import { createContext, use } from "react";
import type { Step, Table } from "@/api/types";

export interface BuilderContext {
  table: Table;
  /** All tables of the base, for steps that write elsewhere. */
  tables: readonly Table[];
  /** The whole list of steps, for fresh ids and references. */
  steps: readonly Step[];
  actorEmail: string;
  readOnly: boolean;
}

export const Builder = createContext<BuilderContext | null>(null);

export function useBuilder(): BuilderContext {
  const context = use(Builder);
  if (!context) throw new Error("useBuilder needs a Builder around it");
  return context;
}
