import { http, unwrap } from "./http";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];
export type AuditEntry = Schemas["AuditEntryAnswer"];
export type AuditFormat = Schemas["ExportFormat"];

/** What a list or an export is narrowed to; what is absent does not ask. */
export interface AuditQuery {
  actor?: string;
  action?: string;
  base?: string;
  request?: string;
  outcome?: string;
  from?: string;
  to?: string;
}

const PAGE = 50;

export function listAuditLogs(workspaceId: string, asked: AuditQuery, cursor?: string | null, limit = PAGE) {
  const query = { ...asked, limit, ...(cursor && { cursor }) };
  return unwrap(http.GET("/api/v1/workspaces/{workspaceId}/audit-logs", { params: { path: { workspaceId }, query } }));
}

/** The address of the file. A log can be long, so the browser writes it to disk as it comes. */
export function auditFile(workspaceId: string, asked: AuditQuery, format: AuditFormat): string {
  const query = new URLSearchParams({ ...asked, format });
  return `/api/v1/workspaces/${encodeURIComponent(workspaceId)}/audit-logs/export?${query}`;
}

/** What was found of a whole chain. */
export interface Verdict {
  verified: number;
  waiting: number;
  broken: Schemas["BrokenAnswer"] | null;
  /** Of the last entry: kept elsewhere, it proves later that nothing before it was changed. */
  seal: string;
}

/** Checks the chain to its end, part by part; `onPart` hears how many entries were checked so far. */
export async function verifyAuditLogs(workspaceId: string, onPart: (verified: number) => void): Promise<Verdict> {
  const path = { workspaceId };
  let verified = 0;
  for (let after = 0; ; ) {
    const part = await unwrap(
      http.GET("/api/v1/workspaces/{workspaceId}/audit-logs/verify", { params: { path, query: { after } } }),
    );
    verified += part.verified;
    if (part.broken || part.nextAfter === null) {
      return { verified, waiting: part.waiting, broken: part.broken, seal: `${part.last}:${part.hash}` };
    }
    onPart(verified);
    after = part.nextAfter;
  }
}
