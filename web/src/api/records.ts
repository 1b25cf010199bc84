import { http, unwrap, unwrapAs, type Written, written } from "./http";
import type { CellValues, DataRecord, FilterGroup, GroupBy, GroupPage, RecordPage, Sort } from "./types";

/** The web app speaks ids: field ids as keys and option ids as values, so renames never break a screen. */
const byId = { fieldKey: "id" } as const;

export interface RecordQuery {
  filter: FilterGroup | null;
  sorts: Sort[];
  search: string | null;
  /** The fields that are searched: the ones on the screen. */
  searchFields?: string[];
}

export interface PageRequest extends RecordQuery {
  offset: number;
  limit: number;
  count?: boolean;
  /** Only these records, of those that match. */
  ids?: string[];
  /** All that match but these. */
  exclude?: string[];
}

export function pageRecords(tableId: string, request: PageRequest, signal?: AbortSignal): Promise<RecordPage> {
  return unwrap(
    http.GET("/api/v1/tables/{tableId}/records", {
      params: {
        path: { tableId },
        query: {
          ...byId,
          offset: request.offset,
          limit: request.limit,
          filter: request.filter ? JSON.stringify(request.filter) : undefined,
          sort: request.sorts.length ? JSON.stringify(request.sorts) : undefined,
          search: request.search || undefined,
          searchFields: request.search ? request.searchFields?.join(",") : undefined,
          count: request.count,
          ids: request.ids?.join(","),
          exclude: request.exclude?.length ? request.exclude.join(",") : undefined,
        },
      },
      signal,
    }),
  );
}

export interface RecordsRequest extends RecordQuery {
  limit: number;
  exclude?: string[];
}

/** The first records that match, where the filter is too long for an address. */
export function queryRecords(tableId: string, request: RecordsRequest, signal?: AbortSignal): Promise<RecordPage> {
  return unwrapAs(
    http.POST("/api/v1/tables/{tableId}/query", {
      params: { path: { tableId }, query: byId },
      body: { ...request, count: false, subtotals: false },
      signal,
    }),
  );
}

export interface GroupsRequest extends Omit<RecordQuery, "sorts"> {
  groups?: GroupBy[];
  aggregates?: { field: string; fn: string; p?: number }[];
  subtotals?: boolean;
  limit: number;
  cursor?: string;
}

/** Groups and what they are summed up as; without groups one entry for everything. */
export function queryGroups(tableId: string, request: GroupsRequest, signal?: AbortSignal): Promise<GroupPage> {
  return unwrapAs(
    http.POST("/api/v1/tables/{tableId}/query", {
      params: { path: { tableId }, query: byId },
      body: { ...request, count: false, subtotals: request.subtotals ?? false },
      signal,
    }),
  );
}

export function getRecord(recordId: string): Promise<DataRecord> {
  return unwrap(http.GET("/api/v1/records/{recordId}", { params: { path: { recordId }, query: byId } }));
}

export function updateRecord(
  recordId: string,
  fields: CellValues,
  options: { version?: number; typecast?: boolean } = {},
): Promise<Written<DataRecord>> {
  return written(
    http.PATCH("/api/v1/records/{recordId}", {
      params: { path: { recordId }, query: byId },
      body: { fields, typecast: options.typecast ?? false },
      headers: options.version === undefined ? undefined : { "If-Match": `"${options.version}"` },
    }),
  );
}

export interface NewRecord {
  fields: CellValues;
  /** A uuid that makes sending the record again harmless. */
  clientKey?: string;
}

export function createRecords(tableId: string, records: NewRecord[], typecast = false) {
  return written(
    http.POST("/api/v1/tables/{tableId}/records", {
      params: { path: { tableId }, query: byId },
      body: { records, typecast },
    }),
  );
}

export function updateRecords(tableId: string, records: { id: string; fields: CellValues }[], typecast = false) {
  return written(
    http.PATCH("/api/v1/tables/{tableId}/records", {
      params: { path: { tableId }, query: byId },
      body: { records, typecast },
    }),
  );
}

export function deleteRecords(tableId: string, ids: string[]) {
  return written(
    http.DELETE("/api/v1/tables/{tableId}/records", { params: { path: { tableId }, query: { ids: [ids.join(",")] } } }),
  );
}

export function listHistory(recordId: string, cursor?: string) {
  return unwrap(
    http.GET("/api/v1/records/{recordId}/history", { params: { path: { recordId }, query: { limit: 50, cursor } } }),
  );
}

/** Takes back one change set, or what was done last in this tab. */
export function undo(changeSet?: string) {
  return unwrap(http.POST("/api/v1/undo", { body: changeSet === undefined ? undefined : { changeSet } }));
}

export function redo() {
  return unwrap(http.POST("/api/v1/redo"));
}
