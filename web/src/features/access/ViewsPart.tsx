import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BaseDetail, Table } from "@/api/types";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import type { AccessDraft } from "./useAccessDraft";
import { ViewGrants } from "./ViewGrants";

interface ViewsPartProps {
  base: BaseDetail;
  table: Table;
  access: AccessDraft;
}

/** Each shown view asks for its grants. */
const PAGE = 40;

export function ViewsPart({ base, table, access }: ViewsPartProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(PAGE);
  const wanted = search.trim().toLowerCase();
  const found = table.views.filter((view) => view.name.toLowerCase().includes(wanted));
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{t("access.views.text")}</p>
      <Input
        type="search"
        aria-label={t("access.views.find")}
        placeholder={t("access.views.find")}
        className="max-w-72 max-md:h-10"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setShown(PAGE);
        }}
      />
      {found.length === 0 && <p className="text-muted">{t("common.nothingFound")}</p>}
      <ul className="divide-y divide-line border-y border-line empty:hidden">
        {found.slice(0, shown).map((view) => (
          <ViewGrants key={view.id} base={base} tableId={table.id} view={view} access={access} />
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
