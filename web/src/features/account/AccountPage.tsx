import { useTranslation } from "react-i18next";
import { useMe } from "@/shell/useBase";
import { ErrorState, Skeleton } from "@/ui/States";
import { Connections } from "./Connections";
import { EmailForm } from "./EmailForm";
import { OwnTokens } from "./OwnTokens";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";
import { Section } from "./Section";
import { SessionList } from "./SessionList";
import { TwoFactors } from "./TwoFactors";

export function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  if (me.error) return <ErrorState error={me.error} onRetry={() => void me.refetch()} className="h-full" />;
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-2xl flex-col gap-8 px-4 py-8" data-testid="account">
        <h1 className="text-xl font-semibold">{t("account.title")}</h1>
        {me.data ? (
          <>
            <Section title={t("account.profile")}>
              <ProfileForm me={me.data} />
              <EmailForm me={me.data} />
            </Section>
            <Section title={t("auth.password")} about={t("account.passwordAbout")}>
              <PasswordForm />
            </Section>
            <Section title={t("account.twoFactors")} about={t("account.twoFactorsAbout")}>
              <TwoFactors />
            </Section>
            <Connections email={me.data.email} />
            <Section title={t("account.sessions")} about={t("account.sessionsAbout")}>
              <SessionList />
            </Section>
            <Section title={t("account.tokens")} about={t("account.tokensAbout")}>
              <OwnTokens me={me.data} />
            </Section>
          </>
        ) : (
          <Skeleton className="h-80" />
        )}
      </div>
    </div>
  );
}
