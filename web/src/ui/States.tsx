import { CircleAlert, Copy, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { cn } from "@/lib/cn";
import { Button } from "./Button";
import { toast } from "./toastStore";

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
  const refused = failure.status === 403 || failure.status === 404;
  const Icon = refused ? Lock : CircleAlert;
  return (
    <div role="alert" className={cn("flex flex-col items-center justify-center gap-2 p-8 text-center", className)}>
      <Icon className={cn("size-5", refused ? "text-muted" : "text-bad")} aria-hidden />
      <p className="text-lg font-medium">{failure.status === 0 ? t("errors.unreachable") : failure.message}</p>
      <p className="max-w-md text-muted">
        {failure.status === 0 ? t("errors.unreachableHint") : failure.reason}
        {refused && ` ${t("errors.askAdmin")}`}
      </p>
      <div className="mt-2 flex flex-wrap items-center justify-center gap-2">
        {onRetry && (
          <Button onClick={onRetry} look="primary">
            {t("common.retry")}
          </Button>
        )}
        {failure.requestId && (
          <Button
            look="ghost"
            size="sm"
            className="font-mono text-xs"
            onClick={() => {
              void navigator.clipboard.writeText(failure.requestId ?? "");
              toast(t("common.copied"));
            }}
          >
            <Copy />
            {failure.requestId}
          </Button>
        )}
      </div>
    </div>
  );
}
