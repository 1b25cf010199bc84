import { Table2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import type { BaseDetail, Table } from "@/api/types";
import type { PlaceDialog } from "@/features/places/PlaceDialogs";
import { TableDialogs } from "@/features/tables/TableDialogs";
import { TableItems } from "@/features/tables/TableItems";
import { cn } from "@/lib/cn";
import { mayManage, seesTrash } from "@/shell/ownAccess";
import { MoreMenu } from "@/ui/MoreMenu";

/** A table in the tree; its menu opens from its button or by a right click. */
export function TableEntry({ base, table }: { base: BaseDetail; table: Table }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<PlaceDialog | null>(null);
  const hasMenu = mayManage(table) || seesTrash(base);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut to the button in it
    <div
      className="group/table relative"
      onContextMenu={(event) => {
        if (!hasMenu || dialog) return;
        event.preventDefault();
        setOpen(true);
      }}
    >
      <NavLink
        to={`/w/${base.workspaceId}/b/${base.id}/t/${table.id}`}
        className={({ isActive }) =>
          cn(
            "flex h-7 items-center gap-2 rounded-md px-2 text-muted group-hover/table:bg-hover hover:text-text",
            hasMenu && "pr-8",
            isActive && "bg-accent-soft text-text",
          )
        }
      >
        <Table2 className="size-3.5 shrink-0" />
        <span className="truncate">{table.name}</span>
      </NavLink>
      {hasMenu && (
        <MoreMenu
          label={t("tables.actions", { name: table.name })}
          open={open}
          onOpenChange={setOpen}
          className="absolute top-0.5 right-1 opacity-0 group-hover/table:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
        >
          <TableItems base={base} canDesign={mayManage(table)} onAsk={setDialog} />
        </MoreMenu>
      )}
      <TableDialogs base={base} table={table} open={dialog} onClose={() => setDialog(null)} />
    </div>
  );
}
