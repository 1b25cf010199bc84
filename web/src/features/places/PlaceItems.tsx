import { Archive, Pencil, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { MenuItem } from "@/ui/Menu";
import type { PlaceDialog } from "./PlaceDialogs";

interface PlaceItemsProps {
  canDesign: boolean;
  renameLabel: string;
  deleteLabel: string;
  onAsk: (dialog: PlaceDialog) => void;
}

/** What every menu of a base or a table holds. */
export function PlaceItems({ canDesign, renameLabel, deleteLabel, onAsk }: PlaceItemsProps) {
  const { t } = useTranslation();
  return (
    <>
      {canDesign && (
        <MenuItem icon={<Pencil />} onSelect={() => onAsk("rename")}>
          {renameLabel}
        </MenuItem>
      )}
      <MenuItem icon={<Archive />} onSelect={() => onAsk("trash")}>
        {t("trash.open")}
      </MenuItem>
      {canDesign && (
        <MenuItem icon={<Trash2 />} danger onSelect={() => onAsk("delete")}>
          {deleteLabel}
        </MenuItem>
      )}
    </>
  );
}
