import { CircleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { useToasts } from "./toastStore";

export function Toaster() {
  const { t } = useTranslation();
  const { toasts, dismiss } = useToasts();
  // Above the row of footers and the status strip, whose heights these are; beside the tray of uploads, and on a phone
  // above it.
  return (
    <section
      aria-live="polite"
      aria-label={t("common.messages")}
      className="pointer-events-none fixed right-3 bottom-[72px] z-50 flex w-[400px] flex-col gap-2 max-md:bottom-[max(6rem,calc(3rem+var(--upload-tray,0px)))] max-md:left-3 max-md:w-auto md:[body:has([data-testid=upload-tray])_&]:right-[344px]"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          data-testid="toast"
          role={toast.tone === "bad" ? "alert" : "status"}
          className="pointer-events-auto flex items-start gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-3 shadow-[var(--shadow)] motion-safe:animate-appear"
        >
          {toast.tone === "bad" && <CircleAlert className="mt-1 size-4 shrink-0 text-bad" aria-hidden />}
          <div className="min-w-0 flex-1 py-1 max-md:py-2.5">
            <p className="break-words">{toast.text}</p>
            {toast.detail && <p className="text-sm break-words text-muted">{toast.detail}</p>}
          </div>
          {toast.action && (
            <Button
              look="tinted"
              size="sm"
              // The keyboard stays where it was: after an undone paste it is still the grid's.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                toast.action?.run();
                dismiss(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <Button look="ghost" size="icon" aria-label={t("common.dismiss")} onClick={() => dismiss(toast.id)}>
            <X />
          </Button>
        </div>
      ))}
    </section>
  );
}
