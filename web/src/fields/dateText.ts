import { fromZoned } from "./zone";

/** `absent`: the calendar has no such day; `time`: the clock has no such time. */
export type DateRefusal = "unreadable" | "ambiguous" | "year" | "absent" | "time";

/** A readable text gives the value to save, any other the reason why it is none. */
export type DateReading = { value: string } | { refusal: DateRefusal };

/** How the field writes its dates; it decides which number of `3/4/2026` is the day. */
export type DateStyle = "iso" | "european" | "us" | "friendly";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const YEAR_FIRST = /^(\d{3,})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d+)$/;
const DAY_NAMED = /^(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]{3,9})[ .,-]+(\d+)$/i;
const MONTH_NAMED = /^([a-z]{3,9})[ .]+(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d+)$/i;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,.]+/i;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([ap])\.?m\.?)?$/i;
const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** The day a text names as `YYYY-MM-DD`: the forms that a paste takes, years 1000 to 9999. */
export function readDate(text: string, style: DateStyle = "iso"): DateReading {
  const bare = text.trim().replace(WEEKDAY, "");
  const iso = YEAR_FIRST.exec(bare);
  if (iso) return calendar(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dayNamed = DAY_NAMED.exec(bare);
  if (dayNamed) return calendar(Number(dayNamed[3]), monthOf(dayNamed[2]), Number(dayNamed[1]));
  const monthNamed = MONTH_NAMED.exec(bare);
  if (monthNamed) return calendar(Number(monthNamed[3]), monthOf(monthNamed[1]), Number(monthNamed[2]));
  const numeric = NUMERIC.exec(bare);
  if (!numeric) return { refusal: "unreadable" };
  const [first, second] = [Number(numeric[1]), Number(numeric[3])];
  const dots = numeric[2] === ".";
  const year = fullYear(numeric[4] ?? "");
  if (first > 12 || (second <= 12 && (dots || style === "european"))) return calendar(year, second, first);
  if (second > 12 || style === "us" || first === second) return calendar(year, first, second);
  return { refusal: "ambiguous" };
}

/** A day in a style that is the same for all readers, as exports have it. */
export function writeDate(iso: string, style: DateStyle): string {
  const [, year = "", month = "", day = ""] = /^(\d{4,})-(\d{2})-(\d{2})$/.exec(iso) ?? [];
  if (!day || style === "iso") return iso;
  if (style === "european") return `${day}/${month}/${year}`;
  if (style === "us") return `${month}/${day}/${year}`;
  const name = MONTHS[Number(month) - 1] ?? "";
  return `${Number(day)} ${name.charAt(0).toUpperCase()}${name.slice(1)} ${year}`;
}

/** The instant a text names: a date with or without a time of day in the zone, or an instant with its own offset. */
export function readDateTime(text: string, style: DateStyle = "iso", zone?: string): DateReading {
  const bare = text.trim();
  if (INSTANT.test(bare)) {
    const day = readDate(bare.slice(0, 10));
    const instant = Date.parse(bare.replace(" ", "T"));
    if ("refusal" in day) return day;
    return Number.isNaN(instant) ? { refusal: "time" } : { value: new Date(instant).toISOString() };
  }
  const splits = [...bare].flatMap((letter, at) => (" ,Tt".includes(letter) ? [at] : []));
  for (const at of splits) {
    const clock = CLOCK.exec(bare.slice(at + 1).trim());
    if (clock) return onDay(readDate(bare.slice(0, at).replace(/[ ,]+$/, ""), style), timeOf(clock), zone);
  }
  return onDay(readDate(bare, style), "00:00:00", zone);
}

/** `clock` is null where the clock has no such time. */
function onDay(day: DateReading, clock: string | null, zone: string | undefined): DateReading {
  if ("refusal" in day) return day;
  if (clock === null) return { refusal: "time" };
  const value = fromZoned(`${day.value}T${clock}`, zone);
  return value === null ? { refusal: "unreadable" } : { value };
}

function timeOf(match: RegExpExecArray): string | null {
  let hour = Number(match[1]);
  if (match[4]) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (match[4].toLowerCase() === "p" ? 12 : 0);
  }
  const [minute, second] = [match[2] ?? "00", match[3] ?? "00"];
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${String(hour).padStart(2, "0")}:${minute}:${second}`;
}

/** Two digits follow POSIX: 69–99 are 19xx, 00–68 are 20xx. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length === 2 ? year + (year >= 69 ? 1900 : 2000) : year;
}

/** 0 for a word that is no English month, in full or abbreviated. */
function monthOf(word = ""): number {
  const full = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });
  const name = word.toLowerCase();
  const at = MONTHS.indexOf(name === "sept" ? "sep" : name.slice(0, 3));
  const known =
    at >= 0 && (name.length === 3 || name === "sept" || full.format(Date.UTC(2000, at)).toLowerCase() === name);
  return known ? at + 1 : 0;
}

function calendar(year: number, month: number, day: number): DateReading {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  if (month === 0) return { refusal: "unreadable" };
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) return { refusal: "absent" };
  if (year < 1000 || year > 9999) return { refusal: "year" };
  return { value: moment.toISOString().slice(0, 10) };
}
