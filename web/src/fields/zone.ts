function offsetMinutes(instant: number, timeZone: string | undefined): number {
  if (!timeZone) return -new Date(instant).getTimezoneOffset();
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
  return Math.round((wall - Math.floor(instant / 1000) * 1000) / 60_000);
}

/** An instant as the wall clock `YYYY-MM-DDTHH:mm` of a zone (the reader's when none is given). */
export function toZoned(iso: string, timeZone?: string): string {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) return "";
  return new Date(instant + offsetMinutes(instant, timeZone) * 60_000).toISOString().slice(0, 16);
}

/** The wall clock of a zone as an RFC 3339 instant; null when it is no time. */
export function fromZoned(wall: string, timeZone?: string): string | null {
  const naive = Date.parse(`${wall}Z`);
  if (Number.isNaN(naive)) return null;
  const guess = naive - offsetMinutes(naive, timeZone) * 60_000;
  // Around a clock change the offset at the guess may differ from the one at the naive time.
  return new Date(naive - offsetMinutes(guess, timeZone) * 60_000).toISOString();
}
