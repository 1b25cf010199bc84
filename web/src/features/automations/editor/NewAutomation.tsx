import { useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { createAutomation, publishAutomation, updateAutomation } from "@/api/automations";
import { type ApiError, asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Automation, BaseDetail, Definition, Table } from "@/api/types";
import { LeaveGuard } from "@/shell/LeaveGuard";
import { useMe } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { toast } from "@/ui/toastStore";
import { Builder } from "../context";
import { Faults } from "../faults/context";
import { FaultSummary } from "../faults/FaultSummary";
import { type PlacedFault, placeFaults, remaining } from "../faults/placing";
import { DefinitionEditor } from "./DefinitionEditor";
import { FirstSave } from "./firstSave";
import { NameInput } from "./NameInput";
import type { RefusedState } from "./useRefusal";

const START: Definition = { trigger: { type: "record_created", config: {} }, conditions: null, steps: [] };

function requestsFor(tableId: string): ConstructorParameters<typeof FirstSave>[0] {
  return {
    create: ({ name, definition }, key) => createAutomation(tableId, name, definition, key),
    change: (id, { name, definition }) => updateAutomation(id, { name, ...definition }),
    publish: publishAutomation,
  };
}

interface NewAutomationProps {
  base: BaseDetail;
  table: Table;
  path: string;
}

/** An automation that is nowhere but on this screen until it is saved or published for the first time. */
export function NewAutomation({ base, table, path }: NewAutomationProps) {
  const { t } = useTranslation();
  const me = useMe().data;
  const client = useQueryClient();
  const navigate = useNavigate();
  const untitled = t("automations.untitled");
  const [name, setName] = useState(untitled);
  const [draft, setDraft] = useState<Definition>(START);
  const [refused, setRefused] = useState<readonly PlacedFault[]>([]);
  const [saving, setSaving] = useState(false);
  const [first] = useState(() => new FirstSave(requestsFor(table.id)));
  const saved = useRef(false);
  const changed = name !== untitled || draft !== START;
  const unsaved = useCallback(() => changed && !saved.current, [changed]);
  const builder = useMemo(
    () => ({ table, tables: base.tables, steps: draft.steps, actorEmail: me?.email ?? "", readOnly: saving }),
    [table, base.tables, draft.steps, me?.email, saving],
  );

  async function save(publishing: boolean) {
    setSaving(true);
    try {
      const done = await first.save({ name, definition: draft }, publishing);
      if (done) leaveFor(done.automation, done.refused, publishing);
    } catch (error) {
      const failure = asApiError(error);
      setRefused(placeFaults(draft, failure.faults));
      if (failure.faults.length === 0) toast(t("automations.createFailed"), { tone: "bad", detail: failure.reason });
      setSaving(false); // after a save that went well it stays, as nothing written here would be kept
    }
  }

  function leaveFor(made: Automation, unpublished: ApiError | null, publishing: boolean) {
    if (unpublished?.faults.length === 0)
      toast(t("automations.publishFailed"), { tone: "bad", detail: unpublished.reason });
    else if (publishing && !unpublished) toast(t("automations.published", { name: made.name }));
    client.setQueryData(keys.automation(made.id), made);
    void client.invalidateQueries({ queryKey: keys.automations(table.id) });
    saved.current = true;
    const state: RefusedState = { refused: unpublished?.faults ?? [] };
    void navigate(`${path}/${made.id}`, { replace: true, state });
  }

  return (
    <Builder value={builder}>
      <LeaveGuard unsaved={unsaved} text={t("automations.leaveText")} />
      <div className="flex h-full flex-col">
        <header className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 pt-3 pb-2">
          <Link to={path} aria-label={t("automations.back")} className="text-muted md:hidden">
            <ArrowLeft className="size-4" />
          </Link>
          <NameInput value={name} disabled={saving} onChange={setName} />
          <span role="status" className="flex items-center gap-1.5 text-sm text-muted">
            <span aria-hidden className="size-2 rounded-full bg-warn" />
            {t(saving ? "grid.saving" : "automations.unsaved")}
          </span>
          <div className="flex items-center gap-1.5">
            <Button look="ghost" disabled={saving} onClick={() => void navigate(path)}>
              {t("common.cancel")}
            </Button>
            <Button data-testid="automation-save" disabled={saving} onClick={() => void save(false)}>
              {t("automations.saveDraft")}
            </Button>
            <Button look="primary" data-testid="automation-publish" disabled={saving} onClick={() => void save(true)}>
              {t("automations.publish")}
            </Button>
          </div>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Faults value={remaining(refused, draft)}>
            <DefinitionEditor
              draft={draft}
              notice={<FaultSummary title={t("automations.notSaved")} />}
              onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
            />
          </Faults>
        </div>
      </div>
    </Builder>
  );
}
