import { useQuery } from "@tanstack/react-query";
import { Bot, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import {
  deleteServiceAccount,
  listServiceAccounts,
  type ServiceAccount,
  updateServiceAccount,
} from "@/api/serviceAccounts";
import { ServiceAccountDialog } from "@/features/workspace/ServiceAccountDialog";
import { ServiceAccountRow } from "@/features/workspace/ServiceAccountRow";
import type { SectionProps, SettingsSection } from "@/features/workspace/section";
import { useChange } from "@/features/workspace/useChange";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { NameDialog } from "@/ui/NameDialog";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";

type Asked = { about: "new" } | { about: "rename" | "delete"; account: ServiceAccount };

function Services({ workspaceId }: SectionProps) {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: keys.serviceAccounts(workspaceId),
    queryFn: () => listServiceAccounts(workspaceId),
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const remove = useChange((account: ServiceAccount) => deleteServiceAccount(workspaceId, account.id));
  const close = () => setAsked(null);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton className="h-40" />;
  const create = (
    <Button look="primary" onClick={() => setAsked({ about: "new" })}>
      <Plus />
      {t("services.create")}
    </Button>
  );
  return (
    <>
      <p className="mb-4 text-muted">{t("services.hint")}</p>
      {list.data.items.length === 0 ? <EmptyState text={t("services.empty")} action={create} /> : create}
      <ul data-testid="service-accounts" className="mt-4 divide-y divide-line border-y border-line empty:hidden">
        {list.data.items.map((account) => (
          <ServiceAccountRow
            key={account.id}
            account={account}
            workspaceId={workspaceId}
            open={openId === account.id}
            onToggle={() => setOpenId(openId === account.id ? null : account.id)}
            onRename={() => setAsked({ about: "rename", account })}
            onDelete={() => setAsked({ about: "delete", account })}
          />
        ))}
      </ul>
      {asked?.about === "new" && (
        <ServiceAccountDialog
          workspaceId={workspaceId}
          onClose={close}
          onMade={(accountId) => {
            close();
            setOpenId(accountId);
            void list.refetch();
          }}
        />
      )}
      {asked?.about === "rename" && (
        <NameDialog
          open
          onOpenChange={close}
          title={t("services.rename")}
          action={t("common.rename")}
          initial={asked.account.name}
          onSubmit={async (name) => {
            await updateServiceAccount(workspaceId, asked.account.id, { name });
            await list.refetch();
          }}
        />
      )}
      {asked?.about === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={t("services.deleteTitle", { name: asked.account.name })}
          text={t("services.deleteText")}
          action={t("common.delete")}
          onConfirm={() => remove.mutate(asked.account)}
        />
      )}
    </>
  );
}

const section: SettingsSection = {
  id: "service-accounts",
  position: 60,
  label: (t) => t("services.title"),
  Icon: Bot,
  adminsOnly: true,
  Content: Services,
};
export default section;
