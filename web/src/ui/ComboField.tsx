import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { Popover, PopoverContent, PopoverTrigger } from "./Popover";

interface ComboFieldProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What is chosen, as it is drawn; null where nothing is. */
  chosen: ReactNode;
  /** Several lines where what is chosen needs them, as in a form; else one that is cut. */
  wraps?: boolean;
  /** As wide as what it shows, for one that adds to a list. */
  fits?: boolean;
  id?: string;
  /** Says what is chosen too; the text of the control where absent. */
  label?: string;
  className?: string;
  /** The list: see ComboList. */
  children: ReactNode;
}

/** A control that shows what is chosen and opens a list to choose from. */
export function ComboField({
  open,
  onOpenChange,
  chosen,
  wraps,
  fits,
  id,
  label,
  className,
  children,
}: ComboFieldProps) {
  const { t } = useTranslation();
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger
        id={id}
        aria-label={label}
        className={cn(
          "flex items-center gap-1 rounded-md border border-line bg-surface text-left hover:border-faint/60",
          fits ? "w-fit" : "w-full",
          wraps ? "min-h-8 flex-wrap px-2 py-1" : "h-8 overflow-hidden px-2.5",
        )}
      >
        {chosen ?? (
          <span aria-hidden={label !== undefined} className="truncate text-muted">
            {t("fields.choose")}
          </span>
        )}
      </PopoverTrigger>
      <PopoverContent className={cn(wraps && "w-(--radix-popover-trigger-width)", className)}>
        {children}
      </PopoverContent>
    </Popover>
  );
}

/** The list on its own, over the cell that it is the editor of. */
export function ComboCell({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cn(
        "min-w-56 overflow-hidden rounded-lg border border-accent bg-raised shadow-[var(--shadow)]",
        className,
      )}
    >
      {children}
    </div>
  );
}

/** Stands under a list and takes all of it off. */
export function ComboClear({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      onClick={onClear}
      className="flex h-8 w-full items-center border-t border-line px-3 text-muted hover:bg-hover hover:text-text"
    >
      {t("fields.clear")}
    </button>
  );
}
