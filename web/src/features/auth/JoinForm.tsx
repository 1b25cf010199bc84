import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { joinByInvitation } from "@/api/belonging";
import { asApiError } from "@/api/errors";
import { MIN_PASSWORD } from "@/api/limits";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { FormError } from "./AuthFrame";

interface JoinFormProps {
  token: string;
  /** The invited address; null where anybody may come by the link. */
  email: string | null;
  onJoined: () => Promise<void>;
}

/** Makes an account and accepts with it. */
export function JoinForm({ token, email: invited, onJoined }: JoinFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [email, setEmail] = useState(invited ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await joinByInvitation(token, name.trim(), email.trim(), password);
      await onJoined();
    } catch (cause) {
      setError(asApiError(cause).reason);
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <FormRow label={t("auth.name")}>
        <Input autoComplete="name" autoFocus required value={name} onChange={(event) => setName(event.target.value)} />
      </FormRow>
      <FormRow label={t("auth.email")}>
        <Input
          type="email"
          autoComplete="username"
          required
          readOnly={invited !== null}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </FormRow>
      <FormRow label={t("auth.password")} hint={t("auth.passwordHint")}>
        <Input
          type="password"
          autoComplete="new-password"
          minLength={MIN_PASSWORD}
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </FormRow>
      <FormError text={error} />
      <Button type="submit" look="primary" disabled={busy}>
        {t("people.joinAndRegister")}
      </Button>
    </form>
  );
}
