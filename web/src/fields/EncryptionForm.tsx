import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { Switch } from "@/ui/Switch";

export const REVEAL_ROLES = ["viewer", "commenter", "editor", "creator"] as const;
export type RevealTo = (typeof REVEAL_ROLES)[number];

/** The types whose values nothing else has to read; the server knows the same list. */
export const SEALABLE: ReadonlySet<string> = new Set([
  "text",
  "longText",
  "email",
  "phone",
  "url",
  "barcode",
  "number",
  "percent",
  "currency",
  "date",
  "datetime",
  "json",
]);

interface EncryptionFormProps {
  encrypted: boolean;
  revealTo: RevealTo;
  /** Of a field that is there, encryption is turned on and off by converting it. */
  fixed: boolean;
  onEncrypted: (encrypted: boolean) => void;
  onRevealTo: (role: RevealTo) => void;
}

/** Whether a field is encrypted, what that means, and who sees its values. */
export function EncryptionForm({ encrypted, revealTo, fixed, onEncrypted, onRevealTo }: EncryptionFormProps) {
  const { t } = useTranslation();
  return (
    <>
      {!fixed && (
        <div className="flex items-center justify-between gap-2">
          <span className="inline-flex items-center gap-1.5">
            <Lock className="size-3.5 text-muted" aria-hidden />
            {t("fields.encrypted")}
          </span>
          <Switch label={t("fields.encrypted")} checked={encrypted} onChange={onEncrypted} />
        </div>
      )}
      {encrypted && (
        <>
          <p className="text-sm text-muted">{t("fields.encryptedHint")}</p>
          <FormRow label={t("fields.revealTo")}>
            <Select
              label={t("fields.revealTo")}
              value={revealTo}
              choices={REVEAL_ROLES.map((role) => ({ value: role, label: t(`fields.revealRoles.${role}`) }))}
              onChange={onRevealTo}
            />
          </FormRow>
        </>
      )}
    </>
  );
}
