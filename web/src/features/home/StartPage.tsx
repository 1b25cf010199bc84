import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keys } from "@/api/keys";
import { createWorkspace } from "@/api/workspaces";
import { Redirect } from "@/shell/Redirect";
import { useMe } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { NameDialog } from "@/ui/NameDialog";
import { EmptyState } from "@/ui/States";

/** Goes to the first workspace; a person without one can create it. */
export function StartPage() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const first = me.data?.workspaces[0];
  if (first) return <Redirect to={`/w/${first.id}`} />;

  async function create(name: string) {
    const workspace = await createWorkspace(name);
    await client.invalidateQueries({ queryKey: keys.me });
    void navigate(`/w/${workspace.id}`);
  }

  return (
    <>
      <EmptyState
        className="h-full"
        text={t("home.noWorkspace")}
        action={
          <Button look="primary" onClick={() => setCreating(true)}>
            {t("shell.createWorkspace")}
          </Button>
        }
      />
      <NameDialog
        open={creating}
        onOpenChange={setCreating}
        title={t("shell.createWorkspace")}
        action={t("shell.createWorkspace")}
        onSubmit={create}
      />
    </>
  );
}
