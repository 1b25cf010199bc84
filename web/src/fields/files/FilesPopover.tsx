import { lazy, Suspense } from "react";
import { Popover, PopoverAnchor, PopoverContent } from "@/ui/Popover";
import { Skeleton } from "@/ui/States";
import type { CellTarget } from "../types";

export const FilesPanel = lazy(() => import("./FilesPanel"));

interface FilesPopoverProps {
  target: CellTarget;
  /** The rectangle of the cell on the screen. */
  anchor: DOMRect;
  editable: boolean;
  onClose: () => void;
}

/** The files of a cell of the grid, under it. */
export function FilesPopover({ target, anchor, editable, onClose }: FilesPopoverProps) {
  return (
    <Popover open onOpenChange={(open) => !open && onClose()}>
      <PopoverAnchor virtualRef={{ current: { getBoundingClientRect: () => anchor } }} />
      <PopoverContent aria-label={target.field.name} data-testid="files" className="w-90 max-w-[calc(100vw-16px)]">
        <Suspense fallback={<PanelSkeleton />}>
          <FilesPanel target={target} editable={editable} />
        </Suspense>
      </PopoverContent>
    </Popover>
  );
}

export function PanelSkeleton() {
  return (
    <div className="p-2">
      <Skeleton className="h-24" />
    </div>
  );
}
