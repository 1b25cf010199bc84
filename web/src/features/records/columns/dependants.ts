import type { Field, Table } from "@/api/types";

interface Dependants {
  /** The other side of a link, which goes with it. */
  partner: { field: Field; table: Table } | null;
  /** Fields that are made of it, as people find them. */
  users: string[];
}

const MADE_OF = new Set<Field["type"]>(["lookup", "rollup", "count", "formula"]);

function mentions(field: Field, gone: Field): boolean {
  const { expression } = field.config;
  if (JSON.stringify(field.config).includes(gone.id)) return true;
  return typeof expression === "string" && expression.includes(`{${gone.name}}`);
}

/** What deleting the field takes along or breaks, as far as the base's schema shows it. */
export function dependants(field: Field, table: Pick<Table, "id">, tables: readonly Table[]): Dependants {
  const { symmetricFieldId } = field.config;
  const pairs = tables.flatMap((each) => each.fields.map((of) => ({ field: of, table: each })));
  const partner = field.type === "link" ? pairs.find((each) => each.field.id === symmetricFieldId) : undefined;
  const gone = [{ field, tableId: table.id }];
  if (partner && partner.field.id !== field.id) gone.push({ field: partner.field, tableId: partner.table.id });
  const users = pairs.filter(
    (each) =>
      MADE_OF.has(each.field.type) &&
      gone.every((one) => one.field.id !== each.field.id) &&
      // Formulas name fields of their own table; a name alone says nothing elsewhere.
      gone.some(
        (one) => (each.field.type !== "formula" || one.tableId === each.table.id) && mentions(each.field, one.field),
      ),
  );
  return {
    partner: partner && partner.field.id !== field.id ? partner : null,
    users: users.map(({ field: { name }, table: of }) => (of.id === table.id ? name : `${of.name}: ${name}`)),
  };
}
