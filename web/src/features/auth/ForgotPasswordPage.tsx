import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { forgotPassword } from "@/api/auth";
import { asApiError } from "@/api/errors";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { AuthFrame, FormError, ToSignIn } from "./AuthFrame";

/** Says the same whether or not anybody has the address, as the server does. */
export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const send = useMutation({ mutationFn: () => forgotPassword(email.trim()) });
  return (
    <AuthFrame title={t("auth.forgotTitle")} footer={<ToSignIn />}>
      {send.isSuccess ? (
        <p role="status">{t("auth.forgotSent", { email: email.trim() })}</p>
      ) : (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate();
          }}
        >
          <FormRow label={t("auth.email")}>
            <Input
              type="email"
              autoComplete="username"
              autoFocus
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </FormRow>
          <FormError text={send.error ? asApiError(send.error).reason : null} />
          <Button type="submit" look="primary" disabled={send.isPending}>
            {t("auth.sendLink")}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
