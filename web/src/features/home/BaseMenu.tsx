import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { deleteBase, renameBase } from "@/api/tables";
import type { Base } from "@/api/types";
import { type PlaceDialog, PlaceDialogs } from "@/features/places/PlaceDialogs";
import { PlaceItems } from "@/features/places/PlaceItems";
import { useDeletedToast } from "@/shell/useDeletedToast";
import { MoreMenu } from "@/ui/MoreMenu";
import { toast } from "@/ui/toastStore";

export function BaseMenu({ base }: { base: Base }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const deleted = useDeletedToast();
  const [dialog, setDialog] = useState<PlaceDialog | null>(null);

  async function rename(name: string) {
    await renameBase(base.id, name);
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
      <MoreMenu label={t("home.baseMenu", { name: base.name })} align="end" className="relative z-10">
        <PlaceItems
          canDesign={base.role === "creator"}
          renameLabel={t("common.rename")}
          deleteLabel={t("common.delete")}
          onAsk={setDialog}
        />
      </MoreMenu>
      <PlaceDialogs
        base={base}
        name={base.name}
        renameTitle={t("home.renameBase")}
        deletion={{
          title: t("home.deleteBaseTitle", { name: base.name }),
          text: t("home.deleteBaseText"),
          action: t("common.delete"),
        }}
        open={dialog}
        onClose={() => setDialog(null)}
        onRename={rename}
        onDelete={() => void remove()}
      />
    </>
  );
}
