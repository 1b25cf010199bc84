import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { createInvitation, listTeams, setBaseRole } from "@/api/belonging";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { useChange } from "@/features/workspace/useChange";
import { useMe } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { toast } from "@/ui/toastStore";

const ROLES = ["creator", "editor", "commenter", "viewer"] as const;
type Role = (typeof ROLES)[number];

/** Nobody has the address, or nobody has shown that it is theirs. */
const TO_INVITE = new Set(["user_not_found", "address_unproved"]);

/** Gives a role to a person by address, who is invited if nobody has registered it, or to a team. */
export function ShareForm({ baseId, workspaceId }: { baseId: string; workspaceId: string }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const [error, setError] = useState<string | null>(null);
  const standing = useMe().data?.workspaces.find((each) => each.id === workspaceId)?.role;
  const teams = useQuery({
    queryKey: keys.teams(workspaceId),
    queryFn: () => listTeams(workspaceId),
    enabled: Boolean(standing) && standing !== "guest",
  });
  const share = useChange(async () => {
    setError(null);
    const address = email.trim();
    try {
      await setBaseRole(baseId, { email: address }, role);
      toast(t("people.added", { email: address }));
      setEmail("");
    } catch (cause) {
      if (!TO_INVITE.has(asApiError(cause).code)) return setError(asApiError(cause).reason);
      try {
        await createInvitation(workspaceId, { email: address, bases: [{ baseId, role }] });
        toast(t("people.invited", { email: address }));
        setEmail("");
      } catch (refusal) {
        setError(asApiError(refusal).reason);
      }
    }
  });
  const addTeam = useChange((teamId: string) => setBaseRole(baseId, { teamId }, role));

  function submit(event: FormEvent) {
    event.preventDefault();
    share.mutate();
  }

  return (
    <form onSubmit={submit} className="mb-3">
      <div className="flex flex-wrap items-center gap-2">
        <Input
          type="email"
          required
          autoFocus
          aria-label={t("people.emailToShare")}
          aria-invalid={error ? true : undefined}
          placeholder={t("people.emailToShare")}
          className="min-w-40 flex-1 max-md:h-10"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Select
          label={t("people.role")}
          className="w-32 max-md:h-10"
          value={role}
          choices={ROLES.map((each) => ({ value: each, label: t(`people.baseRoles.${each}`) }))}
          onChange={setRole}
        />
        <Button type="submit" look="primary" className="max-md:h-10" disabled={!email.trim() || share.isPending}>
          {t("people.share")}
        </Button>
        {teams.data && teams.data.items.length > 0 && (
          <Select
            value=""
            label={t("people.shareWithTeam")}
            placeholder={t("people.shareWithTeam")}
            className="w-full max-md:h-10"
            choices={teams.data.items.map((team) => ({ value: team.id, label: team.name }))}
            onChange={(teamId) => addTeam.mutate(teamId)}
          />
        )}
      </div>
      {error && (
        <p role="alert" className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
    </form>
  );
}
