import { useQuery } from "@tanstack/react-query";
import { getMe } from "@/api/auth";
import { keys } from "@/api/keys";
import { getBase } from "@/api/tables";
import type { Base, BaseDetail } from "@/api/types";
import { viewedPerson } from "@/api/viewAs";
import { listBases } from "@/api/workspaces";
import { lookingAt } from "./ownAccess";

/** Whoever looks as somebody else changes nothing, so that nothing to change it with is shown. */
function looking<T extends Base>(base: T): T {
  return { ...base, role: "viewer" };
}

function lookingInto(base: BaseDetail): BaseDetail {
  return { ...looking(base), tables: base.tables.map(lookingAt) };
}

function lookingAtAll(page: BasePage): BasePage {
  return { ...page, items: page.items.map(looking) };
}

type BasePage = Awaited<ReturnType<typeof listBases>>;

export function useMe() {
  return useQuery({ queryKey: keys.me, queryFn: getMe, staleTime: 60_000 });
}

export function useBases(workspaceId: string | undefined) {
  return useQuery({
    queryKey: keys.bases(workspaceId ?? ""),
    queryFn: () => listBases(workspaceId ?? ""),
    enabled: Boolean(workspaceId),
    select: viewedPerson() ? lookingAtAll : undefined,
    staleTime: 30_000,
  });
}

/** A base with its tables, fields and views: the schema every table screen reads. */
export function useBase(baseId: string | undefined) {
  return useQuery({
    queryKey: keys.base(baseId ?? ""),
    queryFn: () => getBase(baseId ?? ""),
    enabled: Boolean(baseId),
    select: viewedPerson() ? lookingInto : undefined,
    staleTime: 30_000,
  });
}
