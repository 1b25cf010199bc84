import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { Redirect } from "@/shell/Redirect";
import { useBase } from "@/shell/useBase";
import { EmptyState, ErrorState } from "@/ui/States";
import { TableScreen } from "./TableScreen";
import { TableSkeleton } from "./TableSkeleton";

export function TablePage() {
  const { t } = useTranslation();
  const { workspaceId, baseId, tableId, viewId } = useParams();
  const [search] = useSearchParams();
  const base = useBase(baseId);
  if (base.error && !base.data)
    return <ErrorState error={base.error} onRetry={() => void base.refetch()} className="h-full" />;
  if (!base.data) return <TableSkeleton />;

  const table = base.data.tables.find((each) => each.id === tableId);
  if (!table) return <EmptyState text={t("grid.tableGone")} className="h-full" />;
  const view = table.views.find((each) => each.id === viewId);
  if (!view) {
    const first = table.views[0];
    if (!first) return <EmptyState text={t("grid.viewGone")} className="h-full" />;
    const query = search.size ? `?${search}` : "";
    return (
      <>
        <Redirect to={`/w/${workspaceId}/b/${baseId}/t/${table.id}/v/${first.id}${query}`} />
        <TableSkeleton />
      </>
    );
  }
  return <TableScreen key={view.id} base={base.data} table={table} view={view} />;
}
