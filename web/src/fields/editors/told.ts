import i18next from "i18next";
import type { components } from "@/api/schema.gen";
import type { Field } from "@/api/types";
import { fieldText } from "../registry";

type Choices = components["schemas"]["Choices"];

/** What tells a record from others of its title: its number, and what stands in the first fields beside the title. */
export function toldBy(answer: Choices | undefined): ReadonlyMap<string, string> {
  const fields = (answer?.fields ?? []) as unknown as readonly Field[];
  return new Map(
    (answer?.items ?? []).map(({ id, no, values }) => [
      id,
      [i18next.t("fields.recordNo", { no }), ...fields.map((field) => fieldText(values[field.id] ?? null, field))]
        .filter(Boolean)
        .join(" · "),
    ]),
  );
}
