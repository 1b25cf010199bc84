import type { Field, FieldTypeName } from "@/api/types";

/** A field for tests. */
export function field(
  id: string,
  type: FieldTypeName,
  config: Record<string, unknown> = {},
  more: Partial<Field> = {},
): Field {
  return {
    id,
    name: id,
    type,
    config,
    description: "",
    primary: false,
    readOnly: false,
    required: false,
    unique: false,
    ...more,
  };
}
