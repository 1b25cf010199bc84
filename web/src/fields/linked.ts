import i18next from "i18next";
import type { Field, LinkedRecord } from "@/api/types";

/** The records of a link cell. Text is a title, as it stands there until the server has answered a paste. */
export function linkedRecords(value: unknown): LinkedRecord[] {
  const items = Array.isArray(value) ? value : value === null || value === undefined || value === "" ? [] : [value];
  return items.map((each) => {
    if (typeof each !== "object" || each === null) return { id: String(each), title: String(each) };
    const { id, title } = each as Partial<LinkedRecord>;
    return { id: String(id), title: typeof title === "string" ? title : null };
  });
}

export function titleOf(record: LinkedRecord): string {
  return record.title || i18next.t("fields.untitled");
}

/** Whether a cell may hold several records. */
export function linksMany(field: Field): boolean {
  const { cardinality } = field.config;
  return cardinality !== "manyToOne" && cardinality !== "oneToOne";
}

/** The table whose records a link field names; null for other fields. */
export function linkTarget(field: Field): string | null {
  return field.type === "link" && typeof field.config.tableId === "string" ? field.config.tableId : null;
}
