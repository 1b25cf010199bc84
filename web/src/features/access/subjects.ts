import type { TFunction } from "i18next";
import type { Grant, GrantBody, Subject, SubjectBody } from "@/api/access";

export const BASE_ROLES = ["creator", "editor", "commenter", "viewer"] as const;
export const EVERYONE: Subject = { type: "everyone" };

export function subjectKey({ type, id, role }: Subject): string {
  return `${type}:${role ?? id ?? ""}`;
}

/** As requests name it: by role, or by the id of a person, a team, a token or a link. */
export function subjectBody({ type, id, role }: Subject): SubjectBody {
  if (type === "everyone") return { type };
  return type === "role" ? { type, role } : { type, id };
}

export function subjectName(t: TFunction, subject: Subject): string {
  const { type, id, role, name, email } = subject;
  if (type === "everyone") return t("access.subjects.everyone");
  if (type === "role") return role ? t(`access.subjects.roles.${role}`) : "";
  if (type === "token" || type === "link") return t(`access.subjects.${type}`, { id: id ?? "" });
  return name || email || id || "";
}

export function grantBodies<Level extends string>(grants: readonly Grant<Level>[]): GrantBody<Level>[] {
  return grants.map(({ subject, level }) => ({ subject: subjectBody(subject), level }));
}

/** The order of grants says nothing: the nearest subject decides. */
export function sameGrants<Level extends string>(some: readonly Grant<Level>[], others: readonly Grant<Level>[]) {
  const told = (grants: readonly Grant<Level>[]) =>
    grants
      .map(({ subject, level }) => `${subjectKey(subject)}=${level}`)
      .sort()
      .join();
  return told(some) === told(others);
}

/** The list with this one added, or changed where the subject has a grant already. */
export function withGrant<Level extends string>(grants: readonly Grant<Level>[], grant: Grant<Level>): Grant<Level>[] {
  const key = subjectKey(grant.subject);
  const at = grants.findIndex((each) => subjectKey(each.subject) === key);
  return at < 0 ? [...grants, grant] : grants.map((each, place) => (place === at ? grant : each));
}
