import { useTranslation } from "react-i18next";
import type { BaseDetail, Table } from "@/api/types";
import { linkTarget } from "@/fields/linked";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { NameDialog } from "@/ui/NameDialog";
import { TrashDialog } from "../trash/TrashDialog";
import { useTableActions } from "./useTableActions";

export type TableDialog = "rename" | "delete" | "trash";

interface TableDialogsProps {
  base: BaseDetail;
  table: Table;
  open: TableDialog | null;
  onClose: () => void;
}

/** What the menus of a table ask or show. */
export function TableDialogs({ base, table, open, onClose }: TableDialogsProps) {
  const { t } = useTranslation();
  const actions = useTableActions(base, table);
  const onOpenChange = (now: boolean) => !now && onClose();
  const others = base.tables.filter((each) => each.id !== table.id);
  const linking = others.flatMap((each) =>
    each.fields.filter((field) => linkTarget(field) === table.id).map((field) => `${each.name}: ${field.name}`),
  );
  const names = linking.join(", ");
  const text = [t("tables.deleteText", { base: base.name }), names && t("tables.deleteLinked", { names })];
  return (
    <>
      <NameDialog
        open={open === "rename"}
        onOpenChange={onOpenChange}
        title={t("tables.rename")}
        action={t("common.rename")}
        initial={table.name}
        onSubmit={actions.rename}
      />
      <ConfirmDialog
        open={open === "delete"}
        onOpenChange={onOpenChange}
        title={t("tables.deleteTitle", { name: table.name })}
        text={text.filter(Boolean).join(" ")}
        action={t("tables.delete")}
        onConfirm={() => void actions.remove()}
      />
      <TrashDialog
        open={open === "trash"}
        onOpenChange={onOpenChange}
        title={t("trash.title", { name: base.name })}
        of={{ baseId: base.id }}
      />
    </>
  );
}
