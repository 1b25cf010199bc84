import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "@/api/keys";
import { pageRecords } from "@/api/records";
import type { Field, LinkedRecord, Table } from "@/api/types";
import { useLater } from "@/lib/useLater";
import { useBaseTables } from "../config/useBaseTables";
import { linkTarget, titleOf } from "../linked";
import { fieldText } from "../registry";
import { PickedValue } from "./PickedValue";

interface LinkValueProps {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
}

const TYPING_MS = 180;
const SHOWN = 50;

/** Records of the linked table by title. A link's own picker would leave out those that are linked already. */
export function LinkValue({ field, value, onChange }: LinkValueProps) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const target = useBaseTables().find((each) => each.id === linkTarget(field));
  const ids = Array.isArray(value) ? value.map(String) : [];
  const picked = useTitled(target, { ids }, ids.length > 0);
  const listed = useTitled(target, { search: useLater(search.trim(), TYPING_MS) }, open);
  const known = new Map([...picked, ...listed].map((each) => [each.id, each]));
  const nameOf = (id: string) => {
    const record = known.get(id);
    return record ? titleOf(record) : id;
  };

  return (
    <PickedValue
      label={field.name}
      ids={ids}
      nameOf={nameOf}
      items={[...known.values()].map((each) => ({ id: each.id, name: titleOf(each) }))}
      open={open}
      onOpenChange={setOpen}
      onSearchChange={setSearch}
      onPick={(id) => {
        setSearch("");
        onChange(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
      }}
    />
  );
}

/** Records of a table with the text of their primary field: some by id, or those that a search finds. */
function useTitled(
  table: Table | undefined,
  wanted: { ids?: string[]; search?: string },
  enabled: boolean,
): LinkedRecord[] {
  const primary = table?.fields.find((each) => each.primary);
  const found = useQuery({
    queryKey: keys.titles(table?.id ?? "", JSON.stringify(wanted)),
    queryFn: ({ signal }) =>
      pageRecords(
        table?.id ?? "",
        {
          filter: null,
          sorts: [],
          search: wanted.search ?? null,
          searchFields: primary ? [primary.id] : undefined,
          ids: wanted.ids,
          offset: 0,
          limit: SHOWN,
        },
        signal,
      ),
    enabled: enabled && table !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return (found.data?.items ?? []).map(({ id, fields }) => ({
    id,
    title: primary ? fieldText(fields[primary.id] ?? null, primary) || null : null,
  }));
}
