import { useTranslation } from "react-i18next";
import type { Job } from "@/api/conversions";
import { Button } from "@/ui/Button";
import type { ConversionWords } from "./useConversion";

interface JobProgressProps {
  job: Job;
  words: ConversionWords;
  onCancel: () => Promise<void>;
  onHide: () => void;
}

/** A conversion that goes on by itself; people work with the old values until it is done. */
export function JobProgress({ job, words, onCancel, onHide }: JobProgressProps) {
  const { t, i18n } = useTranslation();
  const share = job.total === 0 ? 0 : Math.min(1, job.done / job.total);
  const count = (value: number) => value.toLocaleString(i18n.language);
  return (
    <div className="flex flex-col gap-3" data-testid="job-progress">
      <div
        role="progressbar"
        aria-label={words.running}
        aria-valuemin={0}
        aria-valuemax={job.total}
        aria-valuenow={job.done}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
      >
        <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
      </div>
      <p className="text-muted tabular-nums">
        {job.status === "queued"
          ? t("convert.queued")
          : t("convert.progress", { count: job.total, done: count(job.done), total: count(job.total) })}
      </p>
      <div className="flex justify-end gap-2">
        <Button look="danger" onClick={() => void onCancel()}>
          {words.cancel}
        </Button>
        <Button onClick={onHide}>{t("convert.hide")}</Button>
      </div>
    </div>
  );
}
