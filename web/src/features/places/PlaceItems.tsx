import { Archive, Pencil, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { MenuItem } from "@/ui/Menu";
import type { PlaceDialog } from "./PlaceDialogs";

interface PlaceItemsProps {
  canDesign: boolean;
  /** Whether the base shows its trash to the reader. */
  hasTrash?: boolean;
  renameLabel: string;
  deleteLabel: string;
  onAsk: (dialog: PlaceDialog) => void;
}

/** What every menu of a base or a table holds. */
export function PlaceItems({ canDesign, hasTrash = true, renameLabel, deleteLabel, onAsk }: PlaceItemsProps) {
  const { t } = useTranslation();
  return (
    <>
      {canDesign && (
        <MenuItem icon={<Pencil />} onSelect={() => onAsk("rename")}>
          {renameLabel}
        </MenuItem>
      )}
      {hasTrash && (
        <MenuItem icon={<Archive />} onSelect={() => onAsk("trash")}>
          {t("trash.open")}
        </MenuItem>
      )}
      {canDesign && (
        <MenuItem icon={<Trash2 />} danger onSelect={() => onAsk("delete")}>
          {deleteLabel}
        </MenuItem>
      )}
    </>
  );
}
