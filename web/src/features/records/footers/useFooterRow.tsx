import { useMemo } from "react";
import type { RecordQuery } from "@/api/records";
import type { GridConfig } from "@/api/types";
import { footersOf } from "@/fields/footers";
import { kindOf } from "@/fields/registry";
import { type ShownColumn, toGridColumns } from "../data/columns";
import { FooterMenu } from "./FooterMenu";
import { chosenFooters, useFooters } from "./useFooters";

interface FooterRow {
  tableId: string;
  query: RecordQuery;
  columns: ShownColumn[];
  onConfig: (part: Partial<GridConfig>) => void;
}

/** What stands under each column of the grid, by field. */
export function useFooterRow({ tableId, query, columns, onConfig }: FooterRow) {
  const chosen = useMemo(() => chosenFooters(columns), [columns]);
  const footers = useFooters(tableId, query, chosen);
  const render = (id: string) => {
    const column = columns.find((each) => each.field.id === id);
    if (!column) return null;
    const { field, footer } = column;
    return (
      <FooterMenu
        field={field}
        footer={footer && footersOf(field).includes(footer.fn) ? footer : null}
        value={footer && footers.valueOf(field, footer)}
        stale={footers.stale}
        failed={footers.failed !== null}
        numeric={kindOf(field) === "number"}
        onChoose={(next) =>
          onConfig({
            columns: toGridColumns(columns.map((each) => (each === column ? { ...each, footer: next } : each))),
          })
        }
      />
    );
  };
  return { chosen, render };
}
