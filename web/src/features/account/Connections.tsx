import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { connectAccount, listOffers } from "@/api/sso";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Section } from "./Section";
import { useSend } from "./useSend";

/** Identity providers for the account's address. Connecting goes on at the provider, which sends the person back. */
export function Connections({ email }: { email: string }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  const offers = useQuery({ queryKey: keys.offers(domain), queryFn: () => listOffers(domain), retry: false });
  const connect = useSend(
    (providerId: string) => connectAccount(providerId, password),
    undefined,
    (answer) => window.location.assign(answer.address),
  );
  if (!offers.data?.items.length) return null;
  return (
    <Section title={t("account.connections")} about={t("account.connectionsAbout")}>
      <FormRow label={t("account.currentPassword")} error={connect.reason}>
        <Input
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </FormRow>
      <div className="flex flex-wrap gap-2">
        {offers.data.items.map((offer) => (
          <Button
            key={offer.id}
            data-testid="account-connect"
            disabled={!password || connect.isPending}
            onClick={() => connect.mutate(offer.id)}
          >
            {t("account.connectTo", { name: offer.name })}
          </Button>
        ))}
      </div>
    </Section>
  );
}
