import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { checkProvider, type Provider, type ProviderCheck } from "@/api/sso";
import { Button } from "@/ui/Button";
import { toast } from "@/ui/toastStore";
import { Copyable } from "./Copyable";
import { GroupLines } from "./GroupLines";
import { ScimToken } from "./ScimToken";

interface ProviderCardProps {
  workspaceId: string;
  provider: Provider;
  onEdit: () => void;
  onGroups: () => void;
  onDelete: () => void;
  onChanged: () => void;
}

export function ProviderCard({ workspaceId, provider, onEdit, onGroups, onDelete, onChanged }: ProviderCardProps) {
  const { t } = useTranslation();
  const [check, setCheck] = useState<ProviderCheck | null>(null);
  const [busy, setBusy] = useState(false);
  const { addresses } = provider;

  async function run(work: () => Promise<void>) {
    setBusy(true);
    try {
      await work();
    } catch (cause) {
      toast(asApiError(cause).reason, { tone: "bad" });
    }
    setBusy(false);
  }

  return (
    <section className="rounded-lg border border-line bg-surface p-4" data-testid="provider">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate text-lg max-sm:basis-full font-semibold">{provider.name}</h2>
        <span className="text-sm text-muted">
          {provider.kind === "oidc" ? "OpenID Connect" : "SAML 2.0"} · {t(provider.enabled ? "sso.on" : "sso.off")}
        </span>
        <Button
          size="sm"
          disabled={busy}
          onClick={() => void run(async () => setCheck(await checkProvider(workspaceId, provider.id)))}
        >
          {t("sso.test")}
        </Button>
        <Button size="sm" onClick={onEdit}>
          {t("sso.edit")}
        </Button>
        <Button size="sm" look="danger" onClick={onDelete}>
          {t("common.delete")}
        </Button>
      </div>
      <dl className="flex flex-col gap-1">
        {provider.kind === "oidc" ? (
          <Copyable label={t("sso.redirectUri")} value={addresses.redirectUri} />
        ) : (
          <>
            <Copyable label={t("sso.acs")} value={addresses.acs} />
            <Copyable label={t("sso.entityId")} value={addresses.entityId} />
            <Copyable label={t("sso.metadataAddress")} value={addresses.metadata} />
          </>
        )}
        <Copyable label={t("sso.scim")} value={addresses.scim} />
      </dl>
      <ScimToken workspaceId={workspaceId} provider={provider} busy={busy} run={run} onChanged={onChanged} />
      <GroupLines workspaceId={workspaceId} provider={provider} onEdit={onGroups} />
      {check && (
        <ul className="mt-3 flex flex-col gap-1 border-t border-line pt-3" data-testid="provider-check">
          {check.findings.map((finding) => (
            <li key={finding.text} className="flex gap-2">
              {finding.level === "ok" ? (
                <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-label={t("sso.fine")} />
              ) : (
                <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-label={t("sso.wrong")} />
              )}
              <span className="min-w-0 break-words">{finding.text}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
