import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Attributes, getAttributes, setAttributes } from "@/api/access";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { User } from "@/api/types";
import { useChange } from "@/features/workspace/useChange";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { IconButton } from "@/ui/IconButton";
import { Input } from "@/ui/Input";
import { ErrorState, Skeleton } from "@/ui/States";
import { type AttributeRow, attributesOf, faultsByName, rowsOf } from "./attributes";
import { FaultText } from "./FaultText";

interface AttributesDialogProps {
  workspaceId: string;
  person: User;
  onClose: () => void;
}

/** What rules on rows may ask of a person: their region, their team, their number. */
export default function AttributesDialog({ workspaceId, person, onClose }: AttributesDialogProps) {
  const { t } = useTranslation();
  const saved = useQuery({
    queryKey: keys.attributes(workspaceId, person.id),
    queryFn: () => getAttributes(workspaceId, person.id),
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("access.attributes.title", { name: person.name })}
      description={t("access.attributes.text")}
      className="top-[10vh] max-h-[80vh] w-[min(520px,calc(100vw-24px))] overflow-y-auto"
    >
      {saved.error && <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />}
      {saved.isPending && <Skeleton className="h-24" />}
      {saved.data && <Editor {...{ workspaceId, person, onClose }} saved={saved.data} />}
    </Dialog>
  );
}

function Editor({ workspaceId, person, onClose, saved }: AttributesDialogProps & { saved: Attributes }) {
  const { t } = useTranslation();
  const [rows, setRows] = useState<AttributeRow[]>(() => rowsOf(saved));
  const change = useChange(async () => {
    await setAttributes(workspaceId, person.id, attributesOf(rows));
    onClose();
  }, t("people.saved"));
  const faults = faultsByName(change.error ? asApiError(change.error).faults : []);
  const patch = (key: number, part: Partial<AttributeRow>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
      className="flex flex-col gap-2"
    >
      {rows.length === 0 && <p className="text-muted">{t("access.attributes.empty")}</p>}
      {rows.map((row) => (
        <div key={row.key}>
          <div className="flex items-center gap-1.5">
            <Input
              aria-label={t("filters.attributeName")}
              placeholder={t("filters.attributeHint")}
              aria-invalid={faults.has(row.name.trim()) ? true : undefined}
              className="w-2/5"
              value={row.name}
              onChange={(event) => patch(row.key, { name: event.target.value })}
            />
            <Input
              aria-label={t("filters.value")}
              placeholder={t("access.attributes.valueHint")}
              value={row.text}
              onChange={(event) => patch(row.key, { text: event.target.value, typed: true })}
            />
            <IconButton label={t("common.remove")} onClick={() => setRows(rows.filter((each) => each.key !== row.key))}>
              <X />
            </IconButton>
          </div>
          <FaultText text={faults.get(row.name.trim())} />
        </div>
      ))}
      <div className="flex justify-between">
        <Button look="ghost" onClick={() => setRows([...rows, ...rowsOf({ "": "" })])}>
          <Plus />
          {t("access.attributes.add")}
        </Button>
        <Button type="submit" look="primary" disabled={change.isPending}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
