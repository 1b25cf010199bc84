import { useTranslation } from "react-i18next";
import type { BaseDetail } from "@/api/types";
import { seesTrash } from "@/shell/ownAccess";
import type { PlaceDialog } from "../places/PlaceDialogs";
import { PlaceItems } from "../places/PlaceItems";

interface TableItemsProps {
  base: BaseDetail;
  canDesign: boolean;
  onAsk: (dialog: PlaceDialog) => void;
}

/** What every menu of a table holds. */
export function TableItems({ base, ...props }: TableItemsProps) {
  const { t } = useTranslation();
  const hasTrash = seesTrash(base);
  return (
    <PlaceItems renameLabel={t("tables.rename")} deleteLabel={t("tables.delete")} hasTrash={hasTrash} {...props} />
  );
}
