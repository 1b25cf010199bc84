import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { keys } from "@/api/keys";
import type { Mail } from "@/api/types";
import { listMails } from "@/api/workspaces";
import { cn } from "@/lib/cn";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";

/** The outbox: what the system sent or, without an SMTP server, kept here. */
export function MailPage() {
  const { t } = useTranslation();
  const { workspaceId = "" } = useParams();
  const mails = useQuery({
    queryKey: keys.mails(workspaceId),
    queryFn: () => listMails(workspaceId),
    refetchInterval: 10_000,
  });
  const [openId, setOpenId] = useState<string | null>(null);
  if (mails.error) return <ErrorState error={mails.error} onRetry={() => void mails.refetch()} className="h-full" />;
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-8">
        <h1 className="text-xl font-semibold">{t("mail.title")}</h1>
        <p className="mt-1 mb-4 text-muted">{t("mail.hint")}</p>
        {mails.isPending && [1, 2, 3].map((each) => <Skeleton key={each} className="mb-2 h-11" />)}
        {mails.data?.items.length === 0 && <EmptyState text={t("mail.empty")} />}
        <ul className="divide-y divide-line border-y border-line empty:hidden">
          {mails.data?.items.map((mail) => (
            <MailRow
              key={mail.id}
              mail={mail}
              workspaceId={workspaceId}
              open={openId === mail.id}
              onToggle={() => setOpenId(openId === mail.id ? null : mail.id)}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

interface MailRowProps {
  mail: Mail;
  workspaceId: string;
  open: boolean;
  onToggle: () => void;
}

function MailRow({ mail, workspaceId, open, onToggle }: MailRowProps) {
  const { t } = useTranslation();
  const to = ([] as string[]).concat(mail.to).join(", ");
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="flex h-11 w-full items-center gap-3 px-2 text-left hover:bg-hover"
      >
        <span className="w-44 shrink-0 truncate text-muted max-sm:w-24">{to}</span>
        <span className="min-w-0 flex-1 truncate font-medium">{mail.subject}</span>
        <span className={cn("text-sm", mail.status === "failed" ? "text-bad" : "text-muted")}>
          {t(`mail.status.${mail.status}`)}
        </span>
        <Time value={mail.createdTime} className="w-28 shrink-0 text-right text-sm text-muted max-sm:hidden" />
      </button>
      {open && (
        <div className="border-t border-line bg-surface px-4 py-3">
          <p className="break-words whitespace-pre-wrap">{mail.body}</p>
          {mail.runId && (
            <Link to={`/w/${workspaceId}/runs/${mail.runId}`} className="mt-2 inline-block text-accent hover:underline">
              {t("inbox.openRun")}
            </Link>
          )}
        </div>
      )}
    </li>
  );
}
