import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api/keys";
import { createField, deleteField, type FieldDraft, updateField } from "@/api/tables";
import type { BaseDetail, Field, Option, Table } from "@/api/types";
import { optionsOf } from "@/fields/options";

/** Changes of a table's fields; each ends with the schema and the rows up to date. */
export function useFieldActions(table: Pick<Table, "id" | "baseId">) {
  const client = useQueryClient();
  const { id: tableId, baseId } = table;
  return useMemo(() => {
    async function reload() {
      await client.invalidateQueries({ queryKey: keys.base(baseId) });
      void client.invalidateQueries({ queryKey: keys.records(tableId) });
    }

    function show(field: Field) {
      client.setQueryData<BaseDetail>(keys.base(baseId), (base) => {
        const swap = (each: Field) => (each.id === field.id ? { ...each, ...field } : each);
        return base && { ...base, tables: base.tables.map((each) => ({ ...each, fields: each.fields.map(swap) })) };
      });
    }

    return {
      reload,
      create: async (draft: FieldDraft) => {
        await createField(tableId, draft);
        await reload();
      },
      update: async (field: Field, draft: FieldDraft) => {
        const { type: _fixed, encrypted: _converted, ...change } = draft;
        show(await updateField(field.id, change));
        await reload();
      },
      remove: async (field: Field) => {
        const { changeSet } = await deleteField(field.id);
        await reload();
        return changeSet;
      },
      /** Adds a choice to a select field and answers its id. */
      createOption: async (field: Field, name: string): Promise<string> => {
        const options: Partial<Option>[] = [...optionsOf(field), { name }];
        const saved = await updateField(field.id, { config: { ...field.config, options } });
        show(saved);
        const created = optionsOf(saved).find((option) => option.name === name);
        if (!created) throw new Error(`The option "${name}" was not saved.`);
        return created.id;
      },
    };
  }, [baseId, client, tableId]);
}
