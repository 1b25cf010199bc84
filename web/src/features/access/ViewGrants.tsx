import { useQuery } from "@tanstack/react-query";
import { Table2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { getViewGrants, type ViewLevel } from "@/api/access";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { BaseDetail, View } from "@/api/types";
import { Skeleton } from "@/ui/States";
import { FaultText } from "./FaultText";
import { listFaults } from "./faults";
import { GrantList } from "./GrantList";
import type { AccessDraft } from "./useAccessDraft";

interface ViewGrantsProps {
  base: BaseDetail;
  tableId: string;
  view: View;
  access: AccessDraft;
}

const LEVELS: readonly ViewLevel[] = ["none", "read", "edit"];

/** One view beside those for whom it differs from the table. */
export function ViewGrants({ base, tableId, view, access }: ViewGrantsProps) {
  const { t } = useTranslation();
  const saved = useQuery({
    queryKey: keys.viewGrants(tableId, view.id),
    queryFn: () => getViewGrants(view.id),
    staleTime: 60_000,
  });
  const grants = access.draft.views[view.id] ?? saved.data;
  return (
    <li
      data-testid="view-access"
      aria-label={view.name}
      className="grid grid-cols-[minmax(120px,1fr)_minmax(0,2fr)] gap-x-4 gap-y-1 py-2 max-sm:grid-cols-1"
    >
      <div className="flex h-9 min-w-0 items-center gap-2">
        <Table2 className="size-4 shrink-0 text-muted" aria-hidden />
        <span className="truncate font-medium" title={view.name}>
          {view.name}
        </span>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        {saved.error && <FaultText text={asApiError(saved.error).reason} />}
        {saved.isPending && <Skeleton className="h-9" />}
        {grants && (
          <GrantList
            base={base}
            grants={grants}
            levels={LEVELS.map((level) => ({ value: level, label: t(`access.viewLevels.${level}`) }))}
            hintOf={(level) => t(`access.viewLevelHints.${level}`)}
            initial="read"
            emptyText={t("access.views.follows")}
            addLabel={t("access.views.add", { name: view.name })}
            faults={listFaults(access.errors[view.id])}
            onChange={(next) => access.setView(view.id, next)}
          />
        )}
      </div>
    </li>
  );
}
