import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { redo, undo } from "@/api/records";
import { toast } from "@/ui/toastStore";
import { useUndoState } from "./undoStore";

/** Undo and redo of this tab's changes; every open screen of the touched table reloads. */
export function useUndo() {
  const client = useQueryClient();
  const { t } = useTranslation();

  const step = useCallback(
    async (direction: "undo" | "redo") => {
      try {
        const answer = await (direction === "undo" ? undo() : redo());
        const { undone, set } = useUndoState.getState();
        if (!answer.done) {
          if (direction === "redo") set(0);
          return toast(t(direction === "undo" ? "undo.nothing" : "undo.nothingToRedo"));
        }
        set(undone + (direction === "undo" ? 1 : -1));
        if (answer.tableId) void client.invalidateQueries({ queryKey: keys.records(answer.tableId) });
        for (const id of answer.recordIds ?? []) void client.invalidateQueries({ queryKey: keys.record(id) });
        void client.invalidateQueries({ queryKey: keys.allBases });
        const conflicts = answer.conflicts ?? [];
        toast(t(direction === "undo" ? "undo.done" : "undo.redone", { count: answer.recordIds?.length ?? 0 }), {
          detail: conflicts.map((conflict) => conflict.reason).join(" ") || undefined,
          action: direction === "undo" ? { label: t("undo.redo"), run: () => void step("redo") } : undefined,
        });
      } catch (error) {
        toast(t("undo.failed"), { tone: "bad", detail: asApiError(error).reason });
      }
    },
    [client, t],
  );

  return { undo: useCallback(() => step("undo"), [step]), redo: useCallback(() => step("redo"), [step]) };
}
