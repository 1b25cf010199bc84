import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { undo } from "@/api/records";
import { restore } from "@/api/trash";
import type { TrashItem } from "@/api/types";
import { toast } from "@/ui/toastStore";
import { useUndoState } from "./undoStore";

export type Deleted = Pick<TrashItem, "type" | "id"> & { name: string };

/**
 * Says what was deleted, and brings it back when that is undone: by taking the deletion back, so that Ctrl+Z goes on
 * with what was done before it, or out of the trash where that is over, or was never possible.
 */
export function useDeletedToast() {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useCallback(
    (item: Deleted, changeSet: string | null, onRestored?: () => void) => {
      const topic = `deleted:${item.id}`;
      const back = async () => {
        try {
          const undone = changeSet !== null && (await undo(changeSet)).done;
          const { undone: before, set } = useUndoState.getState();
          if (undone) set(before + 1);
          else await restore(item);
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
