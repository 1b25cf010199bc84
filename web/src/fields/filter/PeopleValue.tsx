import { use, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { usePeople } from "../editors/PersonEditor";
import { AttributesContext } from "./attributes";
import { PickedValue } from "./PickedValue";

interface PeopleValueProps {
  field: Field;
  many: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
}

const ME = "me";

/** Whoever looks, or people by name: one, or several where the operator takes a list. */
export function PeopleValue({ field, many, value, onChange }: PeopleValueProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const people = usePeople(search.trim()).data?.items ?? [];
  const everybody = usePeople("").data?.items ?? [];
  const mine = typeof value === "object" && value !== null && "currentUser" in value;
  // A rule is made by one person for others.
  const me = t(use(AttributesContext) ? "filters.whoeverLooks" : "filters.currentUser");
  const ids = mine ? [ME] : Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : [];
  const nameOf = (id: string) =>
    id === ME ? me : ([...people, ...everybody].find((each) => each.id === id || each.email === id)?.name ?? id);

  function pick(id: string) {
    if (id === ME) {
      setOpen(false);
      return onChange({ currentUser: true });
    }
    if (!many) {
      setOpen(false);
      return onChange(id);
    }
    const others = ids.filter((each) => each !== ME);
    onChange(others.includes(id) ? others.filter((each) => each !== id) : [...others, id]);
  }

  return (
    <PickedValue
      label={field.name}
      ids={ids}
      nameOf={nameOf}
      items={[{ id: ME, name: me }, ...people.map((each) => ({ id: each.id, name: each.name, group: each.email }))]}
      open={open}
      onOpenChange={setOpen}
      onSearchChange={setSearch}
      onPick={pick}
    />
  );
}
