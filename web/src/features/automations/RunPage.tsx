import { useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { getRun } from "@/api/automations";
import { keys } from "@/api/keys";
import type { Run } from "@/api/types";
import { duration } from "@/lib/format";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { RunStepCard } from "./runs/RunStepCard";
import { isOver, StatusIcon } from "./runs/StatusIcon";
import { useRunPlace } from "./useRunPlace";

/** One run, step by step; it follows the run until it is over. */
export function RunPage() {
  const { t } = useTranslation();
  const { runId = "" } = useParams();
  const run = useQuery({
    queryKey: keys.run(runId),
    queryFn: () => getRun(runId),
    refetchInterval: ({ state }) => (state.data && isOver(state.data.status) ? false : 1_000),
  });
  if (run.error && !run.data)
    return <ErrorState error={run.error} onRetry={() => void run.refetch()} className="h-full" />;
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-6">
        {run.data ? (
          <>
            <RunHeader run={run.data} />
            <ol className="mt-5 flex flex-col gap-2">
              {run.data.steps.map((step) => (
                <RunStepCard key={step.path} step={step} />
              ))}
            </ol>
            {run.data.steps.length === 0 && (
              <p className="mt-5 text-muted">{t(isOver(run.data.status) ? "runs.noSteps" : "runs.notStarted")}</p>
            )}
          </>
        ) : (
          <div className="flex flex-col gap-2" aria-busy>
            <Skeleton className="h-14" />
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
          </div>
        )}
      </div>
    </div>
  );
}

function RunHeader({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { workspaceId } = useParams();
  const place = useRunPlace(workspaceId, run.id);
  const path = place?.tablePath;
  const recordId = run.recordId ?? run.trigger.recordId;
  return (
    <header>
      <div className="flex items-center gap-2">
        <StatusIcon status={run.status} className="size-5" />
        <h1 className="text-xl font-semibold" data-testid="run-status">
          {t(`runs.status.${run.status}`)}
        </h1>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
        {place?.automationPath ? (
          <Link to={place.automationPath} className="text-accent hover:underline">
            {run.automationName}
          </Link>
        ) : (
          <span>{run.automationName}</span>
        )}
        {path && recordId && (
          <Link to={`${path}?record=${recordId}`} className="text-accent hover:underline">
            {t("runs.triggerRecord")}
          </Link>
        )}
        {run.startedTime && <Time value={run.startedTime} />}
        {run.durationMs !== null && <span className="tabular-nums">{duration(run.durationMs)}</span>}
        {run.version !== null && run.version > 0 && <span>{t("runs.version", { version: run.version })}</span>}
        {run.temporalUrl && (
          <a
            href={run.temporalUrl}
            target="_blank"
            rel="noopener noreferrer"
            className="flex items-center gap-1 text-accent hover:underline"
          >
            {t("runs.temporal")}
            <ExternalLink className="size-3.5" aria-hidden />
          </a>
        )}
      </div>
      {run.error && (
        <p role="alert" className="mt-3 rounded-md border border-bad/40 px-3 py-2 break-words text-bad">
          {run.error.message}
        </p>
      )}
    </header>
  );
}
