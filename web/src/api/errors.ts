import type { components } from "./schema.gen";
import type { DataRecord } from "./types";

type Problem = Omit<components["schemas"]["Problem"], "current" | "errors"> & {
  errors: FaultPath[];
  /** Of a version conflict: the record as it is now. */
  current?: DataRecord;
};

export interface FaultPath {
  path: string;
  code: string;
  message: string;
}

/** Every failed request becomes one of these; `status` 0 means that no answer arrived. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly faults: readonly FaultPath[];
  readonly problem: Partial<Problem>;

  constructor(status: number, problem: Partial<Problem>, requestId: string | null) {
    super(problem.title ?? problem.detail ?? `Request failed (${status})`);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? (status === 0 ? "unreachable" : "unknown");
    this.detail = problem.detail ?? "";
    this.requestId = problem.requestId ?? requestId;
    this.faults = problem.errors ?? [];
    this.problem = problem;
  }

  /** The sentence to show: the first fault when there is one, as it names what is wrong. */
  get reason(): string {
    return this.faults[0]?.message || this.detail || this.message;
  }
}

/** Maps a response and its parsed body (problem+json, other JSON, text or nothing) to an ApiError. */
export function toApiError(response: Pick<Response, "status" | "headers">, body: unknown): ApiError {
  const requestId = response.headers.get("X-Request-Id");
  if (typeof body === "object" && body !== null)
    return new ApiError(response.status, body as Partial<Problem>, requestId);
  const detail = typeof body === "string" && body.length < 300 && !body.startsWith("<") ? body : "";
  return new ApiError(response.status, { detail }, requestId);
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiError(0, { title: "No answer from the server", detail }, null);
}
