import { useQuery } from "@tanstack/react-query";
import { getAutomation, getRun } from "@/api/automations";
import { keys } from "@/api/keys";
import { getTable } from "@/api/tables";

/** Where a run belongs: the name of its automation, and the path of the table that this works on, once it is known. */
export function useRunPlace(workspaceId: string | undefined, runId: string | undefined) {
  const run = useQuery({
    queryKey: keys.run(runId ?? ""),
    queryFn: () => getRun(runId ?? ""),
    enabled: Boolean(runId),
  }).data;
  const automation = useQuery({
    queryKey: keys.automation(run?.automationId ?? ""),
    queryFn: () => getAutomation(run?.automationId ?? ""),
    enabled: Boolean(run),
  }).data;
  const table = useQuery({
    queryKey: keys.table(automation?.tableId ?? ""),
    queryFn: () => getTable(automation?.tableId ?? ""),
    enabled: Boolean(automation),
  }).data;
  if (!run) return null;
  const tablePath = table ? `/w/${workspaceId}/b/${table.baseId}/t/${table.id}` : null;
  return {
    name: run.automationName,
    tablePath,
    automationPath: tablePath && `${tablePath}/automations/${run.automationId}`,
  };
}
