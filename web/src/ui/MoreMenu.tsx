import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { Menu, MenuContent, MenuTrigger } from "./Menu";

interface MoreMenuProps {
  label: string;
  align?: "start" | "end";
  /** For an owner that opens it by other means too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Of the button. */
  className?: string;
  children: ReactNode;
}

/** The menu behind the three dots of an entry. */
export function MoreMenu({ label, align, open, onOpenChange, className, children }: MoreMenuProps) {
  return (
    <Menu open={open} onOpenChange={onOpenChange}>
      <MenuTrigger asChild>
        <Button look="ghost" size="icon-sm" aria-label={label} className={className}>
          <Ellipsis />
        </Button>
      </MenuTrigger>
      <MenuContent align={align}>{children}</MenuContent>
    </Menu>
  );
}
