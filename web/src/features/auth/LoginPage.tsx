import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { login } from "@/api/auth";
import { SsoOffers, SsoRefusal } from "@/features/sso/SsoOffers";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { AuthFrame, FormError, UNFINISHED, useAuthForm } from "./AuthFrame";
import { SecondStep } from "./SecondStep";

export function LoginPage() {
  const { hash } = useLocation();
  // A sign-in at an identity provider comes here for the second factor.
  const [challenge, setChallenge] = useState(() => /^#challenge=([\w.-]+)$/.exec(hash)?.[1] ?? null);
  if (challenge) return <SecondStep challenge={challenge} onBack={() => setChallenge(null)} />;
  return <FirstStep onChallenge={setChallenge} />;
}

function FirstStep({ onChallenge }: { onChallenge: (challenge: string) => void }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { submit, error, busy } = useAuthForm(async () => {
    const answer = await login(email.trim(), password);
    if (!("secondFactor" in answer)) return answer;
    onChallenge(answer.secondFactor.challenge);
    return UNFINISHED;
  });
  const link = "text-accent underline underline-offset-2";
  const footer = (
    <>
      {t("auth.noAccount")}{" "}
      <Link to={`/register${search}`} className={link}>
        {t("auth.register")}
      </Link>
      <br />
      <Link to="/forgot-password" className={link}>
        {t("auth.forgot")}
      </Link>
    </>
  );
  return (
    <AuthFrame title={t("auth.signInTitle")} footer={footer}>
      <SsoRefusal />
      <form onSubmit={submit} className="flex flex-col gap-3">
        <FormRow label={t("auth.email")}>
          <Input
            data-testid="login-email"
            type="email"
            autoComplete="username"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </FormRow>
        <FormRow label={t("auth.password")}>
          <Input
            data-testid="login-password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </FormRow>
        <FormError text={error} />
        <Button data-testid="login-submit" type="submit" look="primary" disabled={busy}>
          {t("auth.signIn")}
        </Button>
        <SsoOffers email={email} />
      </form>
    </AuthFrame>
  );
}
