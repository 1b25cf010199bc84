import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { addTeamMember, listTeamMembers, removeTeamMember, type Team } from "@/api/belonging";
import { keys } from "@/api/keys";
import { MemberPicker } from "@/shell/MemberPicker";
import { Avatar } from "@/ui/Avatar";
import { IconButton } from "@/ui/IconButton";
import { ErrorState, Skeleton } from "@/ui/States";
import { useChange } from "./useChange";

/** Who is in a team. */
export function TeamPeople({ team, workspaceId, admin }: { team: Team; workspaceId: string; admin: boolean }) {
  const { t } = useTranslation();
  const people = useQuery({ queryKey: keys.teamPeople(team.id), queryFn: () => listTeamMembers(team.id) });
  const add = useChange((userId: string) => addTeamMember(team.id, userId));
  const remove = useChange((userId: string) => removeTeamMember(team.id, userId));
  if (people.error) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data) return <Skeleton className="m-2 h-10" />;
  const inside = new Set(people.data.items.map((person) => person.id));
  return (
    <div className="pr-1 pb-2 pl-8">
      {inside.size === 0 && <p className="py-1 text-muted">{t("people.emptyTeam")}</p>}
      <ul>
        {people.data.items.map((person) => (
          <li key={person.id} className="flex min-h-9 items-center gap-2">
            <Avatar name={person.name} className="size-5" />
            <span className="min-w-0 flex-1 truncate">
              {person.name} <span className="text-muted">{person.email}</span>
            </span>
            {admin && (
              <IconButton
                label={t("people.takeOut", { name: person.name })}
                className="max-md:size-10"
                onClick={() => remove.mutate(person.id)}
              >
                <X />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {admin && (
        <div className="mt-1 max-w-64">
          <MemberPicker
            workspaceId={workspaceId}
            label={t("people.addToTeam", { name: team.name })}
            placeholder={t("people.addPerson")}
            chosen={null}
            offers={(each) => !inside.has(each.user.id)}
            onPick={(member) => add.mutate(member.user.id)}
          />
        </div>
      )}
    </div>
  );
}
