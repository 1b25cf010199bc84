import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { FormRow } from "./FormRow";
import { Input } from "./Input";

interface NameDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  action: string;
  label?: string;
  initial?: string;
  /** Rejects to keep the dialog open with the reason under the input. */
  onSubmit: (name: string) => Promise<unknown>;
}

/** Asks for one name: creating and renaming all nouns. */
export function NameDialog({ open, onOpenChange, title, action, label, initial = "", onSubmit }: NameDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <NameForm
        action={action}
        label={label}
        initial={initial}
        onSubmit={onSubmit}
        onDone={() => onOpenChange(false)}
      />
    </Dialog>
  );
}

interface NameFormProps extends Pick<NameDialogProps, "action" | "label" | "onSubmit"> {
  initial: string;
  onDone: () => void;
}

function NameForm({ action, label, initial, onSubmit, onDone }: NameFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const trimmed = name.trim();
    if (!trimmed) return setError(t("common.nameNeeded"));
    setBusy(true);
    try {
      await onSubmit(trimmed);
      onDone();
    } catch (cause) {
      setError(asApiError(cause).reason);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormRow label={label ?? t("common.name")} error={error}>
        <Input
          autoFocus
          value={name}
          maxLength={200}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
      </FormRow>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" disabled={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
