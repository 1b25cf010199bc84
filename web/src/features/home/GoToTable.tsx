import { useQuery } from "@tanstack/react-query";
import { useLocation, useParams } from "react-router";
import { keys } from "@/api/keys";
import { getTable } from "@/api/tables";
import { Redirect } from "@/shell/Redirect";
import { useBase } from "@/shell/useBase";
import { ErrorState, Skeleton } from "@/ui/States";

/** Resolves a bare table id (from a notification or a run) to its full address. */
export function GoToTable() {
  const { tableId = "" } = useParams();
  const { search } = useLocation();
  const table = useQuery({ queryKey: keys.table(tableId), queryFn: () => getTable(tableId) });
  const base = useBase(table.data?.baseId);
  const error = table.error ?? base.error;
  if (error) return <ErrorState error={error} className="h-full" />;
  if (!base.data) return <Skeleton className="m-3 h-10" />;
  return <Redirect to={`/w/${base.data.workspaceId}/b/${base.data.id}/t/${tableId}${search}`} />;
}
