import { Archive, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Base } from "@/api/types";
import { TrashDialog } from "@/features/trash/TrashDialog";
import { CreateBaseDialog } from "@/shell/CreateDialogs";
import { useBases, useMe } from "@/shell/useBase";
import { BaseMark } from "@/ui/BaseMark";
import { Button } from "@/ui/Button";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { BaseMenu } from "./BaseMenu";

export function HomePage() {
  const { t } = useTranslation();
  const { workspaceId = "" } = useParams();
  const me = useMe();
  const bases = useBases(workspaceId);
  const [creating, setCreating] = useState(false);
  const [trash, setTrash] = useState(false);
  const workspace = me.data?.workspaces.find((each) => each.id === workspaceId);
  const canCreate = workspace?.role === "owner" || workspace?.role === "admin";

  if (bases.error) return <ErrorState error={bases.error} onRetry={() => void bases.refetch()} className="h-full" />;
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-5xl px-4 py-8 md:px-8">
        <div className="mb-6 flex items-center justify-between gap-4">
          <h1 className="truncate text-xl font-semibold">{workspace?.name}</h1>
          {canCreate && (
            <div className="flex gap-2">
              <Button look="ghost" onClick={() => setTrash(true)}>
                <Archive />
                {t("trash.open")}
              </Button>
              <Button look="primary" onClick={() => setCreating(true)}>
                <Plus />
                {t("home.createBase")}
              </Button>
            </div>
          )}
        </div>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(240px,1fr))] gap-3">
          {bases.isPending && [1, 2, 3].map((each) => <Skeleton key={each} className="h-[74px] rounded-lg" />)}
          {bases.data?.items.map((base) => (
            <BaseCard key={base.id} base={base} />
          ))}
        </div>
        {bases.data?.items.length === 0 && <EmptyState text={t(canCreate ? "home.noBases" : "home.noBasesMember")} />}
      </div>
      <TrashDialog
        open={trash}
        onOpenChange={setTrash}
        title={t("trash.title", { name: workspace?.name ?? "" })}
        of={{ workspaceId }}
      />
      <CreateBaseDialog workspaceId={workspaceId} open={creating} onOpenChange={setCreating} />
    </div>
  );
}

function BaseCard({ base }: { base: Base }) {
  const { t } = useTranslation();
  return (
    <div className="group relative flex items-start gap-3 rounded-lg border border-line bg-surface p-3 hover:border-faint/60">
      <BaseMark name={base.name} color={base.color} />
      <div className="min-w-0 flex-1">
        <Link
          to={`/w/${base.workspaceId}/b/${base.id}`}
          className="block truncate font-semibold after:absolute after:inset-0 after:rounded-lg"
        >
          {base.name}
        </Link>
        <p className="line-clamp-2 min-h-5 text-sm text-muted">{base.description || t(`roles.${base.role}`)}</p>
      </div>
      {(base.role === "creator" || base.role === "editor") && <BaseMenu base={base} />}
    </div>
  );
}
