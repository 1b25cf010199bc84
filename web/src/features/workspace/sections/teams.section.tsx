import { useQuery } from "@tanstack/react-query";
import { Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createTeam, deleteTeam, listTeams, renameTeam, type Team } from "@/api/belonging";
import { keys } from "@/api/keys";
import type { SectionProps, SettingsSection } from "@/features/workspace/section";
import { TeamPeople } from "@/features/workspace/TeamPeople";
import { useChange } from "@/features/workspace/useChange";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { MenuItem } from "@/ui/Menu";
import { MoreMenu } from "@/ui/MoreMenu";
import { NameDialog } from "@/ui/NameDialog";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";

type Asked = { about: "new" } | { about: "rename" | "delete"; team: Team };

function Teams({ workspaceId, role }: SectionProps) {
  const { t } = useTranslation();
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const remove = useChange((team: Team) => deleteTeam(team.id));
  const admin = role !== "member";
  const close = () => setAsked(null);
  const create = admin && (
    <Button look="primary" onClick={() => setAsked({ about: "new" })}>
      <Plus />
      {t("people.createTeam")}
    </Button>
  );
  async function named(name: string) {
    if (asked?.about === "rename") await renameTeam(asked.team.id, name);
    else await createTeam(workspaceId, name);
    await teams.refetch();
  }
  if (teams.error) return <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />;
  if (!teams.data) return <Skeleton className="h-40" />;
  return (
    <>
      <p className="mb-4 text-muted">{t("people.teamsHint")}</p>
      {teams.data.items.length === 0 ? <EmptyState text={t("people.noTeams")} action={create} /> : create}
      <ul data-testid="teams" className="mt-4 divide-y divide-line border-y border-line empty:hidden">
        {teams.data.items.map((team) => (
          <li key={team.id} className="py-1">
            <div className="flex min-h-10 items-center gap-2 px-1">
              <button
                type="button"
                aria-expanded={openId === team.id}
                onClick={() => setOpenId(openId === team.id ? null : team.id)}
                className="flex min-h-8 min-w-0 flex-1 items-center gap-3 rounded-md px-1 text-left hover:bg-hover"
              >
                <UsersRound className="size-4 shrink-0 text-muted" aria-hidden />
                <span className="min-w-0 flex-1 truncate font-medium">{team.name}</span>
                <span className="text-sm text-muted">{t("people.peopleCount", { count: team.members })}</span>
              </button>
              {admin && (
                <MoreMenu label={t("people.actionsFor", { name: team.name })} align="end" className="max-md:size-10">
                  <MenuItem onSelect={() => setAsked({ about: "rename", team })}>{t("common.rename")}</MenuItem>
                  <MenuItem danger onSelect={() => setAsked({ about: "delete", team })}>
                    {t("common.delete")}
                  </MenuItem>
                </MoreMenu>
              )}
            </div>
            {openId === team.id && <TeamPeople team={team} workspaceId={workspaceId} admin={admin} />}
          </li>
        ))}
      </ul>
      {asked && asked.about !== "delete" && (
        <NameDialog
          open
          onOpenChange={close}
          title={t(asked.about === "new" ? "people.createTeam" : "people.renameTeam")}
          action={asked.about === "new" ? t("people.createTeam") : t("common.rename")}
          initial={asked.about === "rename" ? asked.team.name : ""}
          onSubmit={named}
        />
      )}
      {asked?.about === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t("people.deleteTeamTitle", { name: asked.team.name })}
          text={t("people.deleteTeamText")}
          action={t("common.delete")}
          onConfirm={() => remove.mutate(asked.team)}
        />
      )}
    </>
  );
}

const section: SettingsSection = {
  id: "teams",
  position: 30,
  label: (t) => t("people.teams"),
  Icon: UsersRound,
  adminsOnly: false,
  Content: Teams,
};
export default section;
