import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { getMe } from "@/api/auth";
import { acceptInvitation, openInvitation } from "@/api/belonging";
import { asApiError } from "@/api/errors";
import { readCookie } from "@/api/http";
import { keys } from "@/api/keys";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/States";
import { AuthFrame, FormError } from "./AuthFrame";
import { JoinForm } from "./JoinForm";

const KEPT = "dataos.invitation";

/** The token stands behind the # of the link, so no server sees it; it survives a visit to the sign-in page. */
function readToken(): string {
  const inLink = window.location.hash.slice(1);
  if (inLink) sessionStorage.setItem(KEPT, inLink);
  return inLink || (sessionStorage.getItem(KEPT) ?? "");
}

export function InvitationPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [token] = useState(readToken);
  const [error, setError] = useState<string | null>(null);
  const invitation = useQuery({
    queryKey: keys.invitation(token),
    queryFn: () => openInvitation(token || "-"),
    retry: false,
  });
  const me = useQuery({ queryKey: keys.me, queryFn: getMe, retry: false, enabled: Boolean(readCookie("dataos_csrf")) });
  const found = invitation.data;

  async function arrive(workspaceId: string, baseId: string | null | undefined) {
    sessionStorage.removeItem(KEPT);
    client.clear();
    await navigate(baseId ? `/w/${workspaceId}/b/${baseId}` : `/w/${workspaceId}`, { replace: true });
  }

  async function accept() {
    try {
      const joined = await acceptInvitation(token);
      await arrive(joined.workspaceId, joined.baseId);
    } catch (cause) {
      setError(asApiError(cause).reason);
    }
  }

  if (invitation.isPending) return <Skeleton className="m-8 h-40" />;
  const start = (
    <Link to="/" className="text-accent underline underline-offset-2">
      {t("errors.toStart")}
    </Link>
  );
  if (!found) {
    return (
      <AuthFrame title={t("people.noInvitation")} footer={start}>
        <p role="alert">{asApiError(invitation.error).reason}</p>
      </AuthFrame>
    );
  }
  const others = me.data && found.email && found.email.toLowerCase() !== me.data.email.toLowerCase();
  const signIn = (
    <Link to="/login?next=%2Finvite" className="text-accent underline underline-offset-2">
      {t(me.data ? "people.otherAccount" : "auth.signIn")}
    </Link>
  );
  return (
    <AuthFrame title={t("people.joinTitle", { name: found.workspace.name })} footer={signIn}>
      <p className="mb-1">{t("people.invitedBy", { name: found.invitedBy })}</p>
      {found.bases.length > 0 && (
        <ul className="mb-3 list-disc pl-5 text-muted">
          {found.bases.map((base) => (
            <li key={base.id}>
              {base.name} · {t(`people.baseRoles.${base.role}`)}
            </li>
          ))}
        </ul>
      )}
      {me.data && (
        <>
          <p className="mb-3 text-muted">{t("people.signedInAs", { email: me.data.email })}</p>
          {others && <p className="mb-3 text-bad">{t("people.forAnother", { email: found.email })}</p>}
          <FormError text={error} />
          <Button look="primary" className="w-full" disabled={Boolean(others)} onClick={() => void accept()}>
            {t("people.accept")}
          </Button>
        </>
      )}
      {!me.data && found.registered && (
        <>
          <p className="mb-3 text-muted">{t("people.haveAccount", { email: found.email })}</p>
          <Link
            to="/login?next=%2Finvite"
            className="flex h-8 items-center justify-center rounded-md bg-accent-strong font-medium text-white hover:brightness-110"
          >
            {t("auth.signIn")}
          </Link>
        </>
      )}
      {!me.data && !found.registered && (
        <JoinForm token={token} email={found.email} onJoined={() => arrive(found.workspace.id, found.bases[0]?.id)} />
      )}
    </AuthFrame>
  );
}
