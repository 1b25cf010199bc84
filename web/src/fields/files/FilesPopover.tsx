import { lazy, Suspense, useRef } from "react";
import { Popover, PopoverAnchor, PopoverContent } from "@/ui/Popover";
import { Skeleton } from "@/ui/States";
import type { CellTarget } from "../types";

const FilesPanel = lazy(() => import("./FilesPanel"));

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
      <FilesContent target={target} editable={editable} />
    </Popover>
  );
}

/** What a popover of files shows. A name that is being typed is kept by a click outside, and dropped by Escape alone. */
export function FilesContent({ target, editable }: Pick<FilesPopoverProps, "target" | "editable">) {
  const content = useRef<HTMLDivElement>(null);
  const typed = () => {
    const focused = document.activeElement;
    return focused instanceof HTMLInputElement && content.current?.contains(focused) ? focused : null;
  };
  return (
    <PopoverContent
      ref={content}
      aria-label={target.field.name}
      data-testid="files"
      className="w-90 max-w-[calc(100vw-16px)]"
      onEscapeKeyDown={(event) => {
        if (typed()) event.preventDefault();
      }}
      onInteractOutside={() => typed()?.blur()}
    >
      <Suspense
        fallback={
          <div className="p-2">
            <Skeleton className="h-24" />
          </div>
        }
      >
        <FilesPanel target={target} editable={editable} />
      </Suspense>
    </PopoverContent>
  );
}
