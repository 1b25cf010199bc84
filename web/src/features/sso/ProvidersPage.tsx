import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { createProvider, deleteProvider, listProviders, type Provider, updateProvider } from "@/api/sso";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Dialog } from "@/ui/Dialog";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { toast } from "@/ui/toastStore";
import { changedProvider, type Draft, newProvider } from "./draft";
import { GroupsDialog } from "./GroupsDialog";
import type { Mapping } from "./groups";
import { ProviderCard } from "./ProviderCard";
import { ProviderForm } from "./ProviderForm";

/** How people of a workspace sign in elsewhere, and what to enter there. */
export function ProvidersPage() {
  const { t } = useTranslation();
  const { workspaceId = "" } = useParams();
  const client = useQueryClient();
  const found = useQuery({ queryKey: keys.providers(workspaceId), queryFn: () => listProviders(workspaceId) });
  const [editing, setEditing] = useState<Provider | "new" | null>(null);
  const [grouping, setGrouping] = useState<Provider | null>(null);
  const [deleting, setDeleting] = useState<Provider | null>(null);
  const reload = () => client.invalidateQueries({ queryKey: keys.providers(workspaceId) });

  async function save(draft: Draft) {
    if (editing === "new") await createProvider(workspaceId, newProvider(draft));
    else if (editing) await updateProvider(workspaceId, editing.id, changedProvider(draft, editing));
    await reload();
    setEditing(null);
  }

  async function saveGroups(provider: Provider, groups: Mapping[]) {
    await updateProvider(workspaceId, provider.id, { groups });
    await reload();
    setGrouping(null);
    toast(t("sso.groupsSaved"));
  }

  async function remove(provider: Provider) {
    try {
      await deleteProvider(workspaceId, provider.id);
      await reload();
    } catch (cause) {
      toast(asApiError(cause).reason, { tone: "bad" });
    }
  }

  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} className="h-full" />;
  const add = (
    <Button look="primary" onClick={() => setEditing("new")}>
      <Plus />
      {t("sso.add")}
    </Button>
  );
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-8">
        <div className="flex items-start justify-between gap-4">
          <h1 className="text-xl font-semibold">{t("sso.title")}</h1>
          {!!found.data?.items.length && add}
        </div>
        <p className="mt-1 mb-4 text-muted">{t("sso.hint")}</p>
        {found.isPending && <Skeleton className="h-40" />}
        {found.data?.items.length === 0 && <EmptyState text={t("sso.empty")} action={add} />}
        <div className="flex flex-col gap-3">
          {found.data?.items.map((provider) => (
            <ProviderCard
              key={provider.id}
              workspaceId={workspaceId}
              provider={provider}
              onEdit={() => setEditing(provider)}
              onGroups={() => setGrouping(provider)}
              onDelete={() => setDeleting(provider)}
              onChanged={() => void reload()}
            />
          ))}
        </div>
      </div>
      <Dialog
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        title={t(editing === "new" ? "sso.add" : "sso.edit")}
        className="top-[6vh] max-h-[88vh] overflow-y-auto"
      >
        {editing && (
          <ProviderForm
            provider={editing === "new" ? null : editing}
            onSubmit={save}
            onCancel={() => setEditing(null)}
          />
        )}
      </Dialog>
      {grouping && (
        <GroupsDialog
          workspaceId={workspaceId}
          provider={grouping}
          onSave={(groups) => saveGroups(grouping, groups)}
          onClose={() => setGrouping(null)}
        />
      )}
      <ConfirmDialog
        open={deleting !== null}
        onOpenChange={(open) => !open && setDeleting(null)}
        title={t("sso.deleteTitle", { name: deleting?.name ?? "" })}
        text={t("sso.deleteText")}
        action={t("common.delete")}
        onConfirm={() => deleting && void remove(deleting)}
      />
    </div>
  );
}
