import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endTwoFactors, getTwoFactors, renewRecoveryCodes } from "@/api/account";
import { keys } from "@/api/keys";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { ErrorState, Skeleton } from "@/ui/States";
import { Enrolment } from "./Enrolment";
import { RecoveryCodes } from "./RecoveryCodes";
import { useSend } from "./useSend";

export function TwoFactors() {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const state = useQuery({ queryKey: keys.twoFactors, queryFn: getTwoFactors });
  if (state.error) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (state.isPending) return <Skeleton className="h-8" />;
  if (codes) return <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />;
  if (!state.data.on) return <Enrolment onDone={setCodes} />;
  return <TurnedOn left={state.data.recoveryCodesLeft} onCodes={setCodes} />;
}

function TurnedOn({ left, onCodes }: { left: number; onCodes: (codes: readonly string[]) => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const end = useSend(() => endTwoFactors(password, code.trim()), t("account.turnedOff"));
  const renew = useSend(
    () => renewRecoveryCodes(code.trim()),
    undefined,
    (answer) => onCodes(answer.recoveryCodes),
  );
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        renew.reset();
        end.mutate();
      }}
    >
      <p data-testid="two-factors-on">
        {t("account.isOn")} <span className="text-muted">{t("account.codesLeft", { count: left })}</span>
      </p>
      <FormRow label={t("auth.code")} error={end.reason ?? renew.reason}>
        <Input
          autoComplete="one-time-code"
          required
          minLength={6}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </FormRow>
      <FormRow label={t("account.currentPassword")} hint={t("account.forTurningOff")}>
        <Input
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </FormRow>
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={renew.isPending || code.trim().length < 6}
          onClick={() => {
            end.reset();
            renew.mutate();
          }}
        >
          {t("account.renewCodes")}
        </Button>
        <Button type="submit" look="danger" disabled={end.isPending}>
          {t("account.turnOff")}
        </Button>
      </div>
    </form>
  );
}
