import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listTeams } from "@/api/belonging";
import { keys } from "@/api/keys";
import type { Provider } from "@/api/sso";
import { Button } from "@/ui/Button";

interface GroupLinesProps {
  workspaceId: string;
  provider: Provider;
  onEdit: () => void;
}

const SHOWN = 8;

/** The first of the groups that are teams here, and the way to change them. */
export function GroupLines({ workspaceId, provider, onEdit }: GroupLinesProps) {
  const { t } = useTranslation();
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) });
  const named = (teamId: string) => teams.data?.items.find((team) => team.id === teamId)?.name;
  const more = provider.groups.length - SHOWN;
  return (
    <div className="mt-3 border-t border-line pt-3" data-testid="provider-groups">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium">{t("sso.groups")}</h3>
        <Button size="sm" aria-label={t("sso.groupsTitle", { name: provider.name })} onClick={onEdit}>
          {t("sso.editGroups")}
        </Button>
      </div>
      {provider.groups.length === 0 && <p className="text-sm text-muted">{t("sso.noGroups")}</p>}
      <ul className="text-sm text-muted">
        {provider.groups.slice(0, SHOWN).map(({ group, teamId }) => (
          <li key={`${teamId} ${group}`} className="truncate">
            {t("sso.goesTo", { group, team: named(teamId) ?? (teams.data ? t("sso.goneTeam") : "…") })}
          </li>
        ))}
        {more > 0 && <li>{t("sso.moreGroups", { count: more })}</li>}
      </ul>
    </div>
  );
}
