export const DURATION_FORMATS = ["h:mm", "h:mm:ss", "h:mm:ss.S", "h:mm:ss.SS", "h:mm:ss.SSS", "d h:mm"] as const;
export type DurationFormat = (typeof DURATION_FORMATS)[number];

const UNITS: Record<string, number> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 };
const WORDS: Record<string, string> = {
  week: "w",
  weeks: "w",
  day: "d",
  days: "d",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
};

const countsSeconds = (format: DurationFormat) => format.startsWith("h:mm:ss");

/** Seconds as the format says; seconds and decimals that it would hide are written all the same. */
export function writeDuration(seconds: number, format: DurationFormat): string {
  const thousandths = Math.round(Math.abs(seconds) * 1000);
  const whole = Math.floor(thousandths / 1000);
  const minutes = Math.floor(whole / 60);
  const days = format === "d h:mm" ? Math.floor(minutes / 1440) : 0;
  const rest = minutes - days * 1440;
  const two = (value: number) => String(value).padStart(2, "0");
  const places = format.split(".")[1]?.length ?? 0;
  const decimals = String(thousandths % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "")
    .padEnd(places, "0");
  let text = `${Math.floor(rest / 60)}:${two(rest % 60)}`;
  if (countsSeconds(format) || whole % 60 > 0 || decimals) text += `:${two(whole % 60)}`;
  if (decimals) text += `.${decimals}`;
  return `${seconds < 0 ? "-" : ""}${format === "d h:mm" ? `${days}d ` : ""}${text}`;
}

/** The seconds that people mean by “1:30”, “90m” or “1h 30m”; null when it is no duration. The server reads the same. */
export function readDuration(typed: string, format: DurationFormat): number | null {
  const sign = /^[-\u2212]/.test(typed.trim()) ? -1 : 1;
  const bare = typed
    .trim()
    .replace(/^[-+\u2212]/, "")
    .trim()
    .toLowerCase();
  const clock = /^(?:(\d+) ?d(?:ays?)? ?(?=\d+:))?(\d+)(?::([0-5]?\d))?(?::([0-5]?\d))?([.,]\d+)?$/.exec(bare);
  const seconds = clock ? fromClock(clock, format) : fromParts(bare);
  if (seconds === null) return null;
  const kept = Math.round(seconds * 1000) / 1000;
  return kept === 0 ? 0 : sign * kept;
}

function fromClock(clock: RegExpExecArray, format: DurationFormat): number | null {
  const [, ahead, first, second, third, tail] = clock;
  const days = Number(ahead ?? 0) * 86_400;
  const fraction = tail ? Number(`0.${tail.slice(1)}`) : 0;
  const head = Number(first);
  if (third !== undefined) return days + head * 3600 + Number(second) * 60 + Number(third) + fraction;
  if (second !== undefined && countsSeconds(format) && !ahead) return head * 60 + Number(second) + fraction;
  if (second !== undefined) return fraction ? null : days + head * 3600 + Number(second) * 60;
  return (head + fraction) * (countsSeconds(format) ? 1 : 60);
}

function fromParts(bare: string): number | null {
  const said = new Set<string>();
  let total = 0;
  let left = bare;
  while (left) {
    const match = /^(\d+(?:[.,]\d+)?) ?([a-z]+)[ ,]*/.exec(left);
    const unit = match?.[2] ? (WORDS[match[2]] ?? match[2]) : "";
    if (!match?.[1] || !(unit in UNITS) || said.has(unit)) return null;
    said.add(unit);
    total += Number(match[1].replace(",", ".")) * (UNITS[unit] ?? 0);
    left = left.slice(match[0].length);
  }
  return said.size > 0 ? total : null;
}
