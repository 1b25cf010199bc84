import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { NameDialog } from "@/ui/NameDialog";
import { TrashDialog } from "../trash/TrashDialog";

export type PlaceDialog = "rename" | "delete" | "trash";

interface PlaceDialogsProps {
  /** The base whose trash is shown. */
  base: { id: string; name: string };
  name: string;
  renameTitle: string;
  /** What is asked before the place is deleted. */
  deletion: { title: string; text: string; action: string };
  open: PlaceDialog | null;
  onClose: () => void;
  onRename: (name: string) => Promise<unknown>;
  onDelete: () => void;
}

/** What the menus of a base or a table ask or show. */
export function PlaceDialogs(props: PlaceDialogsProps) {
  const { base, deletion, open } = props;
  const { t } = useTranslation();
  const onOpenChange = (now: boolean) => !now && props.onClose();
  return (
    <>
      <NameDialog
        open={open === "rename"}
        onOpenChange={onOpenChange}
        title={props.renameTitle}
        action={t("common.rename")}
        initial={props.name}
        onSubmit={props.onRename}
      />
      <ConfirmDialog open={open === "delete"} onOpenChange={onOpenChange} onConfirm={props.onDelete} {...deletion} />
      <TrashDialog
        open={open === "trash"}
        onOpenChange={onOpenChange}
        title={t("trash.title", { name: base.name })}
        of={{ baseId: base.id }}
      />
    </>
  );
}
