import type { Field, GridColumn, GridConfig } from "@/api/types";
import type { Footer } from "@/fields/footers";

export interface ShownColumn {
  field: Field;
  width: number | null;
  hidden: boolean;
  footer: Footer | null;
}

/** All fields in the order of the view: the primary first, then as saved, then fields the view has not seen yet. */
export function orderedColumns(fields: readonly Field[], config: GridConfig): ShownColumn[] {
  const saved = new Map(config.columns.map((column, index) => [column.field, { column, index }]));
  const rank = (field: Field) => (field.primary ? -1 : (saved.get(field.id)?.index ?? Number.MAX_SAFE_INTEGER));
  return [...fields]
    .sort((one, other) => rank(one) - rank(other))
    .map((field) => {
      const column = saved.get(field.id)?.column;
      // The names of aggregates are the server's; one that this page does not know shows nothing.
      const footer = (column?.footer ?? null) as Footer | null;
      return { field, width: column?.width ?? null, hidden: !field.primary && column?.hidden === true, footer };
    });
}

/** The saved form of columns, in order; what is default is left out. */
export function toGridColumns(columns: readonly ShownColumn[]): GridColumn[] {
  return columns.map(({ field, width, hidden, footer }) => ({
    field: field.id,
    ...(width === null ? {} : { width }),
    ...(hidden ? { hidden: true } : {}),
    ...(footer ? { footer } : {}),
  }));
}

/** Moves a shown column; positions count shown columns only, hidden ones keep their place behind their neighbour. */
export function moveColumn(columns: readonly ShownColumn[], from: number, to: number): ShownColumn[] {
  const shown = columns.filter((column) => !column.hidden);
  const moved = shown[from];
  const target = shown[to];
  if (!moved || !target || moved === target) return [...columns];
  const rest = columns.filter((column) => column !== moved);
  const at = rest.indexOf(target) + (to > from ? 1 : 0);
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}

export const ROW_HEIGHTS = { short: 32, medium: 44, tall: 60, extra: 96 } as const;
