import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { getAutomation } from "@/api/automations";
import { keys } from "@/api/keys";
import type { Automation, BaseDetail, Table } from "@/api/types";
import { useMe } from "@/shell/useBase";
import { ErrorState, Skeleton } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { Builder } from "../context";
import { RunLog } from "../runs/RunLog";
import { AutomationHeader } from "./AutomationHeader";
import { DefinitionEditor } from "./DefinitionEditor";
import { useAutomationDraft } from "./useAutomationDraft";

interface AutomationScreenProps {
  automationId: string;
  base: BaseDetail;
  table: Table;
  path: string;
  canBuild: boolean;
}

export function AutomationScreen(props: AutomationScreenProps) {
  const { automationId } = props;
  const automation = useQuery({ queryKey: keys.automation(automationId), queryFn: () => getAutomation(automationId) });
  if (automation.error)
    return <ErrorState error={automation.error} onRetry={() => void automation.refetch()} className="h-full" />;
  if (!automation.data) {
    return (
      <div className="mx-auto flex max-w-xl flex-col gap-3 p-8" aria-busy>
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
      </div>
    );
  }
  return <OpenAutomation {...props} automation={automation.data} />;
}

function OpenAutomation({
  automation,
  base,
  table,
  path,
  canBuild,
}: AutomationScreenProps & { automation: Automation }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const draft = useAutomationDraft(automation);
  const [tab, setTab] = useState<"editor" | "runs">("editor");
  const { steps } = draft.draft;
  const builder = useMemo(
    () => ({ table, tables: base.tables, steps, actorEmail: me?.email ?? "", readOnly: !canBuild }),
    [table, base.tables, steps, me?.email, canBuild],
  );
  return (
    <Builder value={builder}>
      <div className="flex h-full flex-col">
        <AutomationHeader
          automation={automation}
          draft={draft}
          path={path}
          canBuild={canBuild}
          onStarted={() => setTab("runs")}
        />
        <Tabs
          className="flex min-h-0 flex-1 flex-col"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              value: "editor",
              label: t("automations.editor"),
              content: <DefinitionEditor draft={draft.draft} error={draft.error} onChange={draft.change} />,
            },
            {
              value: "runs",
              label: t("runs.title"),
              content: <RunLog automation={automation} table={table} base={base} />,
            },
          ]}
        />
      </div>
    </Builder>
  );
}
