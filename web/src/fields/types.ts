import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { Field, FieldTypeName } from "@/api/types";
import type { Opening } from "@/grid/opening";
import type { CellPaint } from "@/grid/paint";
import type { Theme } from "@/theme/themeStore";

/** Filters and aggregates are written per kind, never per field type. */
export type ValueKind =
  | "text"
  | "number"
  | "boolean"
  | "date"
  | "datetime"
  | "option"
  | "options"
  | "user"
  | "users"
  | "texts"
  | "numbers"
  | "booleans"
  | "dates"
  | "datetimes"
  | "link"
  | "json"
  | "sealed"
  | "file"
  | "none";

/** What the values of a type can be held to; the server knows the settings by the same words. */
export const LIMITS: Partial<Record<FieldTypeName, "number" | "text" | "date">> = {
  text: "text",
  longText: "text",
  url: "text",
  email: "text",
  phone: "text",
  barcode: "text",
  aiText: "text",
  number: "number",
  percent: "number",
  currency: "number",
  duration: "number",
  date: "date",
};

export interface PaintContext {
  theme: Theme;
  primary: boolean;
}

/** One cell of one record, for editors whose changes come after they are closed. */
export interface CellTarget {
  /** Tells it from any other cell. */
  key: string;
  baseId: string;
  field: Field;
  /** What stands there now, as far as this page knows. */
  peek: () => unknown;
  subscribe: (changed: () => void) => () => void;
  /** The server's value where this page has none any more. */
  read: () => Promise<unknown>;
  /** What is refused is shown by whoever writes; null when it was saved. */
  write: (value: unknown) => Promise<{ reason: string } | null>;
}

export interface EditorProps {
  field: Field;
  value: unknown;
  /** A new value that is not saved yet; text that does not parse is passed on as text, the server says what is wrong. */
  onChange: (value: unknown) => void;
  /** Saves; called without a value it saves the last one passed to onChange. */
  onCommit: (value?: unknown) => void;
  onCancel: () => void;
  /** `cell` fills the cell's exact rectangle in the grid, `form` stands in the record panel. */
  place: "cell" | "form";
  /** How the grid opened the editor. */
  opening?: Opening;
  id?: string;
  /** Saves a new choice of a select field and answers its id. */
  createOption?: (name: string) => Promise<string>;
  /** Whose value it is, where it is that of a record. */
  cell?: CellTarget;
}

export interface ConfigProps {
  config: Record<string, unknown>;
  onChange: (config: Record<string, unknown>) => void;
  /** The field being edited; a new one has none. */
  fieldId?: string;
  /** What was refused when it was saved, by setting. */
  faults?: Readonly<Record<string, string>>;
}

export interface FieldType {
  type: FieldTypeName;
  kind: ValueKind;
  /** Where the kind depends on what the field is made of. */
  kindOf?: (field: Field) => ValueKind;
  icon: LucideIcon;
  /** Column width before anyone resized it, px. */
  width: number;
  /** System fields show, but nobody types in them. */
  editable: boolean;
  defaultConfig: () => Record<string, unknown>;
  paint: (value: unknown, field: Field, context: PaintContext) => CellPaint;
  text: (value: unknown, field: Field) => string;
  /** What the clipboard gets, where that is not the text. */
  copy?: (value: unknown) => string;
  /** Typed text to a value; text that does not parse comes back unchanged. */
  parse: (text: string, field: Field) => unknown;
  Editor: ComponentType<EditorProps> | null;
  Config: ComponentType<ConfigProps> | null;
  /** Those that show at their place what was refused of them. */
  settings?: readonly string[];
  /** Whether its editor in a form follows new values by itself. */
  steady?: boolean;
  /** Whether its settings need a wide dialog. */
  wide?: boolean;
}
