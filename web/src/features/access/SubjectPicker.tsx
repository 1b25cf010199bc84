import { Globe, Plus, UserCog, UserRound, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Subject } from "@/api/access";
import type { BaseDetail } from "@/api/types";
import { useLater } from "@/lib/useLater";
import { ComboList } from "@/ui/Combobox";
import { ComboField } from "@/ui/ComboField";
import { BASE_ROLES, EVERYONE, subjectKey, subjectName } from "./subjects";
import { usePeopleInReach, useTeamsInReach } from "./useReachable";

interface SubjectPickerProps {
  base: BaseDetail;
  label: string;
  /** Null for one that adds: it says so, and keeps nothing. */
  value: Subject | null;
  onPick: (subject: Subject) => void;
}

const TYPING_MS = 180;
export const SUBJECT_ICONS = {
  everyone: Globe,
  role: UserCog,
  team: UsersRound,
  user: UserRound,
  token: UserRound,
  link: UserRound,
};

/** Everyone, a role in the base, a team, or a person. */
export function SubjectPicker({ base, label, value, onPick }: SubjectPickerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const wanted = useLater(search.trim(), TYPING_MS);
  const people = usePeopleInReach(base, wanted);
  const teams = useTeamsInReach(base.workspaceId);
  const typed = search.trim().toLowerCase();
  const fixed: Subject[] = [
    EVERYONE,
    ...BASE_ROLES.map((role): Subject => ({ type: "role", role })),
    ...teams.map(({ id, name }): Subject => ({ type: "team", id, name })),
  ].filter((each) => subjectName(t, each).toLowerCase().includes(typed));
  const found = [...fixed, ...people.map(({ id, name, email }): Subject => ({ type: "user", id, name, email }))];
  const close = () => {
    setOpen(false);
    setSearch("");
  };
  return (
    <ComboField
      fits={value === null}
      open={open}
      onOpenChange={(now) => (now ? setOpen(true) : close())}
      label={value ? `${label} ${subjectName(t, value)}` : label}
      className="w-72"
      chosen={
        value ? (
          <span className="truncate">{subjectName(t, value)}</span>
        ) : (
          <>
            <Plus className="size-4 shrink-0 text-muted" aria-hidden />
            <span className="truncate text-muted">{t("access.add")}</span>
          </>
        )
      }
    >
      <ComboList
        label={label}
        searched
        selected={value ? [subjectKey(value)] : []}
        items={found.map((each) => {
          const Icon = SUBJECT_ICONS[each.type];
          return {
            id: subjectKey(each),
            name: subjectName(t, each),
            icon: <Icon />,
            detail: each.email ?? undefined,
            group: each.type === "everyone" ? undefined : t(`access.subjects.types.${each.type as "role"}`),
          };
        })}
        onSearchChange={setSearch}
        onPick={(key) => {
          const picked = found.find((each) => subjectKey(each) === key);
          if (picked) onPick(picked);
          close();
        }}
        onCancel={close}
      />
    </ComboField>
  );
}
