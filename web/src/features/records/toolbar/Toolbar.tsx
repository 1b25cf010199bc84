import { ArrowDownUp, EyeOff, ListFilter, Rows2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BaseDetail, FilterGroup, GridConfig, Table, View } from "@/api/types";
import { FilterEditor } from "@/fields/filter/FilterEditor";
import { SortEditor } from "@/fields/SortEditor";
import { seesTrash } from "@/shell/ownAccess";
import type { ShownColumn } from "../data/columns";
import type { Filtering } from "../TableScreen";
import { GroupEditor } from "./GroupEditor";
import { HideFields } from "./HideFields";
import { RowHeightMenu } from "./RowHeightMenu";
import { SearchBox } from "./SearchBox";
import { TableMenu } from "./TableMenu";
import { ToolButton } from "./ToolButton";
import { ViewSwitcher } from "./ViewSwitcher";

interface ToolbarProps {
  base: BaseDetail;
  table: Table;
  view: View;
  columns: ShownColumn[];
  search: string;
  filtering: Filtering;
  canDesign: boolean;
  onFiltering: (filtering: Filtering) => void;
  onSearch: (search: string) => void;
  onConfig: (part: Partial<GridConfig>) => void;
  onFoldAll?: (shut: boolean) => void;
}

/** View switcher, filter, sort, hidden fields, row height, search; what is active is tinted and counted. */
export function Toolbar({ base, table, view, columns, filtering, onFiltering, onConfig, ...props }: ToolbarProps) {
  const { t } = useTranslation();
  const { config } = view;
  const filter = (config.filter ?? null) as FilterGroup | null;
  const hidden = columns.filter((column) => column.hidden).length;
  return (
    <div
      role="toolbar"
      aria-label={t("views.toolbar")}
      className="flex h-10 shrink-0 max-md:h-12 items-center gap-1 overflow-x-auto border-b border-line px-2"
    >
      <ViewSwitcher base={base} table={table} view={view} />
      <span className="mx-1 h-4 w-px shrink-0 bg-line" />
      <ToolButton
        icon={<ListFilter />}
        label={t("filters.title")}
        count={filter?.filters.length ?? 0}
        open={filtering.open}
        onOpenChange={(open) => onFiltering({ open, seed: null })}
        className="w-[min(620px,calc(100vw-16px))] p-3"
      >
        <FilterEditor
          fields={table.fields}
          filter={filter}
          seed={filtering.seed}
          emptyText={t("filters.empty")}
          onChange={(next) => onConfig({ filter: next })}
        />
      </ToolButton>
      <ToolButton
        icon={<ArrowDownUp />}
        label={t("sorts.title")}
        count={config.sorts.length}
        className="w-[min(420px,calc(100vw-16px))] p-3"
      >
        <SortEditor fields={table.fields} sorts={config.sorts} onChange={(sorts) => onConfig({ sorts })} />
      </ToolButton>
      <ToolButton
        icon={<Rows2 />}
        label={t("groups.title")}
        count={config.groups?.length ?? 0}
        className="w-[min(480px,calc(100vw-16px))] p-3"
      >
        <GroupEditor
          fields={table.fields}
          groups={config.groups ?? []}
          onChange={(groups) => onConfig({ groups })}
          onFoldAll={props.onFoldAll}
        />
      </ToolButton>
      <ToolButton icon={<EyeOff />} label={t("fields.hidden")} count={hidden} className="w-64 p-1">
        <HideFields columns={columns} onChange={(next) => onConfig({ columns: next })} />
      </ToolButton>
      <RowHeightMenu value={config.rowHeight} onChange={(rowHeight) => onConfig({ rowHeight })} />
      <SearchBox value={props.search} onChange={props.onSearch} />
      {(props.canDesign || seesTrash(base)) && <TableMenu base={base} table={table} canDesign={props.canDesign} />}
    </div>
  );
}
