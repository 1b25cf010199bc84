import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { listRuns } from "@/api/automations";
import { keys } from "@/api/keys";
import type { Automation, BaseDetail, RunSummary, Table } from "@/api/types";
import { duration } from "@/lib/format";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { isOver, StatusIcon } from "./StatusIcon";

interface RunLogProps {
  automation: Automation;
  table: Table;
  base: BaseDetail;
}

/** The automation's runs, newest first; it follows runs that are under way. */
export function RunLog({ automation, table, base }: RunLogProps) {
  const runs = useQuery({
    queryKey: keys.runs(automation.id),
    queryFn: () => listRuns(automation.id),
    refetchInterval: ({ state }) => (state.data?.items.every((run) => isOver(run.status)) ? 5_000 : 1_000),
  });
  if (runs.error) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />;
  return (
    <div className="mx-auto max-w-3xl px-4 py-4">
      {runs.isPending && [1, 2, 3].map((each) => <Skeleton key={each} className="mb-1.5 h-11" />)}
      {runs.data?.items.length === 0 && <NoRuns automation={automation} />}
      <ul className="divide-y divide-line">
        {runs.data?.items.map((run) => (
          <RunRow key={run.id} run={run} table={table} base={base} />
        ))}
      </ul>
    </div>
  );
}

/** Says what the first run waits for. */
function NoRuns({ automation }: { automation: Automation }) {
  const { t } = useTranslation();
  const starts = t(`triggers.${automation.draft.trigger.type}`);
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-16 text-center" data-testid="runs-empty">
      <History className="size-6 text-faint" aria-hidden />
      <p className="text-lg font-medium">{t("runs.emptyTitle")}</p>
      <p className="max-w-md text-muted">
        {t(automation.enabled ? "runs.emptyOn" : "runs.emptyOff", { trigger: starts, run: t("automations.run") })}
      </p>
    </div>
  );
}

function RunRow({ run, table, base }: { run: RunSummary; table: Table; base: BaseDetail }) {
  const { t } = useTranslation();
  const { recordId } = run.trigger;
  return (
    <li
      data-testid="run-row"
      data-status={run.status}
      className="relative flex h-11 items-center gap-3 rounded-md px-2 hover:bg-hover"
    >
      <StatusIcon status={run.status} />
      <Link
        to={`/w/${base.workspaceId}/runs/${run.id}`}
        className="w-24 shrink-0 font-medium after:absolute after:inset-0 after:rounded-md"
      >
        {t(`runs.status.${run.status}`)}
      </Link>
      <span className="min-w-0 flex-1 truncate text-muted">
        {run.error?.message ?? t(`triggers.${run.trigger.type as "manual"}`, { defaultValue: run.trigger.type })}
      </span>
      {recordId && (
        <Link
          to={`/w/${base.workspaceId}/b/${base.id}/t/${table.id}?record=${recordId}`}
          className="relative z-10 shrink-0 text-sm text-accent hover:underline max-sm:hidden"
        >
          {t("inbox.openRecord")}
        </Link>
      )}
      <span className="w-20 shrink-0 text-right text-sm text-muted tabular-nums">
        {run.durationMs !== null && duration(run.durationMs)}
      </span>
      {run.startedTime && <Time value={run.startedTime} className="w-28 shrink-0 text-right text-sm text-muted" />}
    </li>
  );
}
