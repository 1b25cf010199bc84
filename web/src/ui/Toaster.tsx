import { CircleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { useToasts } from "./toastStore";

export function Toaster() {
  const { t } = useTranslation();
  const { toasts, dismiss } = useToasts();
  return (
    <section
      aria-live="polite"
      aria-label={t("common.messages")}
      className="pointer-events-none fixed top-1.5 left-1/2 z-50 flex w-[min(440px,calc(100vw-24px))] -translate-x-1/2 flex-col gap-2"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          data-testid="toast"
          role={toast.tone === "bad" ? "alert" : "status"}
          className="pointer-events-auto flex items-start gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-3 shadow-[var(--shadow)] motion-safe:animate-appear"
        >
          {toast.tone === "bad" && <CircleAlert className="mt-1 size-4 shrink-0 text-bad" aria-hidden />}
          <div className="min-w-0 flex-1 py-1">
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
