import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { getFieldGrants, type Subject } from "@/api/access";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { BaseDetail, Table } from "@/api/types";
import { FieldSelect } from "@/fields/FieldSelect";
import { Button } from "@/ui/Button";
import { FaultText } from "./FaultText";
import { SubjectPicker } from "./SubjectPicker";
import { EVERYONE, withGrant } from "./subjects";
import type { AccessDraft } from "./useAccessDraft";

interface HideFormProps {
  base: BaseDetail;
  table: Table;
  access: AccessDraft;
  onFilled: (fieldId: string) => void;
  onCancel: () => void;
}

/** Hides one column from somebody; it is only filled in, not saved. */
export function HideForm({ base, table, access, onFilled, onCancel }: HideFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [fieldId, setFieldId] = useState(table.fields.find((field) => !field.primary)?.id ?? null);
  const [subject, setSubject] = useState<Subject>(EVERYONE);
  const [reason, setReason] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!fieldId) return;
    try {
      const queryKey = keys.fieldGrants(table.id, fieldId);
      const saved = await client.fetchQuery({ queryKey, queryFn: () => getFieldGrants(fieldId), staleTime: 60_000 });
      access.setField(fieldId, withGrant(access.draft.fields[fieldId] ?? saved, { subject, level: "hidden" }));
      onFilled(fieldId);
    } catch (error) {
      setReason(asApiError(error).reason);
    }
  }

  return (
    <form
      onSubmit={(event) => void submit(event)}
      aria-label={t("access.templates.hide")}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <div className="grid grid-cols-3 items-start gap-2 max-sm:grid-cols-1">
        <FieldSelect fields={table.fields} value={fieldId} label={t("filters.field")} onChange={setFieldId} />
        <SubjectPicker base={base} label={t("access.rules.subject")} value={subject} onPick={setSubject} />
      </div>
      <FaultText text={reason} />
      <div className="flex gap-2">
        <Button type="submit" look="primary">
          {t("access.templates.fill")}
        </Button>
        <Button look="ghost" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
