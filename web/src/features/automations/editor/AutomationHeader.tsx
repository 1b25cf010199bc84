import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { deleteAutomation, disableAutomation, publishAutomation } from "@/api/automations";
import { asApiError, type FaultPath } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Automation, Definition } from "@/api/types";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/ui/Menu";
import { toast } from "@/ui/toastStore";
import { isPublished, mayRun } from "../definition";
import { NameInput } from "./NameInput";
import { RunNow } from "./RunNow";
import type { useAutomationDraft } from "./useAutomationDraft";

interface AutomationHeaderProps {
  automation: Automation;
  draft: ReturnType<typeof useAutomationDraft>;
  path: string;
  canBuild: boolean;
  onStarted: () => void;
  /** Publishing or running what was sent was refused for these faults; none: what was refused before is forgotten. */
  onRefused: (of: "publish" | "run", faults: readonly FaultPath[], sent: Definition) => void;
}

/** Name, what state it is in, and the verbs: run, publish, disable, delete. */
export function AutomationHeader({ automation, draft, path, canBuild, onStarted, onRefused }: AutomationHeaderProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const current = isPublished(draft.draft, automation.published);

  const show = (fresh: Automation) => {
    client.setQueryData(keys.automation(automation.id), fresh);
    void client.invalidateQueries({ queryKey: keys.automations(automation.tableId) });
  };
  const publish = useMutation({
    mutationFn: async () => {
      const done = await draft.afterSaving(async (sent) => {
        try {
          const fresh = await publishAutomation(automation.id);
          onRefused("publish", [], sent);
          return fresh;
        } catch (error) {
          onRefused("publish", asApiError(error).faults, sent);
          throw error;
        }
      });
      if (!done) throw new Error(t("automations.saveFirst"));
      return done.answer;
    },
    onSuccess: (fresh) => {
      show(fresh);
      toast(t("automations.published", { name: fresh.name }));
    },
    onError: (error) => {
      const failure = asApiError(error);
      if (failure.faults.length === 0) toast(t("automations.publishFailed"), { tone: "bad", detail: failure.reason });
    },
  });
  const disable = useMutation({
    mutationFn: () => disableAutomation(automation.id),
    onSuccess: show,
    onError: (error) => toast(t("automations.disableFailed"), { tone: "bad", detail: asApiError(error).reason }),
  });

  return (
    <header className="flex shrink-0 flex-wrap items-center gap-2 px-4 pt-3 pb-1">
      <Link to={path} aria-label={t("automations.back")} className="text-muted md:hidden">
        <ArrowLeft className="size-4" />
      </Link>
      <NameInput value={draft.name} disabled={!canBuild} onChange={(name) => draft.change({ name })} />
      <StateText automation={automation} current={current} saving={draft.saving} />
      {mayRun(automation, canBuild) && (
        <RunNow
          automation={automation}
          afterSaving={draft.afterSaving}
          onStarted={onStarted}
          onRefused={(faults, sent) => onRefused("run", faults, sent)}
        />
      )}
      {canBuild && (
        <div className="flex items-center gap-1.5">
          {automation.enabled && (
            <Button onClick={() => disable.mutate()} disabled={disable.isPending}>
              {t("automations.disable")}
            </Button>
          )}
          <Button
            look="primary"
            data-testid="automation-publish"
            disabled={publish.isPending || (automation.enabled && current)}
            onClick={() => publish.mutate()}
          >
            {t("automations.publish")}
          </Button>
          <DeleteMenu automation={automation} path={path} />
        </div>
      )}
    </header>
  );
}

function StateText({ automation, current, saving }: { automation: Automation; current: boolean; saving: boolean }) {
  const { t } = useTranslation();
  const state = !automation.publishedVersion
    ? t("automations.draftOnly")
    : !automation.enabled
      ? t("automations.off")
      : current
        ? t("automations.onVersion", { version: automation.publishedVersion })
        : t("automations.changed");
  return (
    <span role="status" className="flex items-center gap-1.5 text-sm text-muted">
      <span
        aria-hidden
        className={`size-2 rounded-full ${automation.enabled ? (current ? "bg-ok" : "bg-warn") : "bg-faint"}`}
      />
      {saving ? t("grid.saving") : state}
    </span>
  );
}

function DeleteMenu({ automation, path }: { automation: Automation; path: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  async function remove() {
    try {
      await deleteAutomation(automation.id);
      await client.invalidateQueries({ queryKey: keys.automations(automation.tableId) });
      void navigate(path, { replace: true });
    } catch (error) {
      toast(t("automations.deleteFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button look="ghost" size="icon" aria-label={t("automations.actions")}>
            <Ellipsis />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem icon={<Trash2 />} danger onSelect={() => setAsking(true)}>
            {t("automations.delete")}
          </MenuItem>
        </MenuContent>
      </Menu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("automations.deleteTitle", { name: automation.name })}
        text={t("automations.deleteText")}
        action={t("automations.delete")}
        onConfirm={() => void remove()}
      />
    </>
  );
}
