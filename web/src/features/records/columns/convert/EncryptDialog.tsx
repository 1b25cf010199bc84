import { TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { EncryptionForm, type RevealTo } from "@/fields/EncryptionForm";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import { Dialog } from "@/ui/Dialog";
import { ConversionPreview } from "./ConversionPreview";
import { JobProgress } from "./JobProgress";
import { type ConversionWords, useConversion } from "./useConversion";

interface EncryptDialogProps {
  field: Field;
  tableId: string;
  onConverted: () => Promise<void>;
  onClose: () => void;
}

/** Encryption turned on for a field that has values, or off again; its type stays. */
export function EncryptDialog({ field, tableId, onConverted, onClose }: EncryptDialogProps) {
  const { t } = useTranslation();
  const way = field.encrypted ? "off" : "on";
  const [revealTo, setRevealTo] = useState<RevealTo>("editor");
  const [understood, setUnderstood] = useState(false);
  const wish =
    way === "on" ? { type: field.type, encrypted: true, revealTo } : { type: field.type, encrypted: false as const };
  const { name } = field;
  const words: ConversionWords = {
    running: t(`encrypt.${way}.running`),
    cancel: t("encrypt.cancel"),
    done: t(`encrypt.${way}.done`, { name }),
    failed: t(`encrypt.${way}.failed`, { name }),
  };
  const conversion = useConversion({ field, tableId, wish, words, onConverted, onClose });
  const warned = Boolean(conversion.rehearsal.data?.warning);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`encrypt.${way}.title`, { name })}
      description={way === "off" ? t("encrypt.off.hint") : undefined}
      className="top-[8vh] max-h-[84vh] w-[min(560px,calc(100vw-24px))] overflow-auto"
    >
      {conversion.job ? (
        <JobProgress job={conversion.job} words={words} onCancel={conversion.cancel} onHide={onClose} />
      ) : (
        <div className="flex flex-col gap-3">
          {way === "on" && (
            <EncryptionForm
              encrypted
              revealTo={revealTo}
              fixed
              onEncrypted={() => undefined}
              onRevealTo={setRevealTo}
            />
          )}
          <ConversionPreview rehearsal={conversion.rehearsal} tableId={tableId} />
          {warned && <Warning understood={understood} onUnderstood={setUnderstood} />}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button
              look="primary"
              data-testid="encrypt-submit"
              disabled={!conversion.ready || (warned && !understood)}
              onClick={() => void conversion.start()}
            >
              {t(`encrypt.${way}.action`)}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

const UNREACHED = ["copies", "derived", "answers", "backups", "blocks"] as const;

interface WarningProps {
  understood: boolean;
  onUnderstood: (understood: boolean) => void;
}

/** What the server warns of, in the reader's language: there is no way back, and what stays readable. */
function Warning({ understood, onUnderstood }: WarningProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section data-testid="encrypt-warning" className="flex flex-col gap-2 rounded-md border border-warn/40 px-3 py-2.5">
      <h3 className="flex items-center gap-2 font-medium">
        <TriangleAlert className="size-4 shrink-0 text-warn" aria-hidden />
        {t("encrypt.warning.title")}
      </h3>
      <p className="text-sm text-muted">{t("encrypt.warning.past")}</p>
      <p className="text-sm text-muted">{t("encrypt.warning.unreached")}</p>
      <ul className="list-disc pl-4 text-sm text-muted">
        {UNREACHED.map((each) => (
          <li key={each}>{t(`encrypt.warning.${each}`)}</li>
        ))}
      </ul>
      <div className="flex items-start gap-2 pt-1">
        <span className="flex h-5 items-center">
          <Checkbox id={id} checked={understood} onChange={onUnderstood} />
        </span>
        <label htmlFor={id} className="cursor-pointer leading-5">
          {t("encrypt.warning.understood")}
        </label>
      </div>
    </section>
  );
}
