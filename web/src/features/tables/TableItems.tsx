import { Archive, Pencil, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { MenuItem } from "@/ui/Menu";
import type { TableDialog } from "./TableDialogs";

interface TableItemsProps {
  canDesign: boolean;
  onAsk: (dialog: TableDialog) => void;
}

/** What every menu of a table holds. */
export function TableItems({ canDesign, onAsk }: TableItemsProps) {
  const { t } = useTranslation();
  return (
    <>
      {canDesign && (
        <MenuItem icon={<Pencil />} onSelect={() => onAsk("rename")}>
          {t("tables.rename")}
        </MenuItem>
      )}
      <MenuItem icon={<Archive />} onSelect={() => onAsk("trash")}>
        {t("trash.open")}
      </MenuItem>
      {canDesign && (
        <MenuItem icon={<Trash2 />} danger onSelect={() => onAsk("delete")}>
          {t("tables.delete")}
        </MenuItem>
      )}
    </>
  );
}
