import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowRight, Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { listHistory } from "@/api/records";
import type { Field, HistoryEntry } from "@/api/types";
import { FieldValue } from "@/fields/FieldValue";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";

interface HistoryTabProps {
  recordId: string;
  fields: readonly Field[];
}

export function HistoryTab({ recordId, fields }: HistoryTabProps) {
  const { t } = useTranslation();
  const history = useInfiniteQuery({
    queryKey: keys.history(recordId),
    queryFn: ({ pageParam }) => listHistory(recordId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  if (history.error) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  return (
    <div className="flex flex-col gap-4 p-4">
      {history.isPending && [1, 2, 3].map((each) => <Skeleton key={each} className="h-14" />)}
      {history.data && entries.length === 0 && <EmptyState text={t("record.noHistory")} />}
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} fields={fields} />
      ))}
      {history.hasNextPage && (
        <Button disabled={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </div>
  );
}

function Entry({ entry, fields }: { entry: HistoryEntry; fields: readonly Field[] }) {
  const { t } = useTranslation();
  const automated = entry.actor.type === "automation" || entry.cause.type === "automation";
  const unnamed = entry.operation === "unreadable" ? "unknown" : automated ? "automation" : "system";
  const name = entry.actor.name || t(`record.actors.${unnamed}`);
  return (
    <article className="flex gap-2.5">
      {automated ? (
        <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-muted">
          <Workflow className="size-3.5" aria-hidden />
        </span>
      ) : (
        <Avatar name={name} />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-1.5">
          <span className="font-medium">{name}</span>
          <span className="text-muted">{t(`record.operations.${entry.operation}`)}</span>
          <Time value={entry.time} className="text-sm text-muted" />
        </p>
        <ul className="mt-1 flex flex-col gap-1">
          {entry.changes.map((change) => {
            const field = fields.find((each) => each.id === change.field);
            const show = (value: unknown) => <FieldValue value={value} field={field} />;
            return (
              <li key={change.field} className="text-sm">
                <span className="text-muted">{field?.name ?? change.name}</span>
                <span className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
                  {entry.operation !== "create" && (
                    <>
                      <del className="line-clamp-3 min-w-0 break-words text-muted no-underline opacity-70">
                        {show(change.before)}
                      </del>
                      <ArrowRight className="size-3 shrink-0 text-faint" aria-label={t("record.changedTo")} />
                    </>
                  )}
                  <ins className="line-clamp-3 min-w-0 break-words no-underline">{show(change.after)}</ins>
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </article>
  );
}
