import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cancelJob, convertField, getJob, type Job, rehearseConversion, type Wish } from "@/api/conversions";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import type { Field } from "@/api/types";
import { useUndo } from "@/shell/useUndo";
import { toast } from "@/ui/toastStore";

interface ConversionOptions {
  field: Field;
  tableId: string;
  wish: Wish | null;
  words: ConversionWords;
  onConverted: () => Promise<void>;
  onClose: () => void;
}

/** What is said of the conversion as it goes on and when it ends. */
export interface ConversionWords {
  running: string;
  cancel: string;
  done: string;
  failed: string;
}

const POLL_MS = 500;

/** Rehearses every wish, carries the last one out, and follows the job where it takes one. */
export function useConversion({ field, tableId, wish, words, onConverted, onClose }: ConversionOptions) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { undoNamed } = useUndo();
  const [jobId, setJobId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = useDeferredValue(wish);
  const settled = useRef<string | null>(null);

  const rehearsal = useQuery({
    queryKey: keys.rehearsal(field.id, JSON.stringify(asked)),
    queryFn: () => rehearseConversion(field.id, asked as Wish),
    enabled: asked !== null && jobId === null,
    retry: false,
    gcTime: 0,
  });
  const job = useQuery({
    queryKey: keys.job(jobId ?? ""),
    queryFn: () => getJob(jobId as string),
    enabled: jobId !== null,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : POLL_MS),
  });

  async function finished(changeSet: string | null) {
    await onConverted();
    void client.invalidateQueries({ queryKey: keys.records(tableId) });
    // A link has a field in another table too, and may have made records there.
    void client.invalidateQueries({ queryKey: keys.allBases });
    // Encryption throws away what undo would need.
    const undo =
      changeSet === null || wish?.encrypted
        ? undefined
        : { label: t("undo.undo"), run: () => void undoNamed([changeSet]) };
    toast(words.done, { action: undo });
    onClose();
  }

  const state = job.data;
  useEffect(() => {
    // Following a job outside of React: each job is answered once, when the server says that it is over.
    if (!state || !isOver(state) || settled.current === state.id) return;
    settled.current = state.id;
    if (state.status === "succeeded") void finished(String(state.result?.changeSet ?? "") || null);
    else if (state.status === "failed") {
      toast(words.failed, { tone: "bad", detail: state.error?.detail });
      setJobId(null);
    } else onClose();
  });

  return {
    rehearsal,
    job: jobId === null ? null : (state ?? null),
    ready: wish !== null && asked === wish && rehearsal.isSuccess && !rehearsal.isFetching && !busy,
    start: async () => {
      if (wish === null) return;
      setBusy(true);
      try {
        const answer = await convertField(field.id, wish);
        if (answer.job) {
          client.setQueryData(keys.job(answer.job.id), answer.job);
          setJobId(answer.job.id);
        } else await finished(answer.changeSet ?? null);
      } catch (error) {
        toast(words.failed, { tone: "bad", detail: asApiError(error).reason });
      } finally {
        setBusy(false);
      }
    },
    cancel: async () => {
      if (jobId === null) return;
      try {
        client.setQueryData(keys.job(jobId), await cancelJob(jobId));
      } catch (error) {
        toast(t("convert.cancelFailed"), { tone: "bad", detail: asApiError(error).reason });
      }
    },
  };
}

function isOver(job: Job): boolean {
  return job.status !== "queued" && job.status !== "running";
}
