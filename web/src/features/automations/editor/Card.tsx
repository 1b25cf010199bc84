import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { useCardFaults } from "../faults/context";
import { FaultText } from "../faults/FaultBox";

interface CardProps {
  /** By what faults name it: a step's id, or one of the places of `faults/placing`. */
  id: string;
  icon: ReactNode;
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

export function Card({ id, icon, title, actions, children }: CardProps) {
  const { t } = useTranslation();
  const { count, loose } = useCardFaults(id);
  return (
    <section
      aria-label={title}
      data-testid="automation-card"
      className={cn("rounded-lg border bg-surface", count > 0 ? "border-bad" : "border-line")}
    >
      <header className="flex h-10 items-center gap-2 pr-1.5 pl-3 [&>svg]:size-4 [&>svg]:text-muted">
        {icon}
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        {count > 0 && (
          <span
            data-testid="fault-badge"
            className="flex shrink-0 items-center gap-1 rounded-full border border-bad/50 px-2 text-sm text-bad"
          >
            <CircleAlert className="size-3.5" aria-hidden />
            {t("automations.faults", { count })}
          </span>
        )}
        {actions}
      </header>
      <div className="border-t border-line p-3">
        {loose.length > 0 && (
          <div data-fault tabIndex={-1} className="mb-3">
            {loose.map((fault) => (
              <FaultText key={fault.key}>{fault.message}</FaultText>
            ))}
          </div>
        )}
        {children}
      </div>
    </section>
  );
}
