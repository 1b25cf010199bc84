import type { TFunction } from "i18next";
import type { Field } from "@/api/types";

/** What the pointer finds at the header of a column: why it is empty, how far its values are, whether it is closed to
 * the reader alone, and what it is for. */
export function headerNote(
  t: TFunction,
  { invalid, calculating, description, encrypted }: Field,
  closed = false,
): string {
  const lines = [
    invalid && t("fields.invalid", { reason: invalid }),
    calculating && t("fields.calculating", { done: calculating.done, total: calculating.total }),
    encrypted && t("fields.encryptedNote"),
    closed && t("access.readOnlyNote"),
    description,
  ];
  return lines.filter(Boolean).join("\n");
}
