import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { createServiceAccount } from "@/api/serviceAccounts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";

const ROLES = ["member", "admin"] as const;

interface ServiceAccountDialogProps {
  workspaceId: string;
  onClose: () => void;
  onMade: (accountId: string) => void;
}

export function ServiceAccountDialog({ workspaceId, onClose, onMade }: ServiceAccountDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("member");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return setError(t("common.nameNeeded"));
    setBusy(true);
    try {
      const made = await createServiceAccount(workspaceId, { name: name.trim(), role });
      onMade(made.id);
    } catch (cause) {
      setError(asApiError(cause).reason);
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={onClose} title={t("services.create")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormRow label={t("common.name")} error={error}>
          <Input autoFocus maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </FormRow>
        <FormRow label={t("people.role")} hint={t("services.roleHint")}>
          <Select
            value={role}
            choices={ROLES.map((each) => ({ value: each, label: t(`people.roles.${each}`) }))}
            onChange={setRole}
          />
        </FormRow>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="primary" disabled={busy}>
            {t("services.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
