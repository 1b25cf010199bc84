import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { Field } from "@/api/types";
import { useFieldTable } from "@/fields/tableContext";
import { useBase } from "@/shell/useBase";
import { useDeletedToast } from "@/shell/useDeletedToast";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { toast } from "@/ui/toastStore";
import { dependants } from "./dependants";

interface DeleteFieldDialogProps {
  field: Field;
  tableId: string;
  /** Answers the change set of the deletion. */
  onRemove: (field: Field) => Promise<string | null>;
  onClose: () => void;
}

/** Says what goes with the field and what stops working, before it goes to the trash. */
export function DeleteFieldDialog({ field, tableId, onRemove, onClose }: DeleteFieldDialogProps) {
  const { t } = useTranslation();
  const base = useBase(useFieldTable()?.baseId);
  const deleted = useDeletedToast();
  const { partner, users } = dependants(field, { id: tableId }, base.data?.tables ?? []);

  async function remove() {
    try {
      const changeSet = await onRemove(field);
      deleted({ type: "field", id: field.id, name: field.name }, changeSet);
    } catch (error) {
      toast(t("fields.deleteFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  const text = [
    t("fields.deleteText"),
    partner && t("fields.deletePartner", { field: partner.field.name, table: partner.table.name }),
    users.length > 0 && t("fields.deleteUsers", { names: users.join(", ") }),
    t("fields.deleteTrash"),
  ];
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("fields.deleteTitle", { name: field.name })}
      text={text.filter(Boolean).join(" ")}
      action={t("fields.delete")}
      onConfirm={() => void remove()}
    />
  );
}
