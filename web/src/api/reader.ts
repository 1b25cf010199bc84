/** What "today" and "this week" mean to the person at this browser. */

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

type WeekInfo = { firstDay: number };
type LocaleWithWeek = Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo };

/** The IANA name of the browser's time zone; null where the browser does not know it. */
export function timeZone(): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone && zone !== "Etc/Unknown" ? zone : null;
}

/** Monday where the browser cannot tell. */
export function weekStart(language: string): (typeof DAYS)[number] {
  const locale: LocaleWithWeek = new Intl.Locale(language || "en-GB");
  const week = locale.getWeekInfo?.() ?? locale.weekInfo;
  return DAYS[(week?.firstDay ?? 1) - 1] ?? "monday";
}
