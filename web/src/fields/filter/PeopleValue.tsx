import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { ComboList } from "@/ui/Combobox";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";
import { usePeople } from "../editors/PersonEditor";

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
  const ids = mine ? [ME] : Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : [];
  const nameOf = (id: string) =>
    id === ME
      ? t("filters.currentUser")
      : ([...people, ...everybody].find((each) => each.id === id || each.email === id)?.name ?? id);

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
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        aria-label={[t("filters.value"), ...ids.map(nameOf)].join(" ")}
        className="flex h-8 w-full items-center gap-1 overflow-hidden rounded-md border border-line bg-surface px-2.5 text-left hover:border-faint/60"
      >
        <span className={ids.length ? "truncate" : "truncate text-muted"}>
          {ids.length ? ids.map(nameOf).join(", ") : t("fields.choose")}
        </span>
      </PopoverTrigger>
      <PopoverContent className="w-64">
        <ComboList
          label={field.name}
          selected={ids}
          items={[
            { id: ME, name: t("filters.currentUser") },
            ...people.map((each) => ({ id: each.id, name: each.name, group: each.email })),
          ]}
          onSearchChange={setSearch}
          onPick={pick}
          onCancel={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}
