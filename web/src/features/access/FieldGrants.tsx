import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type FieldLevel, getFieldGrants } from "@/api/access";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { BaseDetail, Field } from "@/api/types";
import { fieldType } from "@/fields/registry";
import { Skeleton } from "@/ui/States";
import { FaultText } from "./FaultText";
import { listFaults } from "./faults";
import { GrantList } from "./GrantList";
import type { AccessDraft } from "./useAccessDraft";

interface FieldGrantsProps {
  base: BaseDetail;
  tableId: string;
  field: Field;
  access: AccessDraft;
}

const LEVELS: readonly FieldLevel[] = ["hidden", "read", "edit"];

/** One field beside those for whom it differs from the table. */
export function FieldGrants({ base, tableId, field, access }: FieldGrantsProps) {
  const { t } = useTranslation();
  const saved = useQuery({
    queryKey: keys.fieldGrants(tableId, field.id),
    queryFn: () => getFieldGrants(field.id),
    staleTime: 60_000,
  });
  const grants = access.draft.fields[field.id] ?? saved.data;
  const Icon = fieldType(field.type).icon;
  return (
    <li
      data-testid="field-access"
      aria-label={field.name}
      className="grid grid-cols-[minmax(120px,1fr)_minmax(0,2fr)] gap-x-4 gap-y-1 py-2 max-sm:grid-cols-1"
    >
      <div className="flex h-9 min-w-0 items-center gap-2">
        <Icon className="size-4 shrink-0 text-muted" aria-hidden />
        <span className="truncate font-medium" title={field.name}>
          {field.name}
        </span>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        {saved.error && <FaultText text={asApiError(saved.error).reason} />}
        {saved.isPending && <Skeleton className="h-9" />}
        {grants && (
          <GrantList
            base={base}
            grants={grants}
            levels={LEVELS.map((level) => ({ value: level, label: t(`access.fieldLevels.${level}`) }))}
            initial="hidden"
            emptyText={t("access.fields.follows")}
            addLabel={t("access.fields.add", { name: field.name })}
            faults={listFaults(access.errors[field.id])}
            onChange={(next) => access.setField(field.id, next)}
          />
        )}
      </div>
    </li>
  );
}
