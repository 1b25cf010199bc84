import { useInfiniteQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { listAuditLogs } from "@/api/audit";
import { keys } from "@/api/keys";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { AuditFilters } from "./AuditFilters";
import { AuditRow } from "./AuditRow";
import { ChainState } from "./ChainState";
import { ExportMenu } from "./ExportMenu";
import { type Filters, isNarrowed, queryOf, readFilters, writeFilters } from "./filters";
import { useNames } from "./useNames";
import { useSeen } from "./useSeen";

/** What was done in the workspace, newest first. */
export default function AuditLog({ workspaceId }: { workspaceId: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const asked = queryOf(filters);
  const pages = useInfiniteQuery({
    queryKey: keys.audit(workspaceId, asked),
    queryFn: ({ pageParam }) => listAuditLogs(workspaceId, asked, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const entries = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const names = useNames(workspaceId, entries);
  const narrow = (next: Filters) => setSearch(writeFilters(next), { replace: true });
  return (
    <>
      <p className="mb-4 text-muted">{t("audit.hint")}</p>
      <ChainState workspaceId={workspaceId} />
      <AuditFilters workspaceId={workspaceId} filters={filters} actorName={names.get(filters.actor)} onChange={narrow}>
        <IconButton
          label={t("audit.refresh")}
          className="size-8 max-md:size-10"
          disabled={pages.isFetching}
          onClick={() => void pages.refetch()}
        >
          <RefreshCw />
        </IconButton>
        <ExportMenu workspaceId={workspaceId} asked={asked} />
      </AuditFilters>
      {pages.error && <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && [1, 2, 3, 4].map((each) => <Skeleton key={each} className="mb-2 h-12" />)}
      {pages.data && entries.length === 0 && (
        <EmptyState text={t(isNarrowed(filters) ? "audit.noneFound" : "audit.empty")} />
      )}
      <ul
        data-testid="audit-log"
        aria-busy={pages.isPlaceholderData}
        className="divide-y divide-line border-y border-line empty:hidden"
      >
        {entries.map((entry) => (
          <AuditRow
            key={entry.id}
            entry={entry}
            names={names}
            onNarrow={(request) => narrow({ ...filters, request })}
          />
        ))}
      </ul>
      {pages.hasNextPage && (
        <More key={entries.length} busy={pages.isFetching} onMore={() => void pages.fetchNextPage()} />
      )}
    </>
  );
}

/** Comes into sight by scrolling, and is there for the keyboard. A new one after each page: it may still be in sight. */
function More({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation();
  const element = useSeen<HTMLDivElement>(() => !busy && onMore());
  return (
    <div ref={element}>
      <Button look="ghost" className="mt-2" disabled={busy} onClick={onMore}>
        {t("common.more")}
      </Button>
    </div>
  );
}
