import { useTranslation } from "react-i18next";
import type { BaseDetail, Table } from "@/api/types";
import { linkTarget } from "@/fields/linked";
import { type PlaceDialog, PlaceDialogs } from "../places/PlaceDialogs";
import { useTableActions } from "./useTableActions";

interface TableDialogsProps {
  base: BaseDetail;
  table: Table;
  open: PlaceDialog | null;
  onClose: () => void;
}

/** What the menus of a table ask or show. */
export function TableDialogs({ base, table, open, onClose }: TableDialogsProps) {
  const { t } = useTranslation();
  const actions = useTableActions(base, table);
  const others = base.tables.filter((each) => each.id !== table.id);
  const linking = others.flatMap((each) =>
    each.fields.filter((field) => linkTarget(field) === table.id).map((field) => `${each.name}: ${field.name}`),
  );
  const names = linking.join(", ");
  const text = [t("tables.deleteText", { base: base.name }), names && t("tables.deleteLinked", { names })];
  return (
    <PlaceDialogs
      base={base}
      name={table.name}
      renameTitle={t("tables.rename")}
      deletion={{
        title: t("tables.deleteTitle", { name: table.name }),
        text: text.filter(Boolean).join(" "),
        action: t("tables.delete"),
      }}
      open={open}
      onClose={onClose}
      onRename={actions.rename}
      onDelete={() => void actions.remove()}
    />
  );
}
