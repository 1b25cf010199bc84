import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { getAutomation } from "@/api/automations";
import type { ApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Automation, BaseDetail, Table } from "@/api/types";
import { useMe } from "@/shell/useBase";
import { ErrorState, Skeleton } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { Builder } from "../context";
import { Faults } from "../faults/context";
import { FaultSummary } from "../faults/FaultSummary";
import { placeFaults, remaining } from "../faults/placing";
import { RunLog } from "../runs/RunLog";
import { AutomationHeader } from "./AutomationHeader";
import { DefinitionEditor } from "./DefinitionEditor";
import { useAutomationDraft } from "./useAutomationDraft";
import { useRefusal } from "./useRefusal";

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
  const refusal = useRefusal(draft.draft);
  const [tab, setTab] = useState<"editor" | "runs">("editor");
  const { steps } = draft.draft;
  const builder = useMemo(
    () => ({ table, tables: base.tables, steps, actorEmail: me?.email ?? "", readOnly: !canBuild }),
    [table, base.tables, steps, me?.email, canBuild],
  );
  const { refused } = draft;
  const unsaved = useMemo(() => (refused ? placeFaults(refused.sent, refused.error.faults) : []), [refused]);
  const faults = unsaved.length > 0 ? remaining(unsaved, draft.draft) : refusal.faults;
  const refusedTitle = t(refusal.of === "run" ? "automations.runFailed" : "automations.publishFailed");
  return (
    <Builder value={builder}>
      <div className="flex h-full flex-col">
        <AutomationHeader
          automation={automation}
          draft={draft}
          path={path}
          canBuild={canBuild}
          onStarted={() => setTab("runs")}
          onRefused={(of, found, sent) => {
            refusal.refuse(of, found, sent);
            if (found.length > 0) setTab("editor");
          }}
        />
        <Tabs
          className="flex min-h-0 flex-1 flex-col"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              value: "editor",
              label: t("automations.editor"),
              content: (
                <Faults value={faults}>
                  <DefinitionEditor
                    draft={draft.draft}
                    notice={
                      refused && unsaved.length === 0 ? (
                        <SaveFailure error={refused.error} />
                      ) : (
                        <FaultSummary title={unsaved.length > 0 ? t("automations.notSaved") : refusedTitle} />
                      )
                    }
                    onChange={draft.change}
                  />
                </Faults>
              ),
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

function SaveFailure({ error }: { error: ApiError }) {
  const { t } = useTranslation();
  return (
    <p role="alert" className="mb-4 rounded-md border border-bad/40 px-3 py-2 text-bad">
      {t("automations.saveFailed")} {error.reason}
    </p>
  );
}
