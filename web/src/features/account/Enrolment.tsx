import { useState } from "react";
import { useTranslation } from "react-i18next";
import { beginTwoFactors, confirmTwoFactors } from "@/api/account";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { useSend } from "./useSend";

/** The password, then the secret for the app, then a code of it. */
export function Enrolment({ onDone }: { onDone: (codes: readonly string[]) => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const begin = useSend(() => beginTwoFactors(password));
  const confirm = useSend(
    () => confirmTwoFactors(code.trim()),
    undefined,
    (answer) => onDone(answer.recoveryCodes),
  );
  const made = begin.data;
  if (!made)
    return (
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <FormRow label={t("account.currentPassword")} error={begin.reason}>
          <Input
            data-testid="two-factors-password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </FormRow>
        <Button type="submit" className="self-start" disabled={begin.isPending}>
          {t("account.turnOn")}
        </Button>
      </form>
    );
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <p>{t("account.scan")}</p>
      <div className="flex flex-wrap items-center gap-4">
        <img src={made.qr} alt={t("account.qr")} className="size-44 rounded-md bg-white" />
        <div className="min-w-0 flex-1">
          <p className="text-sm text-muted">{t("account.typeIn")}</p>
          <code data-testid="two-factors-secret" className="font-mono break-all select-all">
            {made.secret}
          </code>
        </div>
      </div>
      <FormRow label={t("auth.code")} error={confirm.reason}>
        <Input
          data-testid="two-factors-code"
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          minLength={6}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </FormRow>
      <Button type="submit" look="primary" className="self-start" disabled={confirm.isPending}>
        {t("account.confirmCode")}
      </Button>
    </form>
  );
}
