import { http, unwrap, unwrapAs } from "./http";
import type { components } from "./schema.gen";
import type { Field, FieldTypeName } from "./types";

type Schemas = components["schemas"];

export type Job = Schemas["JobAnswer"];
export type ConvertedSample = Schemas["ConvertedSample"];
export type Conversion = Omit<Schemas["ConvertAnswer"], "field"> & { field: Field };

export interface Wish {
  type: FieldTypeName;
  /** Without it the server chooses: a select gets an option for each value. */
  config?: Record<string, unknown>;
}

/** What would become of the field's values; nothing happens. */
export function rehearseConversion(fieldId: string, wish: Wish): Promise<Conversion> {
  return send(fieldId, { ...wish, dryRun: true });
}

export function convertField(fieldId: string, wish: Wish): Promise<Conversion> {
  return send(fieldId, { ...wish, dryRun: false });
}

function send(fieldId: string, body: Wish & { dryRun: boolean }): Promise<Conversion> {
  return unwrapAs(http.POST("/api/v1/fields/{fieldId}/convert", { params: { path: { fieldId } }, body }));
}

export function getJob(jobId: string): Promise<Job> {
  return unwrap(http.GET("/api/v1/jobs/{jobId}", { params: { path: { jobId } } }));
}

export function cancelJob(jobId: string): Promise<Job> {
  return unwrap(http.DELETE("/api/v1/jobs/{jobId}", { params: { path: { jobId } } }));
}
