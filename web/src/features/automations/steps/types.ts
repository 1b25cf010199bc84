import type { Step } from "@/api/types";

export interface StepFormProps {
  step: Step;
  /** Steps that ran before this one. */
  before: readonly Step[];
  onChange: (step: Step) => void;
}

export function configText(step: Step, key: string): string {
  const value = step.config?.[key];
  return typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : "";
}

export function withConfig(step: Step, part: Record<string, unknown>): Step {
  return { ...step, config: { ...step.config, ...part } };
}

/** Addresses separated by commas; one lone reference stays text, so that it keeps its type. */
export function recipients(typed: string): string | string[] {
  const parts = typed
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const [only] = parts;
  return parts.length === 1 && only?.startsWith("{{") ? only : parts;
}
