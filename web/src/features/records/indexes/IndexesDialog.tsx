import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Clock, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { listIndexes, type TableIndex } from "@/api/indexes";
import { keys } from "@/api/keys";
import type { Table } from "@/api/types";
import { count, fileSize } from "@/lib/format";
import { Dialog } from "@/ui/Dialog";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";

const REFRESH_MS = 5_000;

/** What the system made so that large tables answer at once: nobody makes or drops these by hand. */
export function IndexesDialog({ table, onClose }: { table: Table; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: keys.indexes(table.id),
    queryFn: () => listIndexes(table.id),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("indexes.title", { table: table.name })}
      description={t("indexes.about")}
      className="top-[10vh] w-[min(720px,calc(100vw-24px))]"
    >
      <div className="max-h-[60vh] min-h-24 overflow-y-auto" data-testid="indexes">
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton className="h-24" />}
        {data && data.items.length === 0 && (
          <p className="py-6 text-center text-muted">
            {t(data.records < data.fromRecords ? "indexes.small" : "indexes.none", {
              count: data.records,
              records: count(data.records),
              from: count(data.fromRecords),
            })}
          </p>
        )}
        {data && data.items.length > 0 && (
          <ul className="divide-y divide-line">
            {data.items.map((each) => (
              <IndexRow key={each.name} index={each} table={table} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

const ICONS = {
  ready: <CircleCheck className="size-4 text-ok" aria-hidden />,
  building: <LoaderCircle className="size-4 text-info motion-safe:animate-spin" aria-hidden />,
  waiting: <Clock className="size-4 text-muted" aria-hidden />,
  interrupted: <Clock className="size-4 text-warn" aria-hidden />,
  failed: <CircleAlert className="size-4 text-bad" aria-hidden />,
};

function IndexRow({ index, table }: { index: TableIndex; table: Table }) {
  const { t } = useTranslation();
  const names = index.fields.map((id) => table.fields.find((each) => each.id === id)?.name ?? id);
  const because = { view: t("indexes.because.view"), use: t("indexes.because.use") }[index.because];
  return (
    <li className="flex gap-3 py-2.5">
      <span className="mt-0.5">{ICONS[index.state]}</span>
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">{t(`indexes.purpose.${index.purpose}`, { fields: names.join(", ") })}</p>
        <p className="text-sm text-muted">
          {t(`indexes.state.${index.state}`)} · {because ?? t("indexes.because.slow")}
        </p>
        {index.error && <p className="text-sm text-bad">{index.error}</p>}
      </div>
      <div className="shrink-0 text-right text-sm text-muted tabular-nums">
        {index.bytes !== null && <p>{fileSize(index.bytes)}</p>}
        {index.uses !== null && <p>{t("indexes.uses", { count: index.uses, shown: count(index.uses) })}</p>}
        {index.lastUsedTime && <Time value={index.lastUsedTime} />}
      </div>
    </li>
  );
}
