import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

/** Asks before work that is nowhere saved is left behind. `unsaved` is asked at the moment of leaving. */
export function LeaveGuard({ unsaved }: { unsaved: () => boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && unsaved(),
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
      title={t("automations.leaveTitle")}
      description={t("automations.leaveText")}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={() => blocker.reset?.()}>{t("automations.stay")}</Button>
        <Button look="danger" onClick={() => blocker.proceed?.()}>
          {t("automations.discard")}
        </Button>
      </div>
    </Dialog>
  );
}
