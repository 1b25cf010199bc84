/** Relative dates as the server names them: core/query/dates.py. */

/** Days that a date can be compared with; "exact" is a date that is picked. */
export const DAYS = [
  "exact",
  "today",
  "yesterday",
  "tomorrow",
  "oneWeekAgo",
  "oneWeekFromNow",
  "oneMonthAgo",
  "oneMonthFromNow",
  "daysAgo",
  "daysFromNow",
  "weeksAgo",
  "weeksFromNow",
  "monthsAgo",
  "monthsFromNow",
  "yearsAgo",
  "yearsFromNow",
] as const;

/** Stretches of days that a date can lie within. */
export const PERIODS = [
  "today",
  "yesterday",
  "tomorrow",
  "thisWeek",
  "lastWeek",
  "nextWeek",
  "thisMonth",
  "lastMonth",
  "nextMonth",
  "thisQuarter",
  "lastQuarter",
  "nextQuarter",
  "thisYear",
  "lastYear",
  "nextYear",
  "weekToDate",
  "monthToDate",
  "quarterToDate",
  "yearToDate",
  "pastDays",
  "nextDays",
  "pastWeeks",
  "nextWeeks",
  "pastMonths",
  "nextMonths",
  "pastYears",
  "nextYears",
] as const;

export type Day = (typeof DAYS)[number];
export type Period = (typeof PERIODS)[number];
export interface RelativeDate {
  mode: string;
  count?: number;
}

export const MAX_COUNT = 10_000;

const COUNTED = /^(past|next)(Days|Weeks|Months|Years)$|^(days|weeks|months|years)(Ago|FromNow)$/;

export function isCounted(mode: string): boolean {
  return COUNTED.test(mode);
}

/** The mode with the count it needs, keeping one that was typed. */
export function relative(mode: string, count?: number): RelativeDate {
  return isCounted(mode) ? { mode, count: count ?? 7 } : { mode };
}

export function isRelative(value: unknown): value is RelativeDate {
  return typeof value === "object" && value !== null && "mode" in value;
}
