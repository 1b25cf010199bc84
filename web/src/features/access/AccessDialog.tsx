import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BaseDetail, Table } from "@/api/types";
import { FieldTableContext } from "@/fields/tableContext";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Dialog } from "@/ui/Dialog";
import { Tabs } from "@/ui/Tabs";
import { toast } from "@/ui/toastStore";
import { FieldsPart } from "./FieldsPart";
import { PreviewPart } from "./PreviewPart";
import { RowsPart } from "./RowsPart";
import { TablePart } from "./TablePart";
import { useAccessDraft } from "./useAccessDraft";
import { ViewsPart } from "./ViewsPart";

type Part = "table" | "fields" | "rows" | "views" | "preview";

interface AccessDialogProps {
  base: BaseDetail;
  table: Table;
  /** Opens at the field of a column. */
  fieldId?: string;
  onClose: () => void;
}

/** Who may open a table, its fields and its records. Nothing changes before it is saved. */
export default function AccessDialog({ base, table, fieldId, onClose }: AccessDialogProps) {
  const { t } = useTranslation();
  const access = useAccessDraft(table.id);
  const [part, setPart] = useState<Part>(fieldId ? "fields" : "table");
  const [leaving, setLeaving] = useState(false);
  const refused = Object.keys(access.errors).length > 0;
  const inside = (content: React.ReactNode) => <div className="p-4">{content}</div>;

  async function save() {
    if (await access.save()) toast(t("access.saved", { name: table.name }));
  }

  return (
    <FieldTableContext value={{ id: table.id, baseId: base.id, fields: table.fields }}>
      <Dialog
        open
        onOpenChange={() => (access.changed ? setLeaving(true) : onClose())}
        title={t("access.title", { name: table.name })}
        className="top-[5vh] flex h-[90vh] w-[min(920px,calc(100vw-16px))] flex-col"
      >
        <Tabs<Part>
          className="-mx-4 flex min-h-0 flex-1 flex-col max-sm:[&>div:first-child]:overflow-x-auto"
          value={part}
          onChange={setPart}
          tabs={[
            {
              value: "table",
              label: t("access.table.title"),
              content: inside(<TablePart base={base} access={access} />),
            },
            {
              value: "fields",
              label: t("access.fields.title"),
              content: inside(<FieldsPart base={base} table={table} access={access} fieldId={fieldId} />),
            },
            {
              value: "rows",
              label: t("access.rules.title"),
              content: inside(<RowsPart base={base} table={table} access={access} />),
            },
            {
              value: "views",
              label: t("access.views.title"),
              content: inside(<ViewsPart base={base} table={table} access={access} />),
            },
            {
              value: "preview",
              label: t("access.preview.title"),
              content: inside(<PreviewPart base={base} table={table} changed={access.changed} />),
            },
          ]}
        />
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line pt-3">
          <p role="status" className={refused ? "mr-auto text-bad" : "mr-auto text-muted"}>
            {refused && t("access.refused")}
            {!refused && !access.ready && t("access.notReady")}
            {!refused && access.ready && access.changed && t("access.unsaved")}
          </p>
          {access.changed && (
            <Button look="ghost" className="max-md:h-10" onClick={access.discard}>
              {t("common.discard")}
            </Button>
          )}
          <Button
            look="primary"
            className="max-md:h-10"
            disabled={!access.changed || !access.ready || access.saving}
            onClick={() => void save()}
          >
            {t("common.save")}
          </Button>
        </footer>
      </Dialog>
      <ConfirmDialog
        open={leaving}
        onOpenChange={setLeaving}
        title={t("common.leaveTitle")}
        text={t("access.leaveText")}
        action={t("common.discard")}
        onConfirm={onClose}
      />
    </FieldTableContext>
  );
}
