import type { ApiError } from "@/api/errors";

/** What was refused of a field: at its name, at one of its settings, or elsewhere. */
export interface Faults {
  name: string | null;
  settings: Readonly<Record<string, string>>;
  other: string | null;
}

export const NO_FAULTS: Faults = { name: null, settings: {}, other: null };

const SETTING = /^config\.([A-Za-z]+)/;

/** `shown` are the settings that say themselves what is wrong with them; the rest stands beside the buttons. */
export function placed(error: ApiError, shown: readonly string[]): Faults {
  const settings: Record<string, string> = {};
  let name: string | null = null;
  let other: string | null = null;
  for (const { path, message } of error.faults) {
    const setting = SETTING.exec(path)?.[1];
    if (path === "name") name ??= message;
    else if (setting && shown.includes(setting)) settings[setting] ??= message;
    else other ??= message;
  }
  const told = name !== null || other !== null || Object.keys(settings).length > 0;
  if (!told && error.code === "name_taken") name = error.reason;
  else if (!told) other = error.reason;
  return { name, settings, other };
}
