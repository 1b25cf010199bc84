import { CircleAlert } from "lucide-react";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Faults } from "./context";
import { WHOLE } from "./placing";

/** How many faults there are, and the way to the first. Those of the whole are said here, as no card shows them. */
export function FaultSummary({ title }: { title: string }) {
  const { t } = useTranslation();
  const faults = use(Faults);
  const whole = faults.filter((fault) => fault.card === WHOLE);
  if (faults.length === 0) return null;
  return (
    <div
      role="alert"
      data-testid="fault-summary"
      className="sticky top-2 z-10 mb-4 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md border border-bad/50 bg-raised px-3 py-2 shadow-[var(--shadow)]"
    >
      <CircleAlert className="size-4 shrink-0 text-bad" aria-hidden />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{title}</span> · {t("automations.faults", { count: faults.length })}
      </p>
      {whole.length < faults.length && (
        <Button
          size="sm"
          data-testid="fault-first"
          onClick={(event) => focusFirst(event.currentTarget.closest("fieldset"))}
        >
          {t("automations.showFirst")}
        </Button>
      )}
      {whole.map((fault) => (
        <p key={fault.key} className="w-full break-words text-bad">
          {fault.message}
        </p>
      ))}
    </div>
  );
}

/** In the order of the screen; a card comes before its inputs only when it has faults of its own. */
function focusFirst(editor: HTMLElement | null): void {
  const first = editor?.querySelector<HTMLElement>("[aria-invalid='true'], [data-fault]");
  const control = first?.matches("[data-fault]") ? (first.querySelector<HTMLElement>("input, button") ?? first) : first;
  first?.scrollIntoView({ block: "center", behavior: "smooth" });
  control?.focus({ preventScroll: true });
}
