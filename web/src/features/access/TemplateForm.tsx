import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BaseDetail, Field } from "@/api/types";
import { FieldSelect } from "@/fields/FieldSelect";
import { ATTRIBUTE_NAME } from "@/fields/filter/attributes";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import type { RuleDraft } from "./rules";
import { SubjectPicker } from "./SubjectPicker";
import { EVERYONE } from "./subjects";
import { attributeFields, attributeRows, ownRows, personFields } from "./templates";

interface TemplateFormProps {
  template: "own" | "attribute";
  base: BaseDetail;
  fields: readonly Field[];
  onFill: (rule: RuleDraft) => void;
  onCancel: () => void;
}

/** Asks for what a template lacks, and makes a rule of it that is not saved yet. */
export function TemplateForm({ template, base, fields, onFill, onCancel }: TemplateFormProps) {
  const { t } = useTranslation();
  const fitting = template === "own" ? personFields(fields) : attributeFields(fields);
  const [fieldId, setFieldId] = useState(fitting[0]?.id ?? null);
  const [attribute, setAttribute] = useState("team");
  const [subject, setSubject] = useState(EVERYONE);
  const field = fitting.find((each) => each.id === fieldId);
  const named = template === "own" || ATTRIBUTE_NAME.test(attribute);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (field && named) onFill(template === "own" ? ownRows(field, subject) : attributeRows(field, attribute, subject));
  }

  if (!field) return <p className="text-muted">{t(`access.templates.noField.${template}`)}</p>;
  return (
    <form
      onSubmit={submit}
      aria-label={t(`access.templates.${template}`)}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <p className="text-muted">{t(`access.templates.text.${template}`)}</p>
      <div className="grid grid-cols-3 items-start gap-2 max-sm:grid-cols-1">
        <SubjectPicker base={base} label={t("access.rules.subject")} value={subject} onPick={setSubject} />
        <FieldSelect fields={fitting} value={field.id} label={t("filters.field")} onChange={setFieldId} />
      </div>
      {template === "attribute" && (
        <FormRow
          label={t("filters.attributeName")}
          hint={t("access.templates.attributeHint")}
          error={named ? null : t("access.attributes.badName")}
        >
          <Input className="max-w-72" value={attribute} onChange={(event) => setAttribute(event.target.value)} />
        </FormRow>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={!named}>
          {t("access.templates.fill")}
        </Button>
        <Button look="ghost" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
