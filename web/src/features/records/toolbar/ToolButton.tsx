import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Button } from "@/ui/Button";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";

interface ToolButtonProps {
  icon: ReactNode;
  label: string;
  count: number;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** A toolbar button with its panel; on narrow screens only the icon and the count remain. */
export function ToolButton({ icon, label, count, open, onOpenChange, className, children }: ToolButtonProps) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <Button look={count ? "tinted" : "ghost"} size="sm">
          {icon}
          <span className="@max-3xl:sr-only">{label}</span>
          {count > 0 && <span className="tabular-nums">{count}</span>}
        </Button>
      </PopoverTrigger>
      <PopoverContent className={cn("overflow-y-auto", className)}>{children}</PopoverContent>
    </Popover>
  );
}
