import { useInfiniteQuery } from "@tanstack/react-query";
import { Copy, Link2, MailPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  createInvitation,
  type Invitation,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from "@/api/belonging";
import { keys } from "@/api/keys";
import type { SectionProps, SettingsSection } from "@/features/workspace/section";
import { useChange } from "@/features/workspace/useChange";
import { cn } from "@/lib/cn";
import { Button } from "@/ui/Button";
import { MenuItem } from "@/ui/Menu";
import { MoreMenu } from "@/ui/MoreMenu";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { useCopy } from "@/ui/useCopy";

const LINK_USES = 25;

function Invitations({ workspaceId }: SectionProps) {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: keys.invitations(workspaceId),
    queryFn: ({ pageParam }) => listInvitations(workspaceId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const link = useChange(
    () => createInvitation(workspaceId, { role: "member", maxUses: LINK_USES, days: 14 }),
    t("people.linkMade"),
  );
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton className="h-40" />;
  const items = list.data.pages.flatMap((page) => page.items);
  const make = (
    <Button disabled={link.isPending} onClick={() => link.mutate()}>
      <Link2 />
      {t("people.makeLink")}
    </Button>
  );
  return (
    <>
      <p className="mb-4 text-muted">{t("people.invitationsHint")}</p>
      {items.length === 0 ? <EmptyState text={t("people.noInvitations")} action={make} /> : make}
      <ul data-testid="invitations" className="mt-4 divide-y divide-line border-y border-line empty:hidden">
        {items.map((each) => (
          <Entry key={each.id} invitation={each} workspaceId={workspaceId} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button look="ghost" className="mt-2" disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </>
  );
}

function Entry({ invitation, workspaceId }: { invitation: Invitation; workspaceId: string }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const revoke = useChange(() => revokeInvitation(workspaceId, invitation.id));
  const resend = useChange(() => resendInvitation(workspaceId, invitation.id), t("people.sentAgain"));
  const { email, url, status } = invitation;
  const name = email ?? t("people.link");
  const open = status === "pending" || status === "expired";
  const gives = [
    invitation.role ? t(`people.roles.${invitation.role}`) : t("people.guest"),
    ...invitation.bases.map((base) => base.name),
    ...invitation.teams.map((team) => team.name),
  ];
  return (
    <li className="flex min-h-12 items-center gap-3 px-1 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-sm text-muted">
          {gives.join(" · ")}
          {!email && ` · ${t("people.used", { uses: invitation.uses, most: invitation.maxUses })}`}
        </p>
      </div>
      <span className={cn("shrink-0 text-sm", status === "pending" ? "text-text" : "text-muted")}>
        {t(`people.invitationStatus.${status}`)}
      </span>
      {url && status === "pending" && (
        <Button size="sm" className="max-md:h-10" onClick={() => void copy(url)}>
          <Copy />
          <span className="max-sm:sr-only">{t("people.copyLink")}</span>
        </Button>
      )}
      {open && (
        <MoreMenu label={t("people.actionsFor", { name })} align="end" className="max-md:size-10">
          <MenuItem onSelect={() => resend.mutate()}>{t(email ? "people.sendAgain" : "people.prolong")}</MenuItem>
          <MenuItem danger onSelect={() => revoke.mutate()}>
            {t("people.revoke")}
          </MenuItem>
        </MoreMenu>
      )}
    </li>
  );
}

const section: SettingsSection = {
  id: "invitations",
  position: 40,
  label: (t) => t("people.invitations"),
  Icon: MailPlus,
  adminsOnly: true,
  Content: Invitations,
};
export default section;
