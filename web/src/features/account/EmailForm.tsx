import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeEmail, sendVerification } from "@/api/account";
import type { Me } from "@/api/types";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { useSend } from "./useSend";

/** The address changes once the link is opened that is mailed to the new one. */
export function EmailForm({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(me.email);
  const [password, setPassword] = useState("");
  const changed = email.trim() !== me.email;
  const send = useSend(
    () => changeEmail(email.trim(), password),
    t("account.emailSent", { email: email.trim() }),
    () => {
      setEmail(me.email);
      setPassword("");
    },
  );
  const verify = useSend(sendVerification, t("account.emailSent", { email: me.email }));
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <FormRow label={t("auth.email")} hint={me.emailVerified ? undefined : t("account.notVerified")}>
        <Input
          type="email"
          autoComplete="email"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </FormRow>
      {!me.emailVerified && !changed && (
        <Button className="self-start" disabled={verify.isPending} onClick={() => verify.mutate()}>
          {t("account.verify")}
        </Button>
      )}
      {changed && (
        <>
          <FormRow label={t("account.currentPassword")} error={send.reason}>
            <Input
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </FormRow>
          <Button type="submit" className="self-start" disabled={send.isPending}>
            {t("account.changeEmail")}
          </Button>
        </>
      )}
    </form>
  );
}
