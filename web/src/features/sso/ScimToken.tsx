import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createScimToken, deleteScimToken, type Provider } from "@/api/sso";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { toast } from "@/ui/toastStore";
import { Copyable } from "./Copyable";

interface ScimTokenProps {
  workspaceId: string;
  provider: Provider;
  busy: boolean;
  /** Says a failure. */
  run: (work: () => Promise<void>) => Promise<void>;
  onChanged: () => void;
}

/** The address and the token that the provider's directory speaks with. */
export function ScimToken({ workspaceId, provider, busy, run, onChanged }: ScimTokenProps) {
  const { t } = useTranslation();
  const [token, setToken] = useState<string | null>(null);
  const [asked, setAsked] = useState<"renew" | "end" | null>(null);
  const { hasScimToken } = provider;

  const make = () =>
    run(async () => {
      setToken((await createScimToken(workspaceId, provider.id)).token);
      onChanged();
    });
  const end = () =>
    run(async () => {
      await deleteScimToken(workspaceId, provider.id);
      setToken(null);
      toast(t("sso.tokenEnded"));
      onChanged();
    });

  return (
    <>
      {token && (
        <dl className="mt-1">
          <Copyable label={t("sso.scimToken")} value={token} />
        </dl>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2 text-sm text-muted">
        <Button size="sm" disabled={busy} onClick={() => (hasScimToken ? setAsked("renew") : void make())}>
          {t(hasScimToken ? "sso.renewToken" : "sso.makeToken")}
        </Button>
        {hasScimToken && (
          <Button size="sm" look="danger" disabled={busy} onClick={() => setAsked("end")}>
            {t("sso.endToken")}
          </Button>
        )}
        {token && <span role="status">{t("sso.tokenOnce")}</span>}
      </div>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={t(asked === "end" ? "sso.endTitle" : "sso.renewTitle")}
        text={t(asked === "end" ? "sso.endText" : "sso.renewText")}
        action={t(asked === "end" ? "sso.endToken" : "sso.renewToken")}
        onConfirm={() => void (asked === "end" ? end() : make())}
      />
    </>
  );
}
