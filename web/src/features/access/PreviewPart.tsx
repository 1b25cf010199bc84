import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { explainTable, seenAs } from "@/api/access";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { BaseDetail, Table, User } from "@/api/types";
import { startViewing } from "@/api/viewAs";
import { Button } from "@/ui/Button";
import { ErrorState, Skeleton } from "@/ui/States";
import { ExplanationText } from "./ExplanationText";
import { PersonPicker } from "./PersonPicker";
import { SeenRecords } from "./SeenRecords";

const ROWS = 10;

interface PreviewPartProps {
  base: BaseDetail;
  table: Table;
  changed: boolean;
}

/** What somebody sees of the table now, and why. */
export function PreviewPart({ base, table, changed }: PreviewPartProps) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<User | null>(null);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{t("access.preview.text")}</p>
      {changed && (
        <p role="status" className="text-warn">
          {t("access.preview.unsaved")}
        </p>
      )}
      <div className="max-w-72">
        <PersonPicker base={base} person={person} onPick={setPerson} />
      </div>
      {person && <Preview key={person.id} table={table} person={person} />}
    </div>
  );
}

function Preview({ table, person }: { table: Table; person: User }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const explained = useQuery({
    queryKey: keys.explained(table.id, person.email),
    queryFn: () => explainTable(table.id, person.email),
  });
  const closed = explained.data?.level === "none";
  const seen = useQuery({
    queryKey: keys.seenAs(table.id, person.id),
    queryFn: () => seenAs(table.id, person.id, ROWS),
    enabled: explained.data !== undefined && !closed,
  });
  if (explained.error) return <ErrorState error={explained.error} onRetry={() => void explained.refetch()} />;
  if (!explained.data) return <Skeleton className="h-48" />;
  const refused = seen.error && asApiError(seen.error).code === "view_as_forbidden";
  return (
    <>
      {closed && <p className="font-medium">{t("access.preview.closed", { name: person.name })}</p>}
      {refused && <p className="text-muted">{t("access.preview.onlyAdmins")}</p>}
      {seen.error && !refused && <ErrorState error={seen.error} onRetry={() => void seen.refetch()} />}
      {seen.isLoading && <Skeleton className="h-48" />}
      {seen.data && <SeenRecords table={table} seen={seen.data[0]} page={seen.data[1]} name={person.name} />}
      {seen.data && (
        <Button className="self-start max-md:h-10" onClick={() => startViewing(person, pathname)}>
          <Eye />
          {t("access.viewAs.start")}
        </Button>
      )}
      <ExplanationText explanation={explained.data} />
    </>
  );
}
