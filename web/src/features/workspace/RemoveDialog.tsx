import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Member, previewRemoval, removeMember } from "@/api/belonging";
import { keys } from "@/api/keys";
import type { User } from "@/api/types";
import { MemberPicker } from "@/shell/MemberPicker";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { ErrorState, Skeleton } from "@/ui/States";
import { useChange } from "./useChange";

interface RemoveDialogProps {
  workspaceId: string;
  person: User;
  leaving?: boolean;
  onClose: () => void;
  onDone?: () => void;
}

/** Says what goes with somebody, and asks who takes their automations over. */
export function RemoveDialog({ workspaceId, person, leaving = false, onClose, onDone }: RemoveDialogProps) {
  const { t } = useTranslation();
  const [taker, setTaker] = useState<Member | null>(null);
  const removal = useQuery({
    queryKey: keys.removal(workspaceId, person.id),
    queryFn: () => previewRemoval(workspaceId, person.id),
  });
  const remove = useChange(async () => {
    await removeMember(workspaceId, person.id, taker?.user.id);
    onClose();
    onDone?.();
  });
  const found = removal.data;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={leaving ? t("people.leaveTitle") : t("people.removeTitle", { name: person.name })}
      description={t("people.removeText")}
    >
      {removal.error && <ErrorState error={removal.error} onRetry={() => void removal.refetch()} />}
      {removal.isPending && <Skeleton className="h-20" />}
      {found && (
        <ul className="mb-3 list-disc pl-5 text-muted">
          <li>{t("people.goesBases", { count: found.bases })}</li>
          <li>{t("people.goesTeams", { count: found.teams })}</li>
          <li>{t("people.goesInvitations", { count: found.invitations })}</li>
          <li>{t("people.goesAutomations", { count: found.automationsOn })}</li>
        </ul>
      )}
      {found && found.automations > 0 && !leaving && (
        <div className="mb-4">
          <p className="mb-1 text-sm font-medium text-muted">{t("people.handTo")}</p>
          <MemberPicker
            workspaceId={workspaceId}
            label={t("people.handTo")}
            placeholder={t("people.handToNobody")}
            chosen={taker}
            offers={(each) => each.user.id !== person.id && each.status === "active"}
            onPick={setTaker}
            onClear={() => setTaker(null)}
          />
          <p className="mt-1 text-sm text-muted">{t("people.handToHint")}</p>
        </div>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button look="danger" disabled={!found || remove.isPending} onClick={() => remove.mutate()}>
          {leaving ? t("people.leave") : t("common.remove")}
        </Button>
      </div>
    </Dialog>
  );
}
