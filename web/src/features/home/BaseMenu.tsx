import { useQueryClient } from "@tanstack/react-query";
import { Archive, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { deleteBase, renameBase } from "@/api/tables";
import type { Base } from "@/api/types";
import { TrashDialog } from "@/features/trash/TrashDialog";
import { useDeletedToast } from "@/shell/useDeletedToast";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/ui/Menu";
import { NameDialog } from "@/ui/NameDialog";
import { toast } from "@/ui/toastStore";

export function BaseMenu({ base }: { base: Base }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const deleted = useDeletedToast();
  const [renaming, setRenaming] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [trash, setTrash] = useState(false);
  const creator = base.role === "creator";

  async function reload() {
    await client.invalidateQueries({ queryKey: keys.bases(base.workspaceId) });
    await client.invalidateQueries({ queryKey: keys.base(base.id) });
  }

  async function remove() {
    try {
      await deleteBase(base.id);
      deleted({ type: "base", id: base.id, name: base.name }, null);
      await client.invalidateQueries({ queryKey: keys.bases(base.workspaceId) });
    } catch (error) {
      toast(t("home.deleteBaseFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button
            look="ghost"
            size="icon-sm"
            aria-label={t("home.baseMenu", { name: base.name })}
            className="relative z-10"
          >
            <Ellipsis />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          {creator && (
            <MenuItem icon={<Pencil />} onSelect={() => setRenaming(true)}>
              {t("common.rename")}
            </MenuItem>
          )}
          <MenuItem icon={<Archive />} onSelect={() => setTrash(true)}>
            {t("trash.open")}
          </MenuItem>
          {creator && (
            <MenuItem icon={<Trash2 />} danger onSelect={() => setDeleting(true)}>
              {t("common.delete")}
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      <NameDialog
        open={renaming}
        onOpenChange={setRenaming}
        title={t("home.renameBase")}
        action={t("common.rename")}
        initial={base.name}
        onSubmit={async (name) => {
          await renameBase(base.id, name);
          await reload();
        }}
      />
      <TrashDialog
        open={trash}
        onOpenChange={setTrash}
        title={t("trash.title", { name: base.name })}
        of={{ baseId: base.id }}
      />
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t("home.deleteBaseTitle", { name: base.name })}
        text={t("home.deleteBaseText")}
        action={t("common.delete")}
        onConfirm={remove}
      />
    </>
  );
}
