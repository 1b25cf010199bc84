import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { getTwoFactors } from "@/api/account";
import { keys } from "@/api/keys";
import { getTwoFactorRule, setTwoFactorRule } from "@/api/workspaces";
import type { SectionProps, SettingsSection } from "@/features/workspace/section";
import { useChange } from "@/features/workspace/useChange";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorState, Skeleton } from "@/ui/States";
import { Switch } from "@/ui/Switch";
import { toast } from "@/ui/toastStore";

function Security({ workspaceId, role }: SectionProps) {
  const { t } = useTranslation();
  const id = useId();
  const owner = role === "owner";
  const rule = useQuery({
    queryKey: keys.twoFactorRule(workspaceId),
    queryFn: () => getTwoFactorRule(workspaceId),
  });
  const mine = useQuery({ queryKey: keys.twoFactors, queryFn: getTwoFactors, enabled: owner });
  const [asking, setAsking] = useState(false);
  const save = useChange(async (required: boolean) => {
    await setTwoFactorRule(workspaceId, required);
    toast(t(required ? "security.asked" : "security.notAsked"));
  });
  const failed = rule.error ?? mine.error;
  if (failed) {
    const again = () => void Promise.all([rule.refetch(), owner && mine.refetch()]);
    return <ErrorState error={failed} onRetry={again} />;
  }
  if (!rule.data || (owner && !mine.data)) return <Skeleton className="h-28" />;
  const { required } = rule.data;
  const shutOut = owner && !required && !mine.data?.on;
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-surface p-4">
      <div className="flex items-center justify-between gap-4">
        <h2 id={id} className="min-w-0 font-medium">
          {t("security.rule")}
        </h2>
        <Switch
          label={t("security.rule")}
          checked={required}
          disabled={!owner || shutOut || save.isPending}
          onChange={(on) => (on ? setAsking(true) : save.mutate(false))}
        />
      </div>
      <p className="mt-1 text-muted">{t("security.ruleHint")}</p>
      {!owner && <p className="mt-2 text-muted">{t("security.ownersOnly")}</p>}
      {shutOut && (
        <p className="mt-2">
          {t("security.ownFirst")}{" "}
          <Link to="/account" className="font-medium text-accent hover:underline">
            {t("security.toAccount")}
          </Link>
        </p>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("security.askTitle")}
        text={t("security.askText")}
        action={t("security.ask")}
        onConfirm={() => save.mutate(true)}
      />
    </section>
  );
}

const section: SettingsSection = {
  id: "security",
  position: 50,
  label: (t) => t("security.title"),
  Icon: ShieldCheck,
  adminsOnly: false,
  Content: Security,
};
export default section;
