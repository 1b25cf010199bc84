import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { updateView } from "@/api/tables";
import type { BaseDetail, GridConfig, View } from "@/api/types";
import { saveInOrder } from "@/shell/viewSaves";
import { toast } from "@/ui/toastStore";

/** The view's config and a setter that shows at once and saves in the background, one save after the other. */
export function useViewConfig(baseId: string, view: View, canSave: boolean) {
  const client = useQueryClient();
  const { t } = useTranslation();
  const viewId = view.id;

  const change = useCallback(
    (part: Partial<GridConfig>) => {
      const key = keys.base(baseId);
      const replace = (next: (config: GridConfig) => GridConfig) =>
        client.setQueryData<BaseDetail>(key, (base) => base && mapView(base, viewId, next));
      replace((config) => ({ ...config, ...part }));
      if (!canSave) return;
      saveInOrder(async () => {
        const base = client.getQueryData<BaseDetail>(key);
        const config = base?.tables.flatMap((table) => table.views).find((each) => each.id === viewId)?.config;
        if (!config) return;
        try {
          await updateView(viewId, { config });
        } catch (error) {
          toast(t("views.saveFailed"), { tone: "bad", detail: asApiError(error).reason });
          void client.invalidateQueries({ queryKey: key });
        }
      });
    },
    [baseId, canSave, client, t, viewId],
  );

  return { config: view.config, change };
}

function mapView(base: BaseDetail, viewId: string, change: (config: GridConfig) => GridConfig): BaseDetail {
  return {
    ...base,
    tables: base.tables.map((table) => ({
      ...table,
      views: table.views.map((view) => (view.id === viewId ? { ...view, config: change(view.config) } : view)),
    })),
  };
}
