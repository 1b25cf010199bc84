import { useQuery } from "@tanstack/react-query";
import { UsersRound, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  type BaseMember,
  type GivenRole,
  listBaseMembers,
  removeBaseTeam,
  resetBaseRole,
  setBaseRole,
} from "@/api/belonging";
import { keys } from "@/api/keys";
import { useChange } from "@/features/workspace/useChange";
import { Avatar } from "@/ui/Avatar";
import { Dialog } from "@/ui/Dialog";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { ShareForm } from "./ShareForm";

const ROLES: readonly GivenRole[] = ["creator", "editor", "commenter", "viewer", "none"];

interface ShareDialogProps {
  baseId: string;
  workspaceId: string;
  name: string;
  onClose: () => void;
}

/** Who has which role in a base, and what everybody else has. */
export function ShareDialog({ baseId, workspaceId, name, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const members = useQuery({ queryKey: keys.baseMembers(baseId), queryFn: () => listBaseMembers(baseId) });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("people.shareTitle", { name })}
      description={members.data && t(`people.everybodyElse.${members.data.defaultRole}`)}
      className="top-[10vh] w-[min(560px,calc(100vw-24px))]"
    >
      <ShareForm baseId={baseId} workspaceId={workspaceId} />
      {members.error && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <Skeleton className="h-24" />}
      {members.data?.items.length === 0 && <EmptyState text={t("people.nobodySpecial")} />}
      <ul data-testid="base-members" className="max-h-[45vh] divide-y divide-line overflow-y-auto">
        {members.data?.items.map((item) => (
          <Entry key={item.user?.id ?? item.team?.id} item={item} baseId={baseId} />
        ))}
      </ul>
    </Dialog>
  );
}

function Entry({ item, baseId }: { item: BaseMember; baseId: string }) {
  const { t } = useTranslation();
  const { user, team } = item;
  const change = useChange((role: GivenRole) =>
    setBaseRole(baseId, team ? { teamId: team.id } : { email: user?.email ?? "" }, role),
  );
  const reset = useChange(async () => {
    if (team) await removeBaseTeam(baseId, team.id);
    else if (user) await resetBaseRole(baseId, user.id);
  });
  const name = user?.name ?? team?.name ?? "";
  return (
    <li className="flex min-h-12 items-center gap-2.5 py-1">
      {team ? <UsersRound className="size-6 shrink-0 p-1 text-muted" aria-hidden /> : <Avatar name={name} />}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-sm text-muted">
          {user?.email ?? t("people.team")}
          {item.guest && ` · ${t("people.guest")}`}
        </p>
      </div>
      <Select
        label={t("people.roleOf", { name })}
        className="w-32 shrink-0 max-md:h-10"
        value={item.role}
        disabled={change.isPending}
        choices={ROLES.map((role) => ({ value: role, label: t(`people.baseRoles.${role}`) }))}
        onChange={(role) => change.mutate(role)}
      />
      <IconButton
        label={t("people.resetRole", { name })}
        className="max-md:size-10"
        disabled={reset.isPending}
        onClick={() => reset.mutate()}
      >
        <X />
      </IconButton>
    </li>
  );
}
