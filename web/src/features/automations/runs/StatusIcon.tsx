import { Ban, CircleCheck, CircleDashed, CircleX, Clock, LoaderCircle, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunStep, RunSummary } from "@/api/types";
import { cn } from "@/lib/cn";

type Status = RunSummary["status"] | RunStep["status"];

const LOOKS: Record<Status, { icon: LucideIcon; color: string }> = {
  queued: { icon: CircleDashed, color: "text-muted" },
  running: { icon: LoaderCircle, color: "text-info motion-safe:animate-spin" },
  waiting: { icon: Clock, color: "text-warn" },
  succeeded: { icon: CircleCheck, color: "text-ok" },
  failed: { icon: CircleX, color: "text-bad" },
  cancelled: { icon: Ban, color: "text-muted" },
  skipped: { icon: CircleDashed, color: "text-muted" },
};

export function StatusIcon({ status, className }: { status: Status; className?: string }) {
  const { t } = useTranslation();
  const { icon: Icon, color } = LOOKS[status];
  return (
    <Icon aria-label={t(`runs.status.${status}`)} role="img" className={cn("size-4 shrink-0", color, className)} />
  );
}

export function isOver(status: RunSummary["status"]): boolean {
  return status === "succeeded" || status === "failed" || status === "cancelled";
}
