import { useMutation } from "@tanstack/react-query";
import { Copy, ShieldAlert, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Verdict, verifyAuditLogs } from "@/api/audit";
import { asApiError } from "@/api/errors";
import { count } from "@/lib/format";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { useCopy } from "@/ui/useCopy";

/** Whether anything in the log was changed, left out or put in since it was written. */
export function ChainState({ workspaceId }: { workspaceId: string }) {
  const { t } = useTranslation();
  const [soFar, setSoFar] = useState(0);
  const check = useMutation({
    mutationFn: () => {
      setSoFar(0);
      return verifyAuditLogs(workspaceId, setSoFar);
    },
  });
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button className="max-md:h-10" disabled={check.isPending} onClick={() => check.mutate()}>
        <ShieldCheck />
        {t("audit.check")}
      </Button>
      <div role="status" className="min-w-0 flex-1">
        {check.isPending && <p className="text-muted">{t("audit.checking", { count: soFar, shown: count(soFar) })}</p>}
        {check.error && <p className="text-bad">{asApiError(check.error).reason}</p>}
        {check.data && <Found verdict={check.data} />}
        {check.isIdle && <p className="text-muted">{t("audit.checkHint")}</p>}
      </div>
    </div>
  );
}

function Found({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const { broken, verified, waiting, seal } = verdict;
  if (broken) {
    return (
      <p className="flex items-start gap-2 text-bad">
        <ShieldAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span>{t("audit.broken", { position: broken.position, reason: broken.reason })}</span>
      </p>
    );
  }
  return (
    <div className="flex items-center gap-2">
      <ShieldCheck className="size-4 shrink-0 text-ok" aria-hidden />
      <span>
        {t("audit.unbroken", { count: verified, shown: count(verified) })}
        {waiting > 0 && ` ${t("audit.waiting", { count: waiting, shown: count(waiting) })}`}
      </span>
      {verified > 0 && (
        <IconButton label={t("audit.copySeal")} onClick={() => void copy(seal)}>
          <Copy />
        </IconButton>
      )}
    </div>
  );
}
