import { Skeleton } from "@/ui/States";

const ROWS = Array.from({ length: 18 }, (_, index) => index);

/** The final sizes of toolbar, header, rows and status strip, so nothing jumps when the data arrives. */
export function TableSkeleton() {
  return (
    <div className="flex h-full flex-col" aria-busy>
      <div className="flex h-10 shrink-0 items-center gap-2 max-md:h-12 border-b border-line px-3">
        <Skeleton className="h-6 w-28" />
        <Skeleton className="h-6 w-16" />
        <Skeleton className="h-6 w-16" />
      </div>
      <GridSkeleton />
      <div className="h-7 shrink-0 border-t border-line max-md:h-11" />
    </div>
  );
}

export function GridSkeleton() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden bg-surface">
      <div className="h-[34px] border-b border-line bg-bg max-[640px]:h-10" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-8 items-center gap-10 max-[640px]:h-10 border-b border-line px-12">
          <Skeleton className="h-2.5 w-40" />
          <Skeleton className="h-2.5 w-24" />
          <Skeleton className="h-2.5 w-32" />
        </div>
      ))}
    </div>
  );
}
