import { Bot } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Member, updateMember, type WorkspaceRole } from "@/api/belonging";
import { startViewing } from "@/api/viewAs";
import { Avatar } from "@/ui/Avatar";
import { MenuItem } from "@/ui/Menu";
import { MoreMenu } from "@/ui/MoreMenu";
import { Select } from "@/ui/Select";
import { Time } from "@/ui/Time";
import { useChange } from "./useChange";

const AttributesDialog = lazy(() => import("../access/AttributesDialog"));

export const WORKSPACE_ROLES: readonly WorkspaceRole[] = ["owner", "admin", "member"];

/** The roles that somebody of this role may give. */
export function givable(mine: WorkspaceRole): WorkspaceRole[] {
  return WORKSPACE_ROLES.slice(WORKSPACE_ROLES.indexOf(mine));
}

interface MemberRowProps {
  member: Member;
  workspaceId: string;
  mine: WorkspaceRole;
  self: boolean;
  onRemove: () => void;
}

export function MemberRow({ member, workspaceId, mine, self, onRemove }: MemberRowProps) {
  const { t } = useTranslation();
  const [attributes, setAttributes] = useState(false);
  const { user, role, status, service } = member;
  const change = useChange((body: { role?: WorkspaceRole; suspended?: boolean }) =>
    updateMember(workspaceId, user.id, body),
  );
  const mayChange = mine !== "member" && givable(mine).includes(role);
  const roles = givable(mine).filter((each) => !(service && each === "owner"));
  const notes = [
    service ? t("people.service") : user.email,
    ...(status === "active" ? [] : [t(`people.status.${status}`)]),
    ...member.teams.map((team) => team.name),
  ];
  return (
    <li className="flex min-h-12 items-center gap-3 px-1 py-1.5">
      {service ? <Bot className="mx-1 size-4 shrink-0 text-muted" aria-hidden /> : <Avatar name={user.name} />}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {user.name}
          {self && <span className="ml-1.5 font-normal text-muted">{t("people.you")}</span>}
        </p>
        <p className="truncate text-sm text-muted" title={notes.join(" · ")}>
          {notes.join(" · ")}
        </p>
      </div>
      {member.lastSeenTime && (
        <Time value={member.lastSeenTime} className="shrink-0 text-sm text-muted max-sm:hidden" />
      )}
      {mayChange ? (
        <Select
          label={t("people.roleOf", { name: user.name })}
          className="w-28 shrink-0 max-md:h-10"
          value={role}
          disabled={change.isPending}
          choices={roles.map((each) => ({ value: each, label: t(`people.roles.${each}`) }))}
          onChange={(next) => change.mutate({ role: next })}
        />
      ) : (
        <span className="shrink-0 text-muted">{t(`people.roles.${role}`)}</span>
      )}
      {mine !== "member" && (
        <MoreMenu label={t("people.actionsFor", { name: user.name })} align="end" className="max-md:size-10">
          {!self && (
            <MenuItem onSelect={() => startViewing(user, `/w/${workspaceId}`)}>{t("access.viewAs.start")}</MenuItem>
          )}
          <MenuItem onSelect={() => setAttributes(true)}>{t("access.attributes.open")}</MenuItem>
          {mayChange && !self && status !== "deactivated" && (
            <MenuItem onSelect={() => change.mutate({ suspended: status === "active" })}>
              {t(status === "active" ? "people.suspend" : "people.letIn")}
            </MenuItem>
          )}
          {mayChange && !self && (
            <MenuItem danger onSelect={onRemove}>
              {t("people.removeMember")}
            </MenuItem>
          )}
        </MoreMenu>
      )}
      {attributes && (
        <Suspense>
          <AttributesDialog workspaceId={workspaceId} person={user} onClose={() => setAttributes(false)} />
        </Suspense>
      )}
    </li>
  );
}
