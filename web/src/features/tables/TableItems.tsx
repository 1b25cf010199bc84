import { useTranslation } from "react-i18next";
import type { PlaceDialog } from "../places/PlaceDialogs";
import { PlaceItems } from "../places/PlaceItems";

interface TableItemsProps {
  canDesign: boolean;
  onAsk: (dialog: PlaceDialog) => void;
}

/** What every menu of a table holds. */
export function TableItems(props: TableItemsProps) {
  const { t } = useTranslation();
  return <PlaceItems renameLabel={t("tables.rename")} deleteLabel={t("tables.delete")} {...props} />;
}
