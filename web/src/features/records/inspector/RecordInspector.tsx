import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { getRecord } from "@/api/records";
import type { Table } from "@/api/types";
import { fieldText } from "@/fields/registry";
import { SidePanel } from "@/shell/SidePanel";
import { useUndo } from "@/shell/useUndo";
import { IconButton } from "@/ui/IconButton";
import { ErrorState, Skeleton } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { toast } from "@/ui/toastStore";
import type { ShownColumn } from "../data/columns";
import { findCached } from "../data/recordCache";
import { removeRecords } from "../data/removeRecords";
import { HistoryTab } from "./HistoryTab";
import { RecordForm } from "./RecordForm";

interface RecordInspectorProps {
  recordId: string;
  table: Table;
  columns: readonly ShownColumn[];
  canWrite: boolean;
  onClose: () => void;
}

/** The open record beside the grid: all its fields, and who changed what when. */
export function RecordInspector({ recordId, table, columns, canWrite, onClose }: RecordInspectorProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { undoNamed } = useUndo();
  const [tab, setTab] = useState<"fields" | "history">("fields");
  const record = useQuery({
    queryKey: keys.record(recordId),
    queryFn: () => getRecord(recordId),
    placeholderData: () => findCached(client, table.id, recordId),
    refetchInterval: 5_000,
  });
  const primary = table.fields.find((field) => field.primary);
  const title = record.data && primary ? fieldText(record.data.fields[primary.id], primary) : "";

  async function remove() {
    try {
      const changeSets = await removeRecords(table.id, [recordId]);
      onClose();
      await client.invalidateQueries({ queryKey: keys.records(table.id) });
      toast(t("grid.deleted", { count: 1 }), {
        action: { label: t("undo.undo"), run: () => void undoNamed(changeSets) },
      });
    } catch (error) {
      toast(t("grid.deleteFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  return (
    <SidePanel label={t("record.panel")} testId="inspector" onClose={onClose}>
      <header className="flex h-11 shrink-0 items-center gap-1 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-lg font-semibold">{title || t("record.untitled")}</h2>
        {canWrite && record.data && (
          <IconButton label={t("grid.deleteRecord")} onClick={() => void remove()}>
            <Trash2 />
          </IconButton>
        )}
        <IconButton label={t("common.close")} keys="Esc" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {record.error && !record.data && <ErrorState error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && <FormSkeleton />}
      {record.data && (
        <Tabs
          className="flex min-h-0 flex-1 flex-col"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              value: "fields",
              label: t("record.fields"),
              content: <RecordForm record={record.data} table={table} columns={columns} />,
            },
            {
              value: "history",
              label: t("record.history"),
              content: <HistoryTab recordId={recordId} fields={table.fields} />,
            },
          ]}
        />
      )}
    </SidePanel>
  );
}

function FormSkeleton() {
  return (
    <div className="flex flex-col gap-4 p-4 pt-13" aria-busy>
      {[1, 2, 3, 4, 5].map((each) => (
        <div key={each} className="flex flex-col gap-1.5">
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="h-8" />
        </div>
      ))}
    </div>
  );
}
