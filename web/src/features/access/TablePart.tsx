import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TableLevel } from "@/api/access";
import { listBaseMembers } from "@/api/belonging";
import { keys } from "@/api/keys";
import type { BaseDetail } from "@/api/types";
import { useMe } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { ErrorState, Skeleton } from "@/ui/States";
import { listFaults } from "./faults";
import { GrantList } from "./GrantList";
import { withGrant } from "./subjects";
import { type AccessDraft, TABLE_PART } from "./useAccessDraft";

const LEVELS: readonly TableLevel[] = ["none", "read", "comment", "edit", "admin"];

/** Who may open the table; whoever is not in the list has what their role in the base gives. */
export function TablePart({ base, access }: { base: BaseDetail; access: AccessDraft }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const members = useQuery({ queryKey: keys.baseMembers(base.id), queryFn: () => listBaseMembers(base.id) });
  const { grants: saved, draft } = access;
  if (saved.error) return <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />;
  if (!saved.data) return <Skeleton className="h-24" />;
  const grants = draft.grants ?? saved.data;
  const error = access.errors[TABLE_PART];
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{t("access.table.text")}</p>
      <GrantList
        base={base}
        grants={grants}
        levels={LEVELS.map((level) => ({ value: level, label: t(`access.levels.${level}`) }))}
        hintOf={(level) => t(`access.levelHints.${level}`)}
        initial="read"
        addLabel={t("access.addSubject")}
        emptyText={t("access.table.empty")}
        faults={listFaults(error)}
        onChange={access.setGrants}
      />
      {error?.code === "own_access_lost" && me && (
        <Button
          className="self-start"
          onClick={() => {
            const { id, name, email } = me;
            access.setGrants(withGrant(grants, { subject: { type: "user", id, name, email }, level: "admin" }));
          }}
        >
          {t("access.keepMe")}
        </Button>
      )}
      <div className="border-t border-line pt-3 text-muted">
        <h3 className="font-medium text-text">{t("access.table.others")}</h3>
        <p>{t("access.table.othersText")}</p>
        {members.data && <p>{t(`people.everybodyElse.${members.data.defaultRole}`)}</p>}
        <p>{t("access.table.above")}</p>
      </div>
    </div>
  );
}
