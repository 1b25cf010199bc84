import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

interface LeaveGuardProps {
  /** Asked at the moment of leaving: for another page with its path, without one when the browser's page closes. */
  unsaved: (path?: string) => boolean;
  /** What is lost by leaving. */
  text: string;
  onDiscard?: () => void;
}

/** Asks before work that is nowhere saved is left behind. */
export function LeaveGuard({ unsaved, text, onDiscard }: LeaveGuardProps) {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && unsaved(nextLocation.pathname),
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
  return (
    <Dialog
      open={blocker.state === "blocked"}
      onOpenChange={(open) => !open && blocker.reset?.()}
      title={t("common.leaveTitle")}
      description={text}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={() => blocker.reset?.()}>{t("common.stay")}</Button>
        <Button
          look="danger"
          onClick={() => {
            onDiscard?.();
            blocker.proceed?.();
          }}
        >
          {t("common.discard")}
        </Button>
      </div>
    </Dialog>
  );
}
