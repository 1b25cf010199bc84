import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { CreateTableDialog } from "@/shell/CreateDialogs";
import { Redirect } from "@/shell/Redirect";
import { useBase } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";

/** A base opens on its first table. */
export function BasePage() {
  const { t } = useTranslation();
  const { workspaceId, baseId } = useParams();
  const base = useBase(baseId);
  const [creating, setCreating] = useState(false);
  if (base.error) return <ErrorState error={base.error} onRetry={() => void base.refetch()} className="h-full" />;
  if (!base.data) return <Skeleton className="m-3 h-10" />;
  const first = base.data.tables[0];
  if (first) return <Redirect to={`/w/${workspaceId}/b/${baseId}/t/${first.id}`} />;
  const canCreate = base.data.role === "creator";
  return (
    <>
      <EmptyState
        className="h-full"
        text={t(canCreate ? "home.noTables" : "home.noTablesMember")}
        action={
          canCreate && (
            <Button look="primary" onClick={() => setCreating(true)}>
              {t("home.createTable")}
            </Button>
          )
        }
      />
      <CreateTableDialog base={base.data} open={creating} onOpenChange={setCreating} />
    </>
  );
}
