import { useQuery } from "@tanstack/react-query";
import { Settings2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type GivenRole, getWorkspace, updateWorkspace } from "@/api/belonging";
import { keys } from "@/api/keys";
import { RemoveDialog } from "@/features/workspace/RemoveDialog";
import type { SectionProps, SettingsSection } from "@/features/workspace/section";
import { TransferDialog } from "@/features/workspace/TransferDialog";
import { useChange } from "@/features/workspace/useChange";
import { useMe } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { ErrorState, Skeleton } from "@/ui/States";

const ROLES: readonly GivenRole[] = ["creator", "editor", "commenter", "viewer", "none"];

function General({ workspaceId, role }: SectionProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const workspace = useQuery({ queryKey: keys.workspace(workspaceId), queryFn: () => getWorkspace(workspaceId) });
  const [typed, setTyped] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"leave" | "transfer" | null>(null);
  const save = useChange(
    (body: { name?: string; defaultBaseRole?: GivenRole }) => updateWorkspace(workspaceId, body),
    t("people.saved"),
  );
  if (workspace.error) return <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />;
  if (!workspace.data || !me.data) return <Skeleton className="h-40" />;
  const { name, defaultBaseRole } = workspace.data;
  const admin = role !== "member";
  const fresh = (typed ?? name).trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (fresh && fresh !== name) save.mutate({ name: fresh });
  }

  return (
    <div className="flex flex-col gap-8">
      <form onSubmit={submit} className="flex max-w-md flex-col gap-4">
        <FormRow label={t("people.workspaceName")}>
          <Input
            value={typed ?? name}
            maxLength={200}
            disabled={!admin}
            onChange={(event) => setTyped(event.target.value)}
          />
        </FormRow>
        <FormRow label={t("people.defaultRole")} hint={t("people.defaultRoleHint")}>
          <Select
            value={defaultBaseRole}
            disabled={!admin}
            choices={ROLES.map((each) => ({ value: each, label: t(`people.baseRoles.${each}`) }))}
            onChange={(next) => save.mutate({ defaultBaseRole: next })}
          />
        </FormRow>
        {admin && (
          <Button
            type="submit"
            look="primary"
            className="self-start"
            disabled={!fresh || fresh === name || save.isPending}
          >
            {t("common.save")}
          </Button>
        )}
      </form>
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        {role === "owner" && <Button onClick={() => setDialog("transfer")}>{t("people.transfer")}</Button>}
        <Button look="danger" onClick={() => setDialog("leave")}>
          {t("people.leave")}
        </Button>
      </div>
      {dialog === "transfer" && <TransferDialog workspaceId={workspaceId} onClose={() => setDialog(null)} />}
      {dialog === "leave" && (
        <RemoveDialog
          workspaceId={workspaceId}
          person={me.data}
          leaving
          onClose={() => setDialog(null)}
          onDone={() => void navigate("/")}
        />
      )}
    </div>
  );
}

const section: SettingsSection = {
  id: "general",
  position: 10,
  label: (t) => t("people.general"),
  Icon: Settings2,
  adminsOnly: false,
  Content: General,
};
export default section;
