import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, Copy, Pencil, Plus, Share2, Table2, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { createView, deleteView, updateView } from "@/api/tables";
import type { BaseDetail, Field, GridConfig, Table, View } from "@/api/types";
import { ViewLinksDialog } from "@/features/sharing/ViewLinksDialog";
import { mayChangeView, mayManage, mayWrite } from "@/shell/ownAccess";
import { useDeletedToast } from "@/shell/useDeletedToast";
import { Button } from "@/ui/Button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/ui/Menu";
import { NameDialog } from "@/ui/NameDialog";
import { toast } from "@/ui/toastStore";
import { orderedColumns } from "../data/columns";

interface ViewSwitcherProps {
  base: BaseDetail;
  table: Table;
  view: View;
}

function shownFields(table: Table, view: View): Field[] {
  return orderedColumns(table.fields, view.config).flatMap(({ field, hidden }) => (hidden ? [] : [field]));
}

export function ViewSwitcher({ base, table, view }: ViewSwitcherProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const deleted = useDeletedToast();
  const [asking, setAsking] = useState<"create" | "duplicate" | "rename" | null>(null);
  const [sharing, setSharing] = useState(false);
  const canMake = mayWrite(table);
  const canChange = mayChangeView(table, view);
  const path = (id: string) => `/w/${base.workspaceId}/b/${base.id}/t/${table.id}/v/${id}`;
  const reload = () => client.invalidateQueries({ queryKey: keys.base(base.id) });

  async function create(name: string, config?: GridConfig) {
    const created = await createView(table.id, name, config);
    await reload();
    void navigate(path(created.id));
  }

  async function remove() {
    try {
      const { changeSet } = await deleteView(view.id);
      deleted({ type: "view", id: view.id, name: view.name }, changeSet);
      await reload();
    } catch (error) {
      toast(t("views.deleteFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  async function submit(name: string) {
    if (asking === "create") await create(name);
    else if (asking === "duplicate") await create(name, view.config);
    else {
      await updateView(view.id, { name });
      await reload();
    }
  }

  const title =
    asking === "rename" ? t("views.rename") : asking === "duplicate" ? t("views.duplicate") : t("views.create");
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button look="ghost" size="sm" className="text-text">
            <Table2 />
            <span className="max-w-40 truncate">{view.name}</span>
            <ChevronDown className="text-muted" />
          </Button>
        </MenuTrigger>
        <MenuContent className="w-60">
          <MenuLabel>{t("views.title")}</MenuLabel>
          {table.views.map((each) => (
            <MenuItem
              key={each.id}
              icon={<Table2 />}
              className={each.id === view.id ? "font-semibold" : undefined}
              onSelect={() => void navigate(path(each.id))}
            >
              {each.name}
            </MenuItem>
          ))}
          {(canMake || canChange) && <MenuSeparator />}
          {canMake && (
            <>
              <MenuItem icon={<Plus />} onSelect={() => setAsking("create")}>
                {t("views.create")}
              </MenuItem>
              <MenuItem icon={<Copy />} onSelect={() => setAsking("duplicate")}>
                {t("views.duplicate")}
              </MenuItem>
            </>
          )}
          {canChange && (
            <MenuItem icon={<Pencil />} onSelect={() => setAsking("rename")}>
              {t("views.rename")}
            </MenuItem>
          )}
          {mayManage(table) && (
            <MenuItem icon={<Share2 />} onSelect={() => setSharing(true)}>
              {t("sharing.share")}
            </MenuItem>
          )}
          {canChange && (
            <MenuItem icon={<Trash2 />} danger disabled={table.views.length === 1} onSelect={() => void remove()}>
              {t("views.delete")}
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      <ViewLinksDialog
        open={sharing}
        onOpenChange={setSharing}
        viewId={view.id}
        viewName={view.name}
        table={table}
        shown={sharing ? shownFields(table, view) : []}
      />
      <NameDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={title}
        action={title}
        initial={asking === "rename" ? view.name : asking === "duplicate" ? `${view.name} 2` : ""}
        onSubmit={submit}
      />
    </>
  );
}
