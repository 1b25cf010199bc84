import { http, unwrap, unwrapAs } from "./http";
import type { components } from "./schema.gen";
import type { Field, FieldTypeName } from "./types";

type Schemas = components["schemas"];

export type Job = Schemas["JobAnswer"];
export type ConvertedSample = Schemas["ConvertedSample"];
export type LinkCounts = Schemas["LinkedCounts"];
export type Break = Schemas["BreakAnswer"];
export type Conversion = Omit<Schemas["ConvertAnswer"], "field"> & { field: Field };

export type PossibleType = Omit<Schemas["PossibleType"], "type"> & { type: FieldTypeName };

export interface Wish {
  type: FieldTypeName;
  /** Without it the server chooses: a select gets an option for each value. */
  config?: Record<string, unknown>;
  /** Of a link: records are made for titles that nobody has. */
  createMissing?: boolean;
  /** Without it the field is encrypted, or not, as it was. */
  encrypted?: boolean;
  revealTo?: Schemas["ConvertRequest"]["revealTo"];
}

/** The types that the field can get. */
export async function listConversions(fieldId: string): Promise<readonly PossibleType[]> {
  const answer = await unwrap(http.GET("/api/v1/fields/{fieldId}/conversions", { params: { path: { fieldId } } }));
  return answer.items as PossibleType[];
}

/** What would become of the field's values; nothing happens. */
export function rehearseConversion(fieldId: string, wish: Wish): Promise<Conversion> {
  return send(fieldId, { ...wish, dryRun: true });
}

/** What would not work any more if the field were deleted. */
export async function listDependants(fieldId: string): Promise<readonly Break[]> {
  const answer = await unwrap(http.GET("/api/v1/fields/{fieldId}/dependants", { params: { path: { fieldId } } }));
  return answer.breaks;
}

export function convertField(fieldId: string, wish: Wish): Promise<Conversion> {
  return send(fieldId, { ...wish, dryRun: false });
}

function send(fieldId: string, wish: Wish & { dryRun: boolean }): Promise<Conversion> {
  const body = { createMissing: false, ...wish };
  return unwrapAs(http.POST("/api/v1/fields/{fieldId}/convert", { params: { path: { fieldId } }, body }));
}

export function getJob(jobId: string): Promise<Job> {
  return unwrap(http.GET("/api/v1/jobs/{jobId}", { params: { path: { jobId } } }));
}

export function cancelJob(jobId: string): Promise<Job> {
  return unwrap(http.DELETE("/api/v1/jobs/{jobId}", { params: { path: { jobId } } }));
}
