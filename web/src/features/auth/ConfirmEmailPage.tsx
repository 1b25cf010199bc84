import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { confirmEmail } from "@/api/auth";
import { asApiError } from "@/api/errors";
import { readCookie, refreshOnce } from "@/api/http";
import { Button } from "@/ui/Button";
import { AuthFrame, FormError } from "./AuthFrame";

/** Where the mailed link leads. A press of the button confirms: programs that read mail open links by themselves. */
export function ConfirmEmailPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const token = useLocation().hash.slice(1);
  const confirm = useMutation({
    mutationFn: async () => {
      // An access cookie that has run out would make somebody who is signed in a stranger.
      if (readCookie("dataos_csrf")) await refreshOnce();
      return confirmEmail(token);
    },
    onSuccess: () => client.invalidateQueries(),
  });
  const footer = (
    <Link to="/" className="text-accent underline underline-offset-2">
      {t("errors.toStart")}
    </Link>
  );
  return (
    <AuthFrame title={t("auth.confirmTitle")} footer={footer}>
      {confirm.isSuccess ? (
        <p role="status">
          {t(confirm.data.passwordMailed ? "auth.confirmedPassword" : "auth.confirmed", { email: confirm.data.email })}
        </p>
      ) : (
        <div className="flex flex-col gap-3">
          <p>{t("auth.confirmWhere")}</p>
          <FormError text={confirm.error ? asApiError(confirm.error).reason : null} />
          <Button look="primary" disabled={confirm.isPending} onClick={() => confirm.mutate()}>
            {t("auth.confirm")}
          </Button>
        </div>
      )}
    </AuthFrame>
  );
}
