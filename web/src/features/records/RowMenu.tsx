import { CircleQuestionMark, Copy, PanelRight, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/ui/Menu";
import { useCopy } from "@/ui/useCopy";

interface RowMenuProps {
  recordId: string;
  x: number;
  y: number;
  canWrite: boolean;
  onOpen: (id: string) => void;
  onDelete: (id: string) => void;
  /** Asks who may see it, for those who may know. */
  onWhy?: (id: string) => void;
  onClose: () => void;
}

export function RowMenu({ recordId, x, y, canWrite, onOpen, onDelete, onWhy, onClose }: RowMenuProps) {
  const { t } = useTranslation();
  const copy = useCopy();
  const copyLink = async () => {
    const here = new URL(window.location.href);
    here.searchParams.set("record", recordId);
    await copy(here.href);
  };
  return (
    <Menu open onOpenChange={(open) => !open && onClose()}>
      <MenuTrigger asChild>
        <span aria-hidden className="fixed size-0" style={{ left: x, top: y }} />
      </MenuTrigger>
      <MenuContent sideOffset={2}>
        <MenuItem icon={<PanelRight />} keys={t("keys.space")} onSelect={() => onOpen(recordId)}>
          {t("grid.openRecord")}
        </MenuItem>
        <MenuItem icon={<Copy />} onSelect={() => void copyLink()}>
          {t("grid.copyLink")}
        </MenuItem>
        {onWhy && (
          <MenuItem icon={<CircleQuestionMark />} onSelect={() => onWhy(recordId)}>
            {t("access.why.menu")}
          </MenuItem>
        )}
        {canWrite && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Trash2 />} danger onSelect={() => onDelete(recordId)}>
              {t("grid.deleteRecord")}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
