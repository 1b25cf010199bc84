import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { listAutomations } from "@/api/automations";
import { keys } from "@/api/keys";
import { cn } from "@/lib/cn";
import { mayManage } from "@/shell/ownAccess";
import { Redirect } from "@/shell/Redirect";
import { useBase } from "@/shell/useBase";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { AutomationList, NEW, NewAutomationButton } from "./AutomationList";
import { AutomationScreen } from "./editor/AutomationScreen";
import { NewAutomation } from "./editor/NewAutomation";

/** The automations of a table: the list beside the one that is open. */
export function AutomationsPage() {
  const { t } = useTranslation();
  const { workspaceId, baseId, tableId = "", automationId } = useParams();
  const base = useBase(baseId);
  const list = useQuery({
    queryKey: keys.automations(tableId),
    queryFn: () => listAutomations(tableId),
    refetchInterval: 15_000,
  });
  const error = base.error ?? list.error;
  if (error) return <ErrorState error={error} onRetry={() => void list.refetch()} className="h-full" />;
  if (!base.data || !list.data) return <PageSkeleton />;
  const table = base.data.tables.find((each) => each.id === tableId);
  if (!table) return <EmptyState text={t("grid.tableGone")} className="h-full" />;

  const canBuild = mayManage(table);
  const path = `/w/${workspaceId}/b/${baseId}/t/${tableId}/automations`;
  const first = list.data.items[0];
  const wide = window.matchMedia("(min-width: 768px)").matches;
  if (!automationId && first && wide) return <Redirect to={`${path}/${first.id}`} />;
  if (automationId === NEW && !canBuild) return <Redirect to={path} />;
  return (
    <div className="flex h-full">
      <aside
        aria-label={t("automations.title")}
        className={cn(
          "w-64 shrink-0 border-r border-line max-md:w-full max-md:border-0",
          automationId && "max-md:hidden",
        )}
      >
        <AutomationList items={list.data.items} path={path} canBuild={canBuild} />
      </aside>
      <div className={cn("min-w-0 flex-1", !automationId && "max-md:hidden")}>
        {automationId === NEW ? (
          <NewAutomation key={tableId} base={base.data} table={table} path={path} />
        ) : automationId ? (
          <AutomationScreen
            key={automationId}
            automationId={automationId}
            base={base.data}
            table={table}
            path={path}
            canBuild={canBuild}
          />
        ) : (
          <EmptyState
            className="h-full"
            text={t(canBuild ? "automations.empty" : "automations.emptyReader")}
            action={canBuild && <NewAutomationButton path={path} look="primary" />}
          />
        )}
      </div>
    </div>
  );
}

function PageSkeleton() {
  return (
    <div className="flex h-full" aria-busy>
      <div className="w-64 border-r border-line p-3 max-md:hidden">
        <Skeleton className="mb-2 h-11" />
        <Skeleton className="h-11" />
      </div>
      <div className="mx-auto flex max-w-xl flex-1 flex-col gap-3 p-8">
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
      </div>
    </div>
  );
}
