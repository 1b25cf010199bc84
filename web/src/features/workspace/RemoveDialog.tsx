import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listMembers, previewRemoval, removeMember } from "@/api/belonging";
import { keys } from "@/api/keys";
import type { User } from "@/api/types";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { ErrorState, Skeleton } from "@/ui/States";
import { useChange } from "./useChange";

const NOBODY = "nobody";

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
  const [taker, setTaker] = useState(NOBODY);
  const removal = useQuery({
    queryKey: keys.removal(workspaceId, person.id),
    queryFn: () => previewRemoval(workspaceId, person.id),
  });
  const others = useQuery({
    queryKey: keys.members(workspaceId, ""),
    queryFn: () => listMembers(workspaceId, ""),
    enabled: !leaving,
  });
  const remove = useChange(async () => {
    await removeMember(workspaceId, person.id, taker === NOBODY ? undefined : taker);
    onClose();
    onDone?.();
  });
  const found = removal.data;
  const takers = (others.data?.items ?? []).filter((each) => each.user.id !== person.id && each.status === "active");
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
          <FormRow label={t("people.handTo")} hint={t("people.handToHint")}>
            <Select
              value={taker}
              onChange={setTaker}
              choices={[
                { value: NOBODY, label: t("people.handToNobody") },
                ...takers.map((each) => ({ value: each.user.id, label: each.user.name })),
              ]}
            />
          </FormRow>
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
