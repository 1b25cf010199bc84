import { http, unwrap, unwrapAs } from "./http";
import type { Automation, Definition, Run, RunSummary } from "./types";

export function listAutomations(tableId: string): Promise<{ items: Automation[] }> {
  return unwrapAs(http.GET("/api/v1/tables/{tableId}/automations", { params: { path: { tableId } } }));
}

/** The same `key` with the same text gives the automation that it made before. */
export function createAutomation(
  tableId: string,
  name: string,
  definition: Definition,
  key: string,
): Promise<Automation> {
  return unwrapAs(
    http.POST("/api/v1/tables/{tableId}/automations", {
      params: { path: { tableId }, header: { "Idempotency-Key": key } },
      body: { name, ...definition },
    }),
  );
}

export function getAutomation(automationId: string): Promise<Automation> {
  return unwrapAs(http.GET("/api/v1/automations/{automationId}", { params: { path: { automationId } } }));
}

export function updateAutomation(
  automationId: string,
  change: Partial<Definition> & { name?: string },
): Promise<Automation> {
  return unwrapAs(
    http.PATCH("/api/v1/automations/{automationId}", { params: { path: { automationId } }, body: change }),
  );
}

export function deleteAutomation(automationId: string) {
  return unwrap(http.DELETE("/api/v1/automations/{automationId}", { params: { path: { automationId } } }));
}

export function publishAutomation(automationId: string): Promise<Automation> {
  return unwrapAs(http.POST("/api/v1/automations/{automationId}/publish", { params: { path: { automationId } } }));
}

export function disableAutomation(automationId: string): Promise<Automation> {
  return unwrapAs(http.POST("/api/v1/automations/{automationId}/disable", { params: { path: { automationId } } }));
}

export function runAutomation(automationId: string, recordId: string | null) {
  return unwrap(
    http.POST("/api/v1/automations/{automationId}/run", {
      params: { path: { automationId } },
      body: recordId ? { recordId } : {},
    }),
  );
}

export function listRuns(automationId: string): Promise<{ items: RunSummary[] }> {
  return unwrapAs(
    http.GET("/api/v1/automations/{automationId}/runs", { params: { path: { automationId }, query: { limit: 50 } } }),
  );
}

export function getRun(runId: string): Promise<Run> {
  return unwrapAs(http.GET("/api/v1/runs/{runId}", { params: { path: { runId } } }));
}
