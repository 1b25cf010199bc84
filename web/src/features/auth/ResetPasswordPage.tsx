import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { resetPassword } from "@/api/auth";
import { asApiError } from "@/api/errors";
import { MIN_PASSWORD } from "@/api/limits";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { AuthFrame, FormError, ToSignIn } from "./AuthFrame";

/** Where the mailed link leads; its secret is the fragment. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  const token = useLocation().hash.slice(1);
  const [password, setPassword] = useState("");
  const set = useMutation({ mutationFn: () => resetPassword(token, password) });
  return (
    <AuthFrame title={t("auth.resetTitle")} footer={<ToSignIn />}>
      {set.isSuccess ? (
        <p role="status">{t("auth.resetDone")}</p>
      ) : (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            set.mutate();
          }}
        >
          <FormRow label={t("auth.newPassword")} hint={t("auth.passwordHint")}>
            <Input
              type="password"
              autoComplete="new-password"
              autoFocus
              required
              minLength={MIN_PASSWORD}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </FormRow>
          <FormError text={set.error ? asApiError(set.error).reason : null} />
          <Button type="submit" look="primary" disabled={set.isPending}>
            {t("auth.setPassword")}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
