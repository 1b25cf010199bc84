import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listMembers, transferWorkspace } from "@/api/belonging";
import { keys } from "@/api/keys";
import { useMe } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { ErrorState } from "@/ui/States";
import { useChange } from "./useChange";

export function TransferDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [taker, setTaker] = useState("");
  const members = useQuery({
    queryKey: keys.members(workspaceId, ""),
    queryFn: () => listMembers(workspaceId, ""),
  });
  const transfer = useChange(async () => {
    await transferWorkspace(workspaceId, taker);
    onClose();
  }, t("people.transferred"));
  const others = (members.data?.items ?? []).filter(
    (each) => each.user.id !== me.data?.id && each.status === "active" && !each.service,
  );
  return (
    <Dialog open onOpenChange={onClose} title={t("people.transfer")} description={t("people.transferText")}>
      {members.error && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      <FormRow label={t("people.newOwner")} hint={others.length === 0 ? t("people.nobodyElse") : undefined}>
        <Select
          value={taker}
          placeholder={t("people.choosePerson")}
          onChange={setTaker}
          choices={others.map((each) => ({ value: each.user.id, label: `${each.user.name} · ${each.user.email}` }))}
        />
      </FormRow>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button look="danger" disabled={!taker || transfer.isPending} onClick={() => transfer.mutate()}>
          {t("people.transfer")}
        </Button>
      </div>
    </Dialog>
  );
}
