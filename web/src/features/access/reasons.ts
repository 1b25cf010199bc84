import type { TFunction } from "i18next";
import type { Explanation } from "@/api/access";
import type { Field } from "@/api/types";
import { subjectName } from "./subjects";

type Why = Explanation["why"];

/** What a level follows from, in words. `fields` are those of the table. */
export function reasonWords(t: TFunction, why: Why, fields: readonly Field[]): string {
  if (why.cause === "grant") {
    if (!why.subject) return t("access.why.causes.bareGrant");
    // Reasons name people and teams by id alone; the person is the one who is asked about.
    if (why.subject.type === "user") return t("access.why.causes.ownGrant");
    if (why.subject.type === "team" && !why.subject.name) return t("access.why.causes.teamGrant");
    return t("access.why.causes.grant", { subject: subjectName(t, why.subject) });
  }
  if (why.cause === "source") {
    const source = fields.find((field) => field.id === why.sourceId);
    return source ? t("access.why.causes.source", { name: source.name }) : t("access.why.causes.elsewhere");
  }
  return t(`access.why.causes.${why.cause}`);
}

/** What the rules make of the record, or of the table where no record was asked for. */
export function rowWords(t: TFunction, { record, level, ruled }: Explanation): string {
  if (level === "none") return t("access.why.notOpen");
  if (!ruled) return t("access.why.unruled");
  if (!record) return t("access.why.ruled");
  if (!record.readable) return t("access.why.withheld");
  return t(record.writable ? "access.why.given" : "access.why.givenToRead");
}
