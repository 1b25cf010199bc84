import { parseOklch, toHex } from "./color";

const NAMES = [
  "bg",
  "surface",
  "raised",
  "hover",
  "line",
  "text",
  "muted",
  "faint",
  "accent",
  "accent-soft",
  "bad",
] as const;

export type Tokens = Record<(typeof NAMES)[number], string>;

/** The colour tokens of the current theme as hex, for the canvas. */
export function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  const entries = NAMES.map((name) => {
    const rgb = parseOklch(style.getPropertyValue(`--${name}`));
    return [name, rgb ? toHex(rgb) : "#808080"] as const;
  });
  return Object.fromEntries(entries) as Tokens;
}
