import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { LeaveGuard } from "@/shell/LeaveGuard";
import { discard, hasUnsaved } from "./data/heldRows";

/** Records that are not saved go along to another view of their table; they would stay behind anywhere else. */
function isOfTable(path: string, tableId: string): boolean {
  const [rest] = path.split(`/t/${tableId}`).slice(1);
  return rest === "" || Boolean(rest?.startsWith("/v/"));
}

/** Asks before a table is left in which something was typed that is not saved. */
export function LeaveTable({ tableId }: { tableId: string }) {
  const { t } = useTranslation();
  const unsaved = useCallback(
    (path?: string) => !(path && isOfTable(path, tableId)) && hasUnsaved(tableId, path === undefined),
    [tableId],
  );
  return <LeaveGuard unsaved={unsaved} text={t("grid.leaveText")} onDiscard={() => discard(tableId)} />;
}
