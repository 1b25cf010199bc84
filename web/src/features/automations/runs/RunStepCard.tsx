import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunStep, StepType } from "@/api/types";
import { cn } from "@/lib/cn";
import { duration } from "@/lib/format";
import { StatusIcon } from "./StatusIcon";

/** A step of a run: status and time at a glance, input, output and error when opened. A failed one is open. */
export function RunStepCard({ step }: { step: RunStep }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? step.status === "failed";
  const depth = step.path.split(".").length > 2 ? 1 : 0;
  return (
    <li className={cn("rounded-lg border border-line bg-surface", depth > 0 && "ml-6")}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChosen(!open)}
        className="flex h-11 w-full items-center gap-2.5 rounded-lg px-3 text-left hover:bg-hover"
      >
        <StatusIcon status={step.status} />
        <span className="font-medium">{t(`steps.${step.type as StepType}`, { defaultValue: step.type })}</span>
        <code className="min-w-0 flex-1 truncate font-mono text-sm text-muted">{step.stepId}</code>
        <span className="text-sm text-muted tabular-nums">{step.durationMs !== null && duration(step.durationMs)}</span>
        <ChevronRight className={cn("size-4 text-muted transition-transform", open && "rotate-90")} aria-hidden />
      </button>
      {open && (
        <div className="flex flex-col gap-3 border-t border-line p-3">
          {step.error && (
            <p role="alert" className="break-words text-bad">
              {step.error.message}
            </p>
          )}
          <Payload label={t("runs.input")} value={step.input} />
          <Payload label={t("runs.output")} value={step.output} />
        </div>
      )}
    </li>
  );
}

function Payload({ label, value }: { label: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <div>
      <h3 className="mb-1 text-sm font-medium text-muted">{label}</h3>
      <pre className="max-h-64 overflow-auto rounded-md bg-bg p-2 font-mono text-sm break-words whitespace-pre-wrap">
        {JSON.stringify(value, null, 2)}
      </pre>
    </div>
  );
}
