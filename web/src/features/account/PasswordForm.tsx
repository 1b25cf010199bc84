import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changePassword } from "@/api/account";
import { asApiError } from "@/api/errors";
import { MIN_PASSWORD } from "@/api/limits";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { useSend } from "./useSend";

export function PasswordForm() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const save = useSend(
    () => changePassword(current, fresh),
    t("account.passwordChanged"),
    () => {
      setCurrent("");
      setFresh("");
    },
  );
  const ofCurrent = save.error ? asApiError(save.error).faults[0]?.path === "currentPassword" : false;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <FormRow label={t("account.currentPassword")} error={ofCurrent ? save.reason : null}>
        <Input
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </FormRow>
      <FormRow label={t("auth.newPassword")} hint={t("auth.passwordHint")} error={ofCurrent ? null : save.reason}>
        <Input
          type="password"
          autoComplete="new-password"
          required
          minLength={MIN_PASSWORD}
          value={fresh}
          onChange={(event) => setFresh(event.target.value)}
        />
      </FormRow>
      <Button type="submit" className="self-start" disabled={save.isPending}>
        {t("account.changePassword")}
      </Button>
    </form>
  );
}
