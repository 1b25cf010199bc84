import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { addMember, type WorkspaceRole } from "@/api/belonging";
import { asApiError } from "@/api/errors";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { toast } from "@/ui/toastStore";
import { givable } from "./MemberRow";
import { useChange } from "./useChange";

/** Adds a registered person at once, and invites an address that nobody has registered. */
export function InviteForm({ workspaceId, role: mine }: { workspaceId: string; role: WorkspaceRole }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<WorkspaceRole>("member");
  const [error, setError] = useState<string | null>(null);
  const add = useChange(async () => {
    try {
      const added = await addMember(workspaceId, email.trim(), role);
      toast(
        added.invitation ? t("people.invited", { email: email.trim() }) : t("people.added", { email: email.trim() }),
      );
      setEmail("");
      setError(null);
    } catch (cause) {
      setError(asApiError(cause).reason);
    }
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate();
  }

  return (
    <form onSubmit={submit} className="mb-5">
      <div className="flex flex-wrap items-center gap-2">
        <Input
          type="email"
          required
          aria-label={t("people.emailToAdd")}
          aria-invalid={error ? true : undefined}
          aria-describedby="invite-note"
          placeholder={t("people.emailToAdd")}
          className="min-w-48 flex-1 max-md:h-10"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Select
          label={t("people.role")}
          className="w-28 max-md:h-10"
          value={role}
          choices={givable(mine).map((each) => ({ value: each, label: t(`people.roles.${each}`) }))}
          onChange={setRole}
        />
        <Button type="submit" look="primary" className="max-md:h-10" disabled={!email.trim() || add.isPending}>
          {t("people.add")}
        </Button>
      </div>
      <p id="invite-note" className={error ? "mt-1 text-sm text-bad" : "mt-1 text-sm text-muted"}>
        {error ?? t("people.addHint")}
      </p>
    </form>
  );
}
