import { http, unwrap } from "./http";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type FormulaAnswer = Schemas["FormulaAnswer"];
export type FormulaFunction = Schemas["FormulaFunction"];

export interface FormulaWish {
  expression: string;
  /** The formula that is being changed. */
  fieldId?: string;
  /** Where its days begin. */
  timeZone?: string;
}

/** What the formula would be and what it comes to in the first records, or what is wrong with it. Nothing is saved. */
export function checkFormula(tableId: string, wish: FormulaWish, signal?: AbortSignal): Promise<FormulaAnswer> {
  return unwrap(
    http.POST("/api/v1/tables/{tableId}/formula/check", {
      params: { path: { tableId } },
      body: { ...wish, sample: true },
      signal,
    }),
  );
}

export async function listFunctions(): Promise<FormulaFunction[]> {
  return (await unwrap(http.GET("/api/v1/formula/functions"))).items;
}
