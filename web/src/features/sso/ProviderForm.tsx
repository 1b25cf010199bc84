import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { Provider } from "@/api/sso";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input, Textarea } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { Switch } from "@/ui/Switch";
import { AttributeNames } from "./AttributeNames";
import { type Draft, draftOf, type Kind, keepsSecret, type ProviderRole } from "./draft";

interface ProviderFormProps {
  provider: Provider | null;
  /** Rejects to keep the form open with the reason. */
  onSubmit: (draft: Draft) => Promise<unknown>;
  onCancel: () => void;
}

const ROLES: readonly ProviderRole[] = ["member", "admin"];
type Texts = "name" | "issuer" | "clientId" | "clientSecret" | "domains";

export function ProviderForm({ provider, onSubmit, onCancel }: ProviderFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(provider));
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const text = (key: Texts) => ({
    value: draft[key],
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });

  const secretHint = provider && keepsSecret(draft, provider) ? "sso.secretKept" : "sso.secretAgain";

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await onSubmit(draft);
    } catch (cause) {
      setError(asApiError(cause).reason);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3" data-testid="provider-form">
      {!provider && (
        <FormRow label={t("sso.kind")}>
          <Select<Kind>
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            choices={[
              { value: "oidc", label: "OpenID Connect" },
              { value: "saml", label: "SAML 2.0" },
            ]}
          />
        </FormRow>
      )}
      <FormRow label={t("sso.name")} hint={t("sso.nameHint")}>
        <Input required maxLength={200} {...text("name")} />
      </FormRow>
      {draft.kind === "oidc" ? (
        <>
          <FormRow label={t("sso.issuer")} hint={t("sso.issuerHint")}>
            <Input required placeholder="https://login.example.org" {...text("issuer")} />
          </FormRow>
          <FormRow label={t("sso.clientId")}>
            <Input required autoComplete="off" {...text("clientId")} />
          </FormRow>
          <FormRow label={t("sso.clientSecret")} hint={provider?.hasSecret ? t(secretHint) : undefined}>
            <Input type="password" autoComplete="new-password" {...text("clientSecret")} />
          </FormRow>
        </>
      ) : (
        <FormRow label={t("sso.metadata")} hint={t(provider ? "sso.metadataKept" : "sso.metadataHint")}>
          <Textarea
            required={!provider}
            spellCheck={false}
            className="min-h-28 font-mono text-xs"
            value={draft.metadata}
            onChange={(event) => set({ metadata: event.target.value })}
          />
        </FormRow>
      )}
      <AttributeNames draft={draft} set={set} />
      <FormRow label={t("sso.domains")} hint={t("sso.domainsHint")}>
        <Input placeholder="example.org, example.com" {...text("domains")} />
      </FormRow>
      {draft.kind === "oidc" && (
        <Choice label={t("sso.trustsEmail")} on={draft.trustsEmail} set={(trustsEmail) => set({ trustsEmail })} />
      )}
      <Choice label={t("sso.createMembers")} on={draft.createMembers} set={(createMembers) => set({ createMembers })} />
      {draft.createMembers && (
        <FormRow label={t("sso.role")}>
          <Select<ProviderRole>
            value={draft.role}
            onChange={(role) => set({ role })}
            choices={ROLES.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))}
          />
        </FormRow>
      )}
      <Choice label={t("sso.only")} on={draft.only} set={(only) => set({ only })} />
      <Choice label={t("sso.enabled")} on={draft.enabled} set={(enabled) => set({ enabled })} />
      <p role="alert" className="min-h-5 text-sm text-bad">
        {error}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" disabled={busy}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}

function Choice({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="min-w-0">{label}</span>
      <Switch label={label} checked={on} onChange={set} />
    </div>
  );
}
