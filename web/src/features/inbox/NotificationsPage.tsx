import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/keys";
import { readNotifications } from "@/api/notifications";
import type { Notification } from "@/api/types";
import { cn } from "@/lib/cn";
import { useMe } from "@/shell/useBase";
import { useNotifications } from "@/shell/useNotifications";
import { Button } from "@/ui/Button";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";

export function NotificationsPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const list = useNotifications();
  const read = useMutation({
    mutationFn: readNotifications,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notifications }),
  });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} className="h-full" />;
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-2xl px-4 py-8">
        <div className="mb-4 flex items-center justify-between">
          <h1 className="text-xl font-semibold">{t("shell.inbox")}</h1>
          <Button disabled={!list.data?.unread} onClick={() => read.mutate({ all: true })}>
            {t("inbox.readAll")}
          </Button>
        </div>
        {list.isPending && [1, 2, 3].map((each) => <Skeleton key={each} className="mb-2 h-14" />)}
        {list.data?.items.length === 0 && <EmptyState text={t("inbox.empty")} />}
        <ul className="flex flex-col">
          {list.data?.items.map((item) => (
            <Entry key={item.id} item={item} onRead={() => !item.readTime && read.mutate({ ids: [item.id] })} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function Entry({ item, onRead }: { item: Notification; onRead: () => void }) {
  const { t } = useTranslation();
  const workspaceId = useMe().data?.workspaces[0]?.id;
  const record = item.tableId ? `/go/t/${item.tableId}${item.recordId ? `?record=${item.recordId}` : ""}` : null;
  return (
    <li className="flex items-start gap-3 border-b border-line py-3">
      <span
        role="img"
        aria-label={t(item.readTime ? "inbox.read" : "inbox.unread")}
        className={cn("mt-2 size-1.5 shrink-0 rounded-full", item.readTime ? "bg-transparent" : "bg-accent")}
      />
      <div className="min-w-0 flex-1">
        <p className={cn("break-words", !item.readTime && "font-semibold")}>{item.title}</p>
        {item.body && <p className="text-muted break-words whitespace-pre-line">{item.body}</p>}
        <div className="mt-1 flex flex-wrap gap-3 text-sm text-muted">
          <Time value={item.createdTime} />
          {record && (
            <Link to={record} onClick={onRead} className="text-accent hover:underline">
              {t("inbox.openRecord")}
            </Link>
          )}
          {item.runId && (
            <Link to={`/w/${workspaceId}/runs/${item.runId}`} onClick={onRead} className="text-accent hover:underline">
              {t("inbox.openRun")}
            </Link>
          )}
          {!item.readTime && (
            <button type="button" onClick={onRead} className="hover:text-text">
              {t("inbox.markRead")}
            </button>
          )}
        </div>
      </div>
    </li>
  );
}
