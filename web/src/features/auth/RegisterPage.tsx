import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { register } from "@/api/auth";
import { MIN_PASSWORD } from "@/api/limits";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { AuthFrame, FormError, useAuthForm } from "./AuthFrame";

export function RegisterPage() {
  const { t } = useTranslation();
  const { search } = useLocation();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { submit, error, busy } = useAuthForm(() => register(name.trim(), email.trim(), password));
  const footer = (
    <>
      {t("auth.haveAccount")}{" "}
      <Link to={`/login${search}`} className="text-accent underline underline-offset-2">
        {t("auth.signIn")}
      </Link>
    </>
  );
  return (
    <AuthFrame title={t("auth.registerTitle")} footer={footer}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <FormRow label={t("auth.name")}>
          <Input
            autoComplete="name"
            autoFocus
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </FormRow>
        <FormRow label={t("auth.email")}>
          <Input
            type="email"
            autoComplete="username"
            required
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
          {t("auth.register")}
        </Button>
      </form>
    </AuthFrame>
  );
}
