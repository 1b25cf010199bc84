import { useInfiniteQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listMembers, type Member } from "@/api/belonging";
import { keys } from "@/api/keys";
import { InviteForm } from "@/features/workspace/InviteForm";
import { MemberRow } from "@/features/workspace/MemberRow";
import { RemoveDialog } from "@/features/workspace/RemoveDialog";
import type { SectionProps, SettingsSection } from "@/features/workspace/section";
import { useMe } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";

function Members({ workspaceId, role }: SectionProps) {
  const { t } = useTranslation();
  const me = useMe();
  const [search, setSearch] = useState("");
  const [removing, setRemoving] = useState<Member | null>(null);
  const members = useInfiniteQuery({
    queryKey: keys.memberPages(workspaceId, search.trim()),
    queryFn: ({ pageParam }) => listMembers(workspaceId, search.trim(), pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const items = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {role !== "member" && <InviteForm workspaceId={workspaceId} role={role} />}
      <Input
        type="search"
        aria-label={t("people.findMember")}
        placeholder={t("people.findMember")}
        className="mb-2 max-w-xs max-md:h-10"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {members.error && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && [1, 2, 3].map((each) => <Skeleton key={each} className="mb-2 h-12" />)}
      {members.data && items.length === 0 && <EmptyState text={t("common.nothingFound")} />}
      <ul data-testid="members" className="divide-y divide-line border-y border-line empty:hidden">
        {items.map((member) => (
          <MemberRow
            key={member.user.id}
            member={member}
            workspaceId={workspaceId}
            mine={role}
            self={member.user.id === me.data?.id}
            onRemove={() => setRemoving(member)}
          />
        ))}
      </ul>
      {members.hasNextPage && (
        <Button
          look="ghost"
          className="mt-2"
          disabled={members.isFetching}
          onClick={() => void members.fetchNextPage()}
        >
          {t("common.more")}
        </Button>
      )}
      {removing && <RemoveDialog workspaceId={workspaceId} person={removing.user} onClose={() => setRemoving(null)} />}
    </>
  );
}

const section: SettingsSection = {
  id: "members",
  position: 20,
  label: (t) => t("people.members"),
  Icon: Users,
  adminsOnly: false,
  Content: Members,
};
export default section;
