import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { updateAutomation } from "@/api/automations";
import { type ApiError, asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Automation, Definition } from "@/api/types";
import { SaveQueue } from "./saveQueue";

type Written = Definition & { name: string };

interface RefusedSave {
  error: ApiError;
  /** What the paths of its faults are about. */
  sent: Definition;
}

/** The draft as it is edited: shown at once, saved when typing pauses and before it is published or left. */
export function useAutomationDraft(automation: Automation) {
  const client = useQueryClient();
  const [name, setName] = useState(automation.name);
  const [draft, setDraft] = useState<Definition>(automation.draft);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<RefusedSave | null>(null);
  const latest = useRef(draft);

  async function send(change: Partial<Written>): Promise<boolean> {
    const sent = latest.current;
    try {
      const saved = await updateAutomation(automation.id, change);
      client.setQueryData(keys.automation(automation.id), saved);
      void client.invalidateQueries({ queryKey: keys.automations(automation.tableId) });
      setRefused(null);
      return true;
    } catch (cause) {
      setRefused({ error: asApiError(cause), sent });
      return false;
    }
  }
  const [queue] = useState(() => new SaveQueue<Written>({ send, onPending: setSaving }));

  function change(part: Partial<Written>) {
    const { name: nextName, ...definition } = part;
    if (nextName !== undefined) setName(nextName);
    latest.current = { ...latest.current, ...definition };
    setDraft(latest.current);
    queue.add(part);
  }

  /** `work` gets the draft as the server has it. Null when that could not be saved. */
  function afterSaving<T>(work: (sent: Definition) => Promise<T>): Promise<{ answer: T } | null> {
    return queue.afterSaving(() => work(latest.current));
  }

  useEffect(() => () => void queue.flush(), [queue]);

  return { name, draft, saving, refused, change, afterSaving };
}
