import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BaseDetail, User } from "@/api/types";
import { useLater } from "@/lib/useLater";
import { ComboList } from "@/ui/Combobox";
import { ComboField } from "@/ui/ComboField";
import { usePeopleInReach } from "./useReachable";

interface PersonPickerProps {
  base: BaseDetail;
  person: User | null;
  onPick: (person: User) => void;
}

const TYPING_MS = 180;

export function PersonPicker({ base, person, onPick }: PersonPickerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const people = usePeopleInReach(base, useLater(search.trim(), TYPING_MS));
  const close = () => {
    setOpen(false);
    setSearch("");
  };
  return (
    <ComboField
      open={open}
      onOpenChange={(now) => (now ? setOpen(true) : close())}
      label={[t("people.choosePerson"), person?.name].filter(Boolean).join(" ")}
      className="w-72"
      chosen={<span className={person ? "truncate" : "text-muted"}>{person?.name ?? t("people.choosePerson")}</span>}
    >
      <ComboList
        label={t("people.choosePerson")}
        searched
        selected={person ? [person.id] : []}
        items={people.map(({ id, name, email }) => ({ id, name, detail: email }))}
        onSearchChange={setSearch}
        onPick={(id) => {
          const picked = people.find((each) => each.id === id);
          if (picked) onPick(picked);
          close();
        }}
        onCancel={close}
      />
    </ComboField>
  );
}
