import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { listTeams, type Team } from "@/api/belonging";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Provider } from "@/api/sso";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { IconButton } from "@/ui/IconButton";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { type GroupRow, type Mapping, mappingsOf, rowsOf, withEmpty } from "./groups";

interface GroupsDialogProps {
  workspaceId: string;
  provider: Provider;
  /** Rejects to keep the dialog open with the reason. */
  onSave: (groups: Mapping[]) => Promise<unknown>;
  onClose: () => void;
}

/** Which groups of the provider are which teams here. */
export function GroupsDialog({ workspaceId, provider, onSave, onClose }: GroupsDialogProps) {
  const { t } = useTranslation();
  const teams = useQuery({ queryKey: keys.teams(workspaceId), queryFn: () => listTeams(workspaceId) });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("sso.groupsTitle", { name: provider.name })}
      description={t("sso.groupsText")}
      className="top-[6vh] flex max-h-[88vh] w-[min(560px,calc(100vw-24px))] flex-col"
    >
      {teams.error && <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />}
      {teams.isPending && <Skeleton className="h-24" />}
      {teams.data?.items.length === 0 && provider.groups.length === 0 && (
        <EmptyState
          text={t("sso.noTeams")}
          action={
            <Link to={`/w/${workspaceId}/settings/teams`} className="font-medium text-accent hover:underline">
              {t("sso.toTeams")}
            </Link>
          }
        />
      )}
      {teams.data && (teams.data.items.length > 0 || provider.groups.length > 0) && (
        <GroupsForm teams={teams.data.items} groups={provider.groups} onSave={onSave} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface GroupsFormProps extends Pick<GroupsDialogProps, "onSave" | "onClose"> {
  teams: readonly Team[];
  groups: readonly Mapping[];
}

function GroupsForm({ teams, groups, onSave, onClose }: GroupsFormProps) {
  const { t } = useTranslation();
  const [rows, setRows] = useState(() => (groups.length > 0 ? rowsOf(groups) : withEmpty([])));
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const choices = teams.map((team) => ({ value: team.id, label: team.name }));
  const set = (row: GroupRow, part: Partial<Mapping>) =>
    setRows(rows.map((each) => (each.key === row.key ? { ...each, ...part } : each)));

  async function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = mappingsOf(rows);
    if (!wanted) return setError(t("sso.groupUnfinished"));
    setBusy(true);
    setError(null);
    try {
      await onSave(wanted);
    } catch (cause) {
      setError(asApiError(cause).reason);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col gap-2" data-testid="group-teams">
      {rows.length === 0 && <p className="text-muted">{t("sso.noGroups")}</p>}
      <ul className="-m-1 flex min-h-0 flex-col gap-2 overflow-y-auto p-1">
        {rows.map((row) => (
          <li key={row.key} className="flex items-center gap-2">
            <Input
              aria-label={t("sso.group")}
              placeholder={t("sso.group")}
              maxLength={200}
              autoFocus={!row.group}
              className="min-w-0 flex-1 max-md:h-10"
              value={row.group}
              onChange={(event) => set(row, { group: event.target.value })}
            />
            <Select
              label={t("sso.groupTeam", { group: row.group })}
              placeholder={t("sso.chooseTeam")}
              className="min-w-0 flex-1 max-md:h-10"
              value={row.teamId}
              choices={
                row.teamId === "" || teams.some((team) => team.id === row.teamId)
                  ? choices
                  : [...choices, { value: row.teamId, label: t("sso.goneTeam") }]
              }
              onChange={(teamId) => set(row, { teamId })}
            />
            <IconButton
              label={t("sso.takeGroupAway", { group: row.group })}
              className="max-md:size-10"
              onClick={() => setRows(rows.filter((each) => each.key !== row.key))}
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button look="ghost" className="self-start" onClick={() => setRows(withEmpty(rows))}>
        <Plus />
        {t("sso.addGroup")}
      </Button>
      <p role="alert" className="min-h-5 text-sm text-bad">
        {error}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" disabled={busy}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
