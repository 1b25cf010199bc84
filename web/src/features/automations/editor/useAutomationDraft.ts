import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { updateAutomation } from "@/api/automations";
import { type ApiError, asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Automation, Definition } from "@/api/types";

const PAUSE_MS = 500;

type Change = Partial<Definition> & { name?: string };

/** The draft as it is edited: shown at once, saved when typing pauses and before it is published or left. */
export function useAutomationDraft(automation: Automation) {
  const client = useQueryClient();
  const [name, setName] = useState(automation.name);
  const [draft, setDraft] = useState<Definition>(automation.draft);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const waiting = useRef<Change>({});
  const timer = useRef<number>(undefined);

  async function flush(): Promise<boolean> {
    window.clearTimeout(timer.current);
    const change = waiting.current;
    if (Object.keys(change).length === 0) return true;
    waiting.current = {};
    try {
      const saved = await updateAutomation(automation.id, change);
      client.setQueryData(keys.automation(automation.id), saved);
      void client.invalidateQueries({ queryKey: keys.automations(automation.tableId) });
      setError(null);
      return true;
    } catch (cause) {
      waiting.current = { ...change, ...waiting.current };
      setError(asApiError(cause));
      return false;
    } finally {
      setSaving(false);
    }
  }

  function change(part: Change) {
    const { name: nextName, ...definition } = part;
    if (nextName !== undefined) setName(nextName);
    setDraft((now) => ({ ...now, ...definition }));
    waiting.current = { ...waiting.current, ...part };
    setSaving(true);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void flush(), PAUSE_MS);
  }

  const leave = useRef(flush);
  leave.current = flush;
  useEffect(() => () => void leave.current(), []);

  return { name, draft, saving, error, change, flush };
}
