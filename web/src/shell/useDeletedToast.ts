import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { restore } from "@/api/trash";
import type { TrashItem } from "@/api/types";
import { toast } from "@/ui/toastStore";

export type Deleted = Pick<TrashItem, "type" | "id"> & { name: string };

/** Says what was deleted, and takes it out of the trash again when that is undone. */
export function useDeletedToast() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useCallback(
    (item: Deleted, onRestored?: () => void) => {
      const topic = `deleted:${item.id}`;
      const back = async () => {
        try {
          await restore(item);
        } catch (error) {
          return toast(t("trash.restoreFailed"), { tone: "bad", page: null, topic, detail: asApiError(error).reason });
        }
        await client.invalidateQueries();
        toast(t("trash.restored", { name: item.name }), { page: null, topic });
        onRestored?.();
      };
      toast(t("trash.deleted", { name: item.name }), {
        // The page that it was deleted from may be gone with it.
        page: null,
        topic,
        action: { label: t("undo.undo"), run: () => void back() },
      });
    },
    [client, t],
  );
}
