import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

interface GridFooterProps {
  columns: readonly { id: string; width: number }[];
  /** Of the column of row numbers. */
  markerWidth: number;
  /** How many columns stay where they are when the grid scrolls. */
  frozen: number;
  /** The element around the grid, whose scrolling it follows. */
  grid: RefObject<HTMLElement | null>;
  label: string;
  render: (columnId: string) => ReactNode;
}

const LINE = 1;

/** A row under the grid that scrolls sideways with its columns, and brings them into sight when it is focused. */
export function GridFooter({ columns, markerWidth, frozen, grid, label, render }: GridFooterProps) {
  const row = useRef<HTMLDivElement>(null);
  const scroller = () => grid.current?.querySelector(".dvn-scroller") ?? null;

  // Without an own scroll position: the grid's is the only one. Its scroller may come later than this row, and be
  // another one later on, so it is heard from the element around it, which scroll events reach only on their way down.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another set of columns may have another place
  useEffect(() => {
    const around = grid.current;
    const follow = () => {
      if (row.current) row.current.style.transform = `translateX(${-(scroller()?.scrollLeft ?? 0)}px)`;
    };
    follow();
    around?.addEventListener("scroll", follow, { passive: true, capture: true });
    return () => around?.removeEventListener("scroll", follow, { capture: true });
  }, [columns]);

  function reveal(left: number, width: number) {
    const source = scroller();
    if (!source) return;
    const fixed = markerWidth + columns.slice(0, frozen).reduce((sum, each) => sum + each.width, 0);
    if (left - source.scrollLeft < fixed) source.scrollLeft = left - fixed;
    else if (left + width - source.scrollLeft > source.clientWidth)
      source.scrollLeft = left + width - source.clientWidth;
  }

  // The grid draws the line between two columns on the first pixel of the right one.
  let left = markerWidth + LINE;
  const cells = columns.map((column) => {
    const at = left;
    left += column.width;
    return { ...column, left: at };
  });
  const cell = "absolute inset-y-0 border-r border-line bg-bg";
  return (
    <div
      role="group"
      aria-label={label}
      data-testid="grid-footer"
      onFocus={(event) => {
        const focused = cells.find(
          (each) => each.id === event.target.closest("[data-column]")?.getAttribute("data-column"),
        );
        if (focused && cells.indexOf(focused) >= frozen) reveal(focused.left, focused.width);
      }}
      className="relative h-8 shrink-0 overflow-clip border-t border-line bg-bg max-md:h-10"
    >
      <div
        className="absolute inset-y-0 left-0 z-10 border-r border-line bg-bg"
        style={{ width: markerWidth + LINE }}
      />
      {cells.slice(0, frozen).map((each) => (
        <div key={each.id} className={cn(cell, "z-10")} style={{ left: each.left, width: each.width }}>
          {render(each.id)}
        </div>
      ))}
      <div ref={row} className="absolute inset-0">
        {cells.slice(frozen).map((each) => (
          <div key={each.id} data-column={each.id} className={cell} style={{ left: each.left, width: each.width }}>
            {render(each.id)}
          </div>
        ))}
      </div>
    </div>
  );
}
