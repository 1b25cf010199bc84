import { ChevronRight, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useParams } from "react-router";
import type { Base } from "@/api/types";
import { cn } from "@/lib/cn";
import { CreateBaseDialog, CreateTableDialog } from "@/shell/CreateDialogs";
import { useBase, useBases } from "@/shell/useBase";
import { BaseMark } from "@/ui/BaseMark";
import { IconButton } from "@/ui/IconButton";
import { Skeleton } from "@/ui/States";
import { TableEntry } from "./TableEntry";

/** The workspace's bases; an open one shows its tables. */
export function BaseTree({ workspaceId }: { workspaceId: string }) {
  const { t } = useTranslation();
  const bases = useBases(workspaceId);
  const [creating, setCreating] = useState(false);
  return (
    <div className="flex flex-col gap-0.5">
      <div className="flex h-7 items-center justify-between pl-2.5 text-xs font-medium text-muted">
        <h2>{t("shell.bases")}</h2>
        <IconButton label={t("home.createBase")} size="icon-sm" onClick={() => setCreating(true)}>
          <Plus />
        </IconButton>
      </div>
      {bases.isPending && (
        <>
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </>
      )}
      {bases.data?.items.map((base) => (
        <BaseNode key={base.id} base={base} />
      ))}
      {bases.data?.items.length === 0 && <p className="px-2.5 py-1 text-muted">{t("shell.noBases")}</p>}
      <CreateBaseDialog workspaceId={workspaceId} open={creating} onOpenChange={setCreating} />
    </div>
  );
}

function BaseNode({ base }: { base: Base }) {
  const { t } = useTranslation();
  const { baseId } = useParams();
  const current = baseId === base.id;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [creating, setCreating] = useState(false);
  const open = chosen ?? current;
  const detail = useBase(open ? base.id : undefined);
  const path = `/w/${base.workspaceId}/b/${base.id}`;
  return (
    <div>
      <div className={cn("group flex h-8 items-center rounded-md hover:bg-hover", current && "text-text")}>
        <button
          type="button"
          aria-expanded={open}
          aria-label={t(open ? "shell.closeBase" : "shell.openBase", { name: base.name })}
          className="flex h-8 w-6 items-center justify-center rounded-md text-muted"
          onClick={() => setChosen(!open)}
        >
          <ChevronRight className={cn("size-3.5 transition-transform", open && "rotate-90")} />
        </button>
        <NavLink to={path} className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md">
          <BaseMark name={base.name} color={base.color} small />
          <span className="truncate font-medium">{base.name}</span>
        </NavLink>
        {base.role === "creator" && (
          <IconButton
            label={t("home.createTable")}
            size="icon-sm"
            className="mr-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
            onClick={() => setCreating(true)}
          >
            <Plus />
          </IconButton>
        )}
      </div>
      {open && (
        <div className="ml-3 flex flex-col gap-0.5 border-l border-line py-0.5 pl-1.5">
          {detail.isPending && <Skeleton className="h-7" />}
          {detail.data?.tables.map((table) => (
            <TableEntry key={table.id} base={detail.data} table={table} />
          ))}
          {detail.data?.tables.length === 0 && <p className="px-2 py-1 text-muted">{t("shell.noTables")}</p>}
        </div>
      )}
      <CreateTableDialog base={base} open={creating} onOpenChange={setCreating} />
    </div>
  );
}
