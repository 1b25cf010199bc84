import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Grant } from "@/api/access";
import type { BaseDetail } from "@/api/types";
import { cn } from "@/lib/cn";
import { IconButton } from "@/ui/IconButton";
import { type Choice, Select } from "@/ui/Select";
import { FaultText } from "./FaultText";
import type { ListFaults } from "./faults";
import { SUBJECT_ICONS, SubjectPicker } from "./SubjectPicker";
import { subjectKey, subjectName, withGrant } from "./subjects";

interface GrantListProps<Level extends string> {
  base: BaseDetail;
  grants: readonly Grant<Level>[];
  levels: readonly Choice<Level>[];
  /** What a level means, in a line. */
  hintOf?: (level: Level) => string;
  /** The level that a grant starts with. */
  initial: Level;
  addLabel: string;
  /** Stands beside the button that adds while nobody has a grant. */
  emptyText: string;
  faults: ListFaults;
  onChange: (grants: Grant<Level>[]) => void;
}

/** Who is given what, one entry a subject. */
export function GrantList<Level extends string>(props: GrantListProps<Level>) {
  const { grants, faults, hintOf, onChange } = props;
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-1.5 empty:hidden">
        {grants.map((grant, place) => {
          const key = subjectKey(grant.subject);
          const name = subjectName(t, grant.subject);
          const Icon = SUBJECT_ICONS[grant.subject.type];
          return (
            <li key={key} data-testid="grant">
              <div className="flex min-h-9 items-center gap-2">
                <Icon className="size-4 shrink-0 text-muted" aria-hidden />
                <div className="min-w-0 flex-1">
                  <p className="truncate" title={grant.subject.email ?? name}>
                    {name}
                  </p>
                  {hintOf && <p className="truncate text-sm text-muted">{hintOf(grant.level)}</p>}
                </div>
                <Select
                  label={t("access.levelOf", { name })}
                  className="w-32 shrink-0 max-md:h-10"
                  value={grant.level}
                  choices={props.levels}
                  onChange={(level) => onChange(withGrant(grants, { ...grant, level }))}
                />
                <IconButton
                  label={t("access.removeGrant", { name })}
                  className="max-md:size-10"
                  onClick={() => onChange(grants.filter((each) => subjectKey(each.subject) !== key))}
                >
                  <X />
                </IconButton>
              </div>
              <FaultText text={faults.at.get(place)} />
            </li>
          );
        })}
      </ul>
      <FaultText text={faults.other} />
      <div className={cn("flex flex-wrap items-center gap-x-3 gap-y-1", grants.length === 0 && "min-h-9")}>
        {grants.length === 0 && <p className="min-w-0 flex-1 text-muted">{props.emptyText}</p>}
        <SubjectPicker
          base={props.base}
          label={props.addLabel}
          value={null}
          onPick={(subject) => onChange(withGrant(grants, { subject, level: props.initial }))}
        />
      </div>
    </div>
  );
}
