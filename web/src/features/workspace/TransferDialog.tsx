import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Member, transferWorkspace } from "@/api/belonging";
import { MemberPicker } from "@/shell/MemberPicker";
import { useMe } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { useChange } from "./useChange";

export function TransferDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [taker, setTaker] = useState<Member | null>(null);
  const transfer = useChange(async () => {
    if (taker) await transferWorkspace(workspaceId, taker.user.id);
    onClose();
  }, t("people.transferred"));
  return (
    <Dialog open onOpenChange={onClose} title={t("people.transfer")} description={t("people.transferText")}>
      <p className="mb-1 text-sm font-medium text-muted">{t("people.newOwner")}</p>
      <MemberPicker
        workspaceId={workspaceId}
        label={t("people.newOwner")}
        placeholder={t("people.choosePerson")}
        chosen={taker}
        offers={(each) => each.user.id !== me.data?.id && each.status === "active" && !each.service}
        onPick={setTaker}
      />
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button look="danger" disabled={!taker || transfer.isPending} onClick={() => transfer.mutate()}>
          {t("people.transfer")}
        </Button>
      </div>
    </Dialog>
  );
}
