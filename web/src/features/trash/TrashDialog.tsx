import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Columns3, Database, LayoutGrid, Rows3, Table2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { listTrash, restore, type TrashOf } from "@/api/trash";
import type { TrashItem } from "@/api/types";
import { absoluteTime } from "@/lib/format";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toastStore";

const ICONS = { base: Database, table: Table2, field: Columns3, view: LayoutGrid, record: Rows3 };

interface TrashDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  of: TrashOf;
}

/** What can be restored, the last deleted first. */
export function TrashDialog({ open, onOpenChange, title, of }: TrashDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={t("workspaceId" in of ? "trash.aboutBases" : "trash.about")}
      className="top-[10vh] w-[min(560px,calc(100vw-24px))]"
    >
      {open && <TrashList of={of} />}
    </Dialog>
  );
}

function TrashList({ of }: { of: TrashOf }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = keys.trash("baseId" in of ? of.baseId : of.workspaceId);
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => listTrash(of, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });
  const back = useMutation({
    mutationFn: (item: TrashItem) => restore(item),
    onSuccess: async (_, item) => {
      toast(t("trash.restored", { name: item.name ?? t("trash.untitled") }));
      await client.invalidateQueries();
    },
    onError: (error) => toast(t("trash.restoreFailed"), { tone: "bad", detail: asApiError(error).reason }),
  });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton className="h-40" />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState text={t("workspaceId" in of ? "trash.emptyBases" : "trash.empty")} />;
  return (
    <div className="max-h-[60vh] overflow-y-auto">
      <ul data-testid="trash-list">
        {items.map((item) => (
          <Entry
            key={item.id}
            item={item}
            busy={back.isPending && back.variables.id === item.id}
            onRestore={() => back.mutate(item)}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button look="ghost" className="mt-2" disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </div>
  );
}

function Entry({ item, busy, onRestore }: { item: TrashItem; busy: boolean; onRestore: () => void }) {
  const { t } = useTranslation();
  const Icon = ICONS[item.type];
  const name = item.name ?? t("trash.untitled");
  return (
    <li className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
      <Icon className="size-4 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words md:truncate" title={name}>
          {name}
        </p>
        <p className="text-sm text-muted md:truncate" title={t("trash.until", { time: absoluteTime(item.purgeTime) })}>
          {t(`trash.types.${item.type}`)}
          {item.tableName && ` · ${item.tableName}`}
          {item.deletedBy && ` · ${item.deletedBy.name}`}
          {" · "}
          <Time value={item.deletedTime} />
        </p>
      </div>
      <Button disabled={busy} onClick={onRestore} aria-label={t("trash.restoreNamed", { name })}>
        {t("trash.restore")}
      </Button>
    </li>
  );
}
