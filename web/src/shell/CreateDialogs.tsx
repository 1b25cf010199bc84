import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keys } from "@/api/keys";
import { createTable } from "@/api/tables";
import type { Base } from "@/api/types";
import { createBase } from "@/api/workspaces";
import { OPTION_COLORS } from "@/theme/optionColors";
import { NameDialog } from "@/ui/NameDialog";

interface OpenProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CreateBaseDialog({ workspaceId, ...open }: OpenProps & { workspaceId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  async function create(name: string) {
    const hues = OPTION_COLORS.slice(1);
    const base = await createBase(workspaceId, name, hues[name.length % hues.length] ?? "blue");
    await client.invalidateQueries({ queryKey: keys.bases(workspaceId) });
    void navigate(`/w/${workspaceId}/b/${base.id}`);
  }
  return <NameDialog {...open} title={t("home.createBase")} action={t("home.createBase")} onSubmit={create} />;
}

export function CreateTableDialog({ base, ...open }: OpenProps & { base: Pick<Base, "id" | "workspaceId"> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  async function create(name: string) {
    const table = await createTable(base.id, name);
    await client.invalidateQueries({ queryKey: keys.base(base.id) });
    void navigate(`/w/${base.workspaceId}/b/${base.id}/t/${table.id}`);
  }
  return <NameDialog {...open} title={t("home.createTable")} action={t("home.createTable")} onSubmit={create} />;
}
