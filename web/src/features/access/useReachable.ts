import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { listMembers, listTeams } from "@/api/belonging";
import { keys } from "@/api/keys";
import { searchPeople } from "@/api/people";
import type { BaseDetail, User } from "@/api/types";
import { useMe } from "@/shell/useBase";

/** People whom a grant can name: those of the base, guests among them, and all members of the workspace. */
export function usePeopleInReach(base: BaseDetail, search: string): User[] {
  const member = useIsMember(base.workspaceId);
  const inBase = useQuery({
    queryKey: keys.people(base.id, search),
    queryFn: ({ signal }) => searchPeople(base.id, search, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const members = useQuery({
    queryKey: keys.members(base.workspaceId, search),
    queryFn: () => listMembers(base.workspaceId, search),
    enabled: member,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const all = [...(inBase.data?.items ?? []), ...(members.data?.items ?? []).map((each) => each.user)];
  return [...new Map(all.map((each) => [each.id, each])).values()];
}

export function useTeamsInReach(workspaceId: string) {
  const member = useIsMember(workspaceId);
  const teams = useQuery({
    queryKey: keys.teams(workspaceId),
    queryFn: () => listTeams(workspaceId),
    enabled: member,
    staleTime: 30_000,
  });
  return teams.data?.items ?? [];
}

/** Guests of a base may not list the workspace's people. */
function useIsMember(workspaceId: string): boolean {
  const role = useMe().data?.workspaces.find((each) => each.id === workspaceId)?.role;
  return role !== undefined && role !== "guest";
}
