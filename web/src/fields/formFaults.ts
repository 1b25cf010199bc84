import type { ApiError } from "@/api/errors";

/** What was refused of a field: at its name, at one of its settings, or elsewhere. */
export interface Faults {
  name: string | null;
  settings: Readonly<Record<string, string>>;
  other: string | null;
}

export const NO_FAULTS: Faults = { name: null, settings: {}, other: null };

const SETTING = /^config\.([A-Za-z]+)/;

/** Settings that are shown are those that the form has; what is wrong elsewhere stands beside the buttons. */
export function placed(error: ApiError, config: Readonly<Record<string, unknown>>): Faults {
  const settings: Record<string, string> = {};
  let name: string | null = error.code === "name_taken" ? error.reason : null;
  const others: string[] = [];
  for (const { path, message } of error.faults) {
    const setting = SETTING.exec(path)?.[1];
    if (path === "name") name = message;
    else if (setting && setting in config) settings[setting] ??= message;
    else others.push(message);
  }
  const placed = name !== null || Object.keys(settings).length > 0;
  return { name, settings, other: others[0] ?? (placed ? null : error.reason) };
}
