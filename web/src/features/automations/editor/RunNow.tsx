import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { runAutomation } from "@/api/automations";
import { asApiError, type FaultPath } from "@/api/errors";
import { keys } from "@/api/keys";
import { pageRecords } from "@/api/records";
import type { Automation, Definition } from "@/api/types";
import { fieldText } from "@/fields/registry";
import { Button } from "@/ui/Button";
import { ComboList } from "@/ui/Combobox";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";
import { toast } from "@/ui/toastStore";
import { useBuilder } from "../context";
import type { useAutomationDraft } from "./useAutomationDraft";

interface RunNowProps {
  automation: Automation;
  afterSaving: ReturnType<typeof useAutomationDraft>["afterSaving"];
  onStarted: () => void;
  /** The draft that was sent has faults. */
  onRefused: (faults: readonly FaultPath[], sent: Definition) => void;
}

const NO_RECORD = "none";

function ofDraft(error: unknown): FaultPath[] {
  return asApiError(error).faults.filter((fault) => fault.path !== "recordId");
}

/** Starts a run by hand, on a record the person picks or on none. */
export function RunNow({ automation, afterSaving, onStarted, onRefused }: RunNowProps) {
  const { t } = useTranslation();
  const { table } = useBuilder();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const found = useQuery({
    queryKey: [...keys.records(table.id), "pick", search],
    queryFn: ({ signal }) =>
      pageRecords(table.id, { filter: null, sorts: [], search: search || null, offset: 0, limit: 30 }, signal),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const primary = table.fields.find((field) => field.primary);

  async function start(id: string) {
    setOpen(false);
    try {
      const done = await afterSaving(async (sent) => {
        try {
          await runAutomation(automation.id, id === NO_RECORD ? null : id);
        } catch (error) {
          const faults = ofDraft(error);
          if (faults.length > 0) onRefused(faults, sent);
          throw error;
        }
      });
      if (!done) throw new Error(t("automations.saveFirst"));
      await client.invalidateQueries({ queryKey: keys.runs(automation.id) });
      onStarted();
    } catch (error) {
      if (ofDraft(error).length > 0) return;
      toast(t("automations.runFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  const records = (found.data?.items ?? []).map((record) => ({
    id: record.id,
    name: (primary && fieldText(record.fields[primary.id], primary)) || t("record.untitled"),
    group: `#${record.no}`,
  }));
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button data-testid="automation-run">
          <Play />
          {t("automations.run")}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-72">
        <p className="px-3 pt-2 pb-1 text-sm text-muted">{t("automations.runOn")}</p>
        <ComboList
          label={t("automations.runOn")}
          selected={[]}
          items={[...records, { id: NO_RECORD, name: t("automations.runWithout") }]}
          onSearchChange={setSearch}
          onPick={(id) => void start(id)}
          onCancel={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}
