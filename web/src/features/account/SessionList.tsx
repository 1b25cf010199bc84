import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { endSession, listSessions } from "@/api/account";
import { keys } from "@/api/keys";
import { Button } from "@/ui/Button";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { useSend } from "./useSend";

export function SessionList() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: keys.sessions, queryFn: listSessions });
  const end = useSend((id: string) => endSession(id), t("account.sessionEnded"));
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton className="h-20" />;
  return (
    <ul data-testid="sessions">
      {list.data.items.map((session) => (
        <li key={session.id} className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
          <div className="min-w-0 flex-1">
            <p className="truncate" title={session.userAgent}>
              {session.userAgent || t("account.unknownProgram")}
            </p>
            <p className="text-sm text-muted">
              {session.address} · <Time value={session.lastSeenTime} />
              {session.current && ` · ${t("account.thisSession")}`}
            </p>
          </div>
          {!session.current && (
            <Button disabled={end.isPending} onClick={() => end.mutate(session.id)}>
              {t("auth.signOut")}
            </Button>
          )}
        </li>
      ))}
      {end.reason && (
        <li role="alert" className="text-sm text-bad">
          {end.reason}
        </li>
      )}
    </ul>
  );
}
