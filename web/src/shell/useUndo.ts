import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { redo, undo } from "@/api/records";
import type { UndoAnswer } from "@/api/types";
import { toast } from "@/ui/toastStore";
import { useUndoState } from "./undoStore";
import { viewsSaved } from "./viewSaves";

/** Of what can be undone, was, or is done again: only the last of these messages still holds. */
export const UNDO_TOPIC = "undo";

type Ask = () => Promise<UndoAnswer>;

/** Undo and redo of this tab's changes, in one step or several; every open screen of what was touched reloads. */
export function useUndo() {
  const client = useQueryClient();
  const { t } = useTranslation();

  const step = useCallback(
    async (direction: "undo" | "redo", asks: readonly Ask[]) => {
      try {
        await viewsSaved();
        const done: UndoAnswer[] = [];
        const reasons = new Set<string>();
        for (const ask of asks) {
          const answer = await ask();
          const { undone, set } = useUndoState.getState();
          for (const { reason } of answer.conflicts ?? []) reasons.add(reason);
          if (!answer.done) {
            if (direction === "redo") set(0);
            continue;
          }
          set(undone + (direction === "undo" ? 1 : -1));
          done.push(answer);
        }
        const detail = [...reasons].join(" ") || undefined;
        if (done.length === 0) {
          const nothing = t(direction === "undo" ? "undo.nothing" : "undo.nothingToRedo");
          return toast(nothing, { detail, topic: UNDO_TOPIC });
        }
        const things = done.flatMap((answer) => answer.things ?? []);
        // Other tables show what is made of a field or table, so they are another's now too.
        if (things.length > 0) void client.invalidateQueries({ queryKey: keys.allRecords });
        for (const tableId of new Set(done.flatMap((answer) => answer.tableId ?? [])))
          void client.invalidateQueries({ queryKey: keys.records(tableId) });
        const ids = new Set(done.flatMap((answer) => answer.recordIds ?? []));
        for (const id of ids) void client.invalidateQueries({ queryKey: keys.record(id) });
        void client.invalidateQueries({ queryKey: keys.allBases });
        const again = () =>
          void step(
            "redo",
            done.map(() => redo),
          );
        const [thing] = things;
        const said =
          ids.size > 0
            ? t(direction === "undo" ? "undo.done" : "undo.redone", { count: ids.size })
            : thing
              ? t(`undo.${direction === "undo" ? "doneTo" : "redoneTo"}.${thing.outcome}`, { name: thing.name })
              : t(direction === "undo" ? "undo.doneWhole" : "undo.redoneWhole");
        toast(said, {
          detail,
          topic: UNDO_TOPIC,
          action: direction === "undo" ? { label: t("undo.redo"), run: again } : undefined,
        });
      } catch (error) {
        toast(t("undo.failed"), { tone: "bad", topic: UNDO_TOPIC, detail: asApiError(error).reason });
      }
    },
    [client, t],
  );

  return {
    undo: useCallback(() => step("undo", [() => undo()]), [step]),
    redo: useCallback(() => step("redo", [redo]), [step]),
    /** Takes back exactly these change sets, the newest first. */
    undoNamed: useCallback(
      (changeSets: readonly string[]) =>
        step(
          "undo",
          changeSets.toReversed().map((name) => () => undo(name)),
        ),
      [step],
    ),
  };
}
