import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listDependants } from "@/api/conversions";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Field } from "@/api/types";
import { useDeletedToast } from "@/shell/useDeletedToast";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Skeleton } from "@/ui/States";
import { toast } from "@/ui/toastStore";
import { Breaks } from "./Breaks";

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
  const deleted = useDeletedToast();
  const dependants = useQuery({
    queryKey: keys.dependants(field.id),
    queryFn: () => listDependants(field.id),
    gcTime: 0,
    retry: false,
  });

  async function remove() {
    try {
      const changeSet = await onRemove(field);
      deleted({ type: "field", id: field.id, name: field.name }, changeSet);
    } catch (error) {
      toast(t("fields.deleteFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("fields.deleteTitle", { name: field.name })}
      text={`${t("fields.deleteText")} ${t("fields.deleteTrash")}`}
      action={t("fields.delete")}
      onConfirm={() => void remove()}
    >
      {dependants.isPending && <Skeleton className="h-10" />}
      {dependants.error && (
        <p role="alert" className="text-sm text-muted">
          {t("breaks.unknown", { reason: asApiError(dependants.error).reason })}
        </p>
      )}
      {dependants.data && <Breaks breaks={dependants.data} tableId={tableId} />}
    </ConfirmDialog>
  );
}
