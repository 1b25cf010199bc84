import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BaseDetail, Table } from "@/api/types";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import { FieldGrants } from "./FieldGrants";
import { HideForm } from "./HideForm";
import type { AccessDraft } from "./useAccessDraft";

interface FieldsPartProps {
  base: BaseDetail;
  table: Table;
  access: AccessDraft;
  /** The field that the dialog was opened for. */
  fieldId?: string;
}

/** Each shown field asks for its grants. */
const PAGE = 40;

export function FieldsPart({ base, table, access, fieldId }: FieldsPartProps) {
  const { t } = useTranslation();
  const asked = table.fields.find((field) => field.id === fieldId);
  const [search, setSearch] = useState(asked?.name ?? "");
  const [shown, setShown] = useState(PAGE);
  const [hiding, setHiding] = useState(false);
  const wanted = search.trim().toLowerCase();
  const found = table.fields.filter((field) => field.name.toLowerCase().includes(wanted));
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{t("access.fields.text")}</p>
      {hiding ? (
        <HideForm
          base={base}
          table={table}
          access={access}
          onFilled={(id) => {
            setSearch(table.fields.find((field) => field.id === id)?.name ?? "");
            setHiding(false);
          }}
          onCancel={() => setHiding(false)}
        />
      ) : (
        <Button look="ghost" className="self-start max-md:h-10" onClick={() => setHiding(true)}>
          {t("access.templates.hide")}
        </Button>
      )}
      <Input
        type="search"
        aria-label={t("access.fields.find")}
        placeholder={t("access.fields.find")}
        className="max-w-72 max-md:h-10"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setShown(PAGE);
        }}
      />
      {found.length === 0 && <p className="text-muted">{t("common.nothingFound")}</p>}
      <ul className="divide-y divide-line border-y border-line empty:hidden">
        {found.slice(0, shown).map((field) => (
          <FieldGrants key={field.id} base={base} tableId={table.id} field={field} access={access} />
        ))}
      </ul>
      {found.length > shown && (
        <Button look="ghost" className="self-start" onClick={() => setShown(shown + PAGE)}>
          {t("common.more")}
        </Button>
      )}
    </div>
  );
}
