import { useState } from "react";
import { useTranslation } from "react-i18next";
import { finishLogin } from "@/api/auth";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { AuthFrame, FormError, useAuthForm } from "./AuthFrame";

/** The code of the authenticator app, or a recovery code. */
export function SecondStep({ challenge, onBack }: { challenge: string; onBack: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const { submit, error, busy } = useAuthForm(() => finishLogin(challenge, code.trim()));
  const footer = (
    <button type="button" className="text-accent underline underline-offset-2" onClick={onBack}>
      {t("auth.startAgain")}
    </button>
  );
  return (
    <AuthFrame title={t("auth.secondTitle")} footer={footer}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <FormRow label={t("auth.code")} hint={t("auth.codeHint")}>
          <Input
            data-testid="login-code"
            autoComplete="one-time-code"
            autoFocus
            required
            minLength={6}
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </FormRow>
        <FormError text={error} />
        <Button data-testid="login-code-submit" type="submit" look="primary" disabled={busy}>
          {t("auth.signIn")}
        </Button>
      </form>
    </AuthFrame>
  );
}
