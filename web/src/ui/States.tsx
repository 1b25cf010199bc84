import { CircleAlert, Copy, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { asApiError } from "@/api/errors";
import { cn } from "@/lib/cn";
import { Button } from "./Button";
import { useCopy } from "./useCopy";

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("rounded-md bg-hover motion-safe:animate-pulse", className)} />;
}

export function EmptyState({ text, action, className }: { text: string; action?: ReactNode; className?: string }) {
  return (
    <div className={cn("flex flex-col items-center justify-center gap-3 p-8 text-center", className)}>
      <p className="text-muted">{text}</p>
      {action}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  className?: string;
}

/** What happened, what to do, retry, request id. A refusal says whom to ask instead of offering a retry. */
export function ErrorState({ error, onRetry, className }: ErrorStateProps) {
  const { t } = useTranslation();
  const failure = asApiError(error);
  if (failure.status === 404) return <NotFoundState className={className} requestId={failure.requestId} />;
  const refused = failure.status === 403;
  const Icon = refused ? Lock : CircleAlert;
  return (
    <div role="alert" className={cn("flex flex-col items-center justify-center gap-2 p-8 text-center", className)}>
      <Icon className={cn("size-5", refused ? "text-muted" : "text-bad")} aria-hidden />
      <p className="text-lg font-medium">
        {refused ? t("errors.forbidden") : failure.status === 0 ? t("errors.unreachable") : failure.message}
      </p>
      <p className="max-w-md text-muted">
        {failure.status === 0 ? t("errors.unreachableHint") : failure.reason}
        {refused && ` ${t("errors.askAdmin")}`}
      </p>
      <div className="mt-2 flex flex-wrap items-center justify-center gap-2">
        {onRetry && !refused && (
          <Button onClick={onRetry} look="primary">
            {t("common.retry")}
          </Button>
        )}
        {failure.requestId && <RequestId id={failure.requestId} />}
      </div>
    </div>
  );
}

/** What is not there, or not for this person: which of the two is nobody's business. */
export function NotFoundState({ className, requestId }: { className?: string; requestId?: string | null }) {
  const { t } = useTranslation();
  return (
    <div
      role="alert"
      data-testid="not-found"
      className={cn("flex flex-col items-center justify-center gap-2 p-8 text-center", className)}
    >
      <span className="mb-1 flex size-10 items-center justify-center rounded-full bg-hover text-muted">
        <Lock className="size-5" aria-hidden />
      </span>
      <h1 className="text-xl font-semibold">{t("errors.notFound")}</h1>
      <p className="max-w-md text-muted">{t("errors.notFoundOrClosed")}</p>
      <Link
        to="/"
        className="mt-2 flex h-8 items-center rounded-md bg-accent-strong px-3 font-medium text-white hover:brightness-110"
      >
        {t("errors.toStart")}
      </Link>
      {requestId && <RequestId id={requestId} />}
    </div>
  );
}

function RequestId({ id }: { id: string }) {
  const copy = useCopy();
  return (
    <Button look="ghost" size="sm" className="font-mono text-xs" onClick={() => void copy(id)}>
      <Copy />
      {id}
    </Button>
  );
}
