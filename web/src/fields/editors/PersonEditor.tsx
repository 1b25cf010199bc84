import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "@/api/keys";
import { searchPeople } from "@/api/people";
import type { User } from "@/api/types";
import { startText } from "@/grid/opening";
import { Avatar } from "@/ui/Avatar";
import { ComboList } from "@/ui/Combobox";
import { ComboCell, ComboClear, ComboField } from "@/ui/ComboField";
import { plainText } from "../plain";
import { useFieldTable } from "../tableContext";
import type { EditorProps } from "../types";

interface PersonEditorProps extends EditorProps {
  many: boolean;
}

function peopleOf(value: unknown): User[] {
  const items = Array.isArray(value) ? value : [value];
  return items.filter((each): each is User => typeof (each as Partial<User> | null)?.id === "string");
}

export function usePeople(search: string) {
  const table = useFieldTable();
  return useQuery({
    queryKey: keys.people(table?.baseId ?? "", search),
    queryFn: ({ signal }) => searchPeople(table?.baseId ?? "", search, signal),
    enabled: table !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** A searchable list of the people who can open the base; one pick closes it for a single person. */
export function PersonEditor(props: PersonEditorProps) {
  if (props.place === "cell") {
    return (
      <ComboCell>
        <PersonList {...props} />
      </ComboCell>
    );
  }
  return <PersonButton {...props} />;
}

function Person({ name }: { name: string }) {
  return (
    <span className="mr-1 inline-flex min-w-0 items-center gap-1.5">
      <Avatar name={name} className="size-5" />
      <span className="truncate">{name}</span>
    </span>
  );
}

function PersonButton(props: PersonEditorProps) {
  const [open, setOpen] = useState(false);
  const picked = peopleOf(props.value);
  const commit = (value?: unknown) => {
    if (!props.many) setOpen(false);
    props.onCommit(value);
  };
  return (
    <ComboField
      wraps
      id={props.id}
      open={open}
      onOpenChange={setOpen}
      className="min-w-56"
      chosen={picked.length > 0 ? picked.map((each) => <Person key={each.id} name={each.name} />) : null}
    >
      <PersonList {...props} onChange={commit} onCommit={commit} onCancel={() => setOpen(false)} />
    </ComboField>
  );
}

function PersonList({ field, value, many, opening, onChange, onCommit, onCancel }: PersonEditorProps) {
  const [picked, setPicked] = useState(() => peopleOf(value));
  const [search, setSearch] = useState(() => startText(opening, "").text);
  const found = usePeople(search.trim());
  const listed = found.data?.items ?? [];
  // Those who are chosen stay in the list, so that they can be taken off again.
  const people = [...picked.filter((each) => !listed.some((other) => other.id === each.id)), ...listed];

  function pick(id: string) {
    const person = people.find((each) => each.id === id);
    if (!person) return;
    if (!many) return onCommit(person);
    const has = picked.some((each) => each.id === id);
    const next = has ? picked.filter((each) => each.id !== id) : [...picked, person];
    setPicked(next);
    onChange(next.length > 0 ? next : null);
  }

  return (
    <>
      <ComboList
        label={field.name}
        selected={picked.map((person) => person.id)}
        items={people.map((person) => ({
          id: person.id,
          name: `${person.name} ${person.email}`,
          content: (
            <span className="inline-flex min-w-0 flex-1 items-center gap-2">
              <Avatar name={person.name} className="size-5" />
              <span className="truncate">{person.name}</span>
              <span className="truncate text-sm text-muted">{person.email}</span>
            </span>
          ),
        }))}
        initialSearch={search}
        onSearchChange={setSearch}
        onPick={pick}
        onCancel={onCancel}
      />
      {!many && plainText(value) && <ComboClear onClear={() => onCommit(null)} />}
    </>
  );
}
