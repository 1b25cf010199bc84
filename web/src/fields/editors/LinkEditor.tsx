import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { describeRecords, listChoices, MOST_DESCRIBED } from "@/api/links";
import type { LinkedRecord } from "@/api/types";
import { startText } from "@/grid/opening";
import { useLater } from "@/lib/useLater";
import { ComboList } from "@/ui/Combobox";
import { ComboCell, ComboClear, ComboField } from "@/ui/ComboField";
import { OptionChip } from "@/ui/OptionChip";
import { linkedRecords, linksMany, titleOf } from "../linked";
import type { EditorProps } from "../types";
import { toldBy } from "./told";

const TYPING_MS = 180;

/** A search over the records of the other table; one pick closes it where the cell holds one record. */
export function LinkEditor(props: EditorProps) {
  if (props.place === "cell") {
    return (
      <ComboCell className="w-72">
        <LinkList {...props} />
      </ComboCell>
    );
  }
  return <LinkButton {...props} />;
}

/** Several picks are saved together, when the list is left. */
function LinkButton(props: EditorProps) {
  const [open, setOpen] = useState(false);
  const [value, setValue] = useState(props.value);
  const [pointed, setPointed] = useState(false);
  const saved = useRef(JSON.stringify(props.value));
  const picked = linkedRecords(value);
  const told = useDescribed(props.field.id, picked, pointed);
  /** Escape is heard by the list and by the popover: what is saved is not saved again. */
  function leave(last: unknown) {
    setOpen(false);
    setValue(last);
    if (JSON.stringify(last) === saved.current) return;
    saved.current = JSON.stringify(last);
    props.onCommit(last);
  }
  return (
    <div onPointerEnter={() => setPointed(true)}>
      <ComboField
        wraps
        id={props.id}
        open={open}
        onOpenChange={(next) => (next ? setOpen(true) : leave(value))}
        className="min-w-64"
        chosen={
          picked.length > 0
            ? picked.map((each) => (
                <span key={each.id} title={told.get(each.id)} className="flex min-w-0">
                  <OptionChip name={titleOf(each)} color="gray" />
                </span>
              ))
            : null
        }
      >
        <LinkList
          {...props}
          value={value}
          onChange={setValue}
          onCommit={(next) => leave(next === undefined ? value : next)}
          onCancel={() => leave(value)}
        />
      </ComboField>
    </div>
  );
}

/** What tells these records from others of their titles, in one request; nothing until somebody wants to know. */
function useDescribed(fieldId: string, records: readonly LinkedRecord[], enabled: boolean) {
  const ids = records.slice(0, MOST_DESCRIBED).map((each) => each.id);
  const found = useQuery({
    queryKey: keys.described(fieldId, ids.join(",")),
    queryFn: ({ signal }) => describeRecords(fieldId, ids, signal),
    enabled: enabled && ids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  return toldBy(found.data);
}

function LinkList({ field, value, opening, onChange, onCommit, onCancel }: EditorProps) {
  const many = linksMany(field);
  const [picked, setPicked] = useState(() => linkedRecords(value));
  const [search, setSearch] = useState(() => startText(opening, "").text);
  const wanted = useLater(search.trim(), TYPING_MS);
  const found = useQuery({
    queryKey: keys.choices(field.id, wanted),
    queryFn: ({ signal }) => listChoices(field.id, wanted, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const typed = search.trim().toLowerCase();
  const says = (record: LinkedRecord) => titleOf(record).toLowerCase().includes(typed);
  // While the answer to what was typed last is under way, only what fits it may be picked from the one before.
  const answered = wanted === search.trim() && !found.isPlaceholderData;
  const listed = (found.data?.items ?? []).filter((each) => answered || says(each));
  // Those that are linked stay in the list, so that they can be taken off again.
  const kept = picked.filter((each) => says(each) && !listed.some((other) => other.id === each.id));
  const records: LinkedRecord[] = [...kept, ...listed];
  const [first] = useState(picked);
  const told = new Map([...useDescribed(field.id, first, true), ...toldBy(found.data)]);

  function pick(id: string) {
    const said = records.find((each) => each.id === id);
    if (!said) return;
    const record: LinkedRecord = { id: said.id, title: said.title };
    if (!many) return onCommit([record]);
    const has = picked.some((each) => each.id === id);
    const next = has ? picked.filter((each) => each.id !== id) : [...picked, record];
    setPicked(next);
    setSearch("");
    onChange(next.length > 0 ? next : null);
  }

  return (
    <>
      <ComboList
        label={field.name}
        searched
        selected={picked.map((record) => record.id)}
        items={records.map((record) => ({ id: record.id, name: titleOf(record), detail: told.get(record.id) }))}
        initialSearch={search}
        onSearchChange={setSearch}
        onPick={pick}
        onCancel={many ? () => onCommit(picked.length > 0 ? picked : null) : onCancel}
      />
      {found.error && (
        <p role="alert" className="border-t border-line px-3 py-1.5 text-sm text-bad">
          {asApiError(found.error).reason}
        </p>
      )}
      {picked.length > 0 && <ComboClear onClear={() => onCommit(null)} />}
    </>
  );
}
