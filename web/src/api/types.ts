import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type Me = Schemas["Me"];
export type Workspace = Schemas["Workspace"];
export type Base = Schemas["Base"];
export type BaseDetail = Schemas["BaseDetail"];
export type Table = Schemas["Table"];
export type Field = Schemas["Field"];
export type FieldTypeName = Schemas["FieldType"];
export type View = Schemas["View"];
export type GridConfig = Schemas["GridConfig"];
export type GridColumn = Schemas["GridColumn"];
export type Sort = Schemas["Sort"];
export type DataRecord = Schemas["Record"];
export type RecordPage = Schemas["RecordPage"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type UndoAnswer = Schemas["UndoAnswer"];
export type Automation = Schemas["Automation"];
export type Definition = Schemas["Definition"];
export type Trigger = Schemas["Trigger"];
export type Step = Schemas["Step"];
export type StepType = Step["type"];
export type RunSummary = Schemas["RunSummary"];
export type Run = Schemas["Run"];
export type RunStep = Schemas["RunStep"];
export type Notification = Schemas["Notification"];
export type Mail = Schemas["Mail"];

export interface FilterCondition {
  field: string;
  operator: string;
  value?: unknown;
}

export interface FilterGroup {
  conjunction: "and" | "or";
  filters: (FilterCondition | FilterGroup)[];
}

export type CellValues = Record<string, unknown>;

/** A choice of a select field. */
export interface Option {
  id: string;
  name: string;
  color?: string | null;
}
