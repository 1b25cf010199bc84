import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type Me = Schemas["MeAnswer"];
export type Session = Schemas["SessionAnswer"];
export type Token = Schemas["TokenAnswer"];
export type NewToken = Schemas["TokenBody"];
export type MadeToken = Schemas["MadeTokenAnswer"];
export type Workspace = Schemas["WorkspaceAnswer"];
export type Base = Schemas["BaseAnswer"];
export type DataRecord = Schemas["RecordAnswer"];
export type RecordPage = Schemas["RecordPage"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type UndoAnswer = Schemas["UndoAnswer"];
export type Notification = Schemas["NotificationAnswer"];
export type TrashItem = Schemas["TrashItem"];
export type Mail = Schemas["MailAnswer"];
export type GridColumn = Schemas["GridColumn"];

// Below: types that the document leaves open (strings, objects) and this app closes. Requests return them from here.
// Aliases, not interfaces, where they are sent: only those fit the document's open objects.

export const FIELD_TYPE_NAMES = [
  "text",
  "longText",
  "number",
  "percent",
  "currency",
  "duration",
  "singleSelect",
  "multiSelect",
  "checkbox",
  "date",
  "datetime",
  "rating",
  "user",
  "multiUser",
  "url",
  "email",
  "phone",
  "barcode",
  "geo",
  "json",
  "aiText",
  "attachment",
  "button",
  "link",
  "lookup",
  "rollup",
  "count",
  "formula",
  "autoNumber",
  "createdTime",
  "modifiedTime",
  "createdBy",
  "modifiedBy",
] as const;

export type FieldTypeName = (typeof FIELD_TYPE_NAMES)[number];

export type Field = Omit<Schemas["FieldAnswer"], "type" | "config"> & {
  type: FieldTypeName;
  config: Record<string, unknown>;
};

export type Sort = Required<Schemas["GridSort"]>;

export type GroupBy = Omit<Schemas["GridGroup"], "direction"> & { direction: "asc" | "desc" };
export type GroupPage = Schemas["GroupsAnswer"];
export type GroupEntry = Schemas["GroupAnswer"];

export type GridConfig = {
  filter: FilterGroup | null;
  sorts: Sort[];
  columns: GridColumn[];
  groups?: GroupBy[];
  rowHeight: Schemas["RowHeight"];
  search?: string | null;
};

export type View = Omit<Schemas["ViewAnswer"], "config"> & { config: GridConfig };
export type Table = Omit<Schemas["TableAnswer"], "fields" | "views"> & { fields: Field[]; views: View[] };
export type BaseDetail = Omit<Schemas["BaseDetail"], "tables"> & { tables: Table[] };

export type FilterCondition = {
  field: string;
  operator: string;
  value?: unknown;
  /** For how many values of a list it must hold: any, every, none. */
  match?: string;
};

export type FilterGroup = {
  conjunction: "and" | "or";
  filters: (FilterCondition | FilterGroup)[];
};

export type CellValues = Record<string, unknown>;

/** A record as a cell of another one names it; without a title where its primary field is empty. */
export type LinkedRecord = Pick<Schemas["Choice"], "id" | "title">;

/** A choice of a select field. */
export interface Option {
  id: string;
  name: string;
  color?: string | null;
}

export type TriggerType = "record_created" | "record_updated" | "field_changed" | "manual";

export type Trigger = {
  type: TriggerType;
  config: Record<string, unknown>;
};

export type StepType = "update_record" | "create_record" | "send_notification" | "send_email" | "branch" | "condition";

export type Branch = {
  when: FilterGroup;
  steps: Step[];
};

export type Step = {
  id: string;
  type: StepType;
  config?: Record<string, unknown>;
  branches?: Branch[];
  else?: Step[];
};

export type Definition = {
  trigger: Trigger;
  conditions: FilterGroup | null;
  steps: Step[];
};

export type RunStatus = "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
export type StepStatus = "running" | "succeeded" | "failed" | "skipped";

export type RunSummary = Omit<Schemas["RunSummaryAnswer"], "status"> & { status: RunStatus };
export type RunStep = Omit<Schemas["StepAnswer"], "status"> & { status: StepStatus };
export type Run = Omit<Schemas["RunAnswer"], "status" | "steps"> & { status: RunStatus; steps: RunStep[] };

export type Automation = Omit<
  Schemas["AutomationAnswer"],
  "trigger" | "conditions" | "steps" | "draft" | "published" | "lastRun"
> & { draft: Definition; published: Definition | null; lastRun: RunSummary | null };
