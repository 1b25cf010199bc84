import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { keys } from "@/api/keys";
import { listOffers, startOf } from "@/api/sso";

const REFUSALS = [
  "unknown",
  "state",
  "denied",
  "answer",
  "unavailable",
  "no_email",
  "email_unverified",
  "domain",
  "no_account",
  "disabled",
  "sign_in_first",
  "other_address",
  "connected",
] as const;

/** Ways to sign in at an identity provider: those that everybody has, or those of the typed address's domain. */
export function SsoOffers({ email }: { email: string }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const domain = /@([^\s@]+\.[^\s@.]{2,})$/.exec(email.trim())?.[1]?.toLowerCase() ?? "";
  const offers = useQuery({ queryKey: keys.offers(domain), queryFn: () => listOffers(domain), retry: false });
  const next = search.get("next") ?? "/";
  if (!offers.data?.items.length) return null;
  return (
    <ul className="flex flex-col gap-2 border-t border-line pt-3">
      {offers.data.items.map((offer) => (
        <li key={offer.id}>
          <a
            data-testid="sso-offer"
            href={startOf(offer.id, next)}
            className="flex h-8 items-center justify-center gap-1.5 rounded-md border border-line bg-surface px-3 font-medium hover:bg-hover"
          >
            <KeyRound className="size-4 shrink-0 text-muted" aria-hidden />
            <span className="truncate">{t("sso.continueWith", { name: offer.name })}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Why a sign-in at a provider came to nothing, or waits for a click: another page has sent the browser here. */
export function SsoRefusal() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const code = search.get("sso");
  if (code === null) return null;
  const provider = search.get("provider");
  if (code === "elsewhere" && provider)
    return (
      <p role="alert" data-testid="sso-elsewhere" className="mb-4 rounded-md border border-line bg-surface p-3 text-sm">
        {t("sso.fromElsewhere")}{" "}
        <a href={startOf(provider, search.get("next") ?? "/")} className="text-accent underline">
          {t("sso.goOn")}
        </a>
      </p>
    );
  const known = REFUSALS.find((each) => each === code) ?? "answer";
  return (
    <p role="alert" data-testid="sso-refusal" className="mb-4 rounded-md border border-line bg-surface p-3 text-sm">
      {t(`sso.refused.${known}`)}
    </p>
  );
}
