import { oklchToRgb, type Rgb, toHex } from "./color";
import type { Theme } from "./themeStore";

/** Hue (degrees) per option colour of the wire; gray has no chroma. */
const HUES: Record<string, number | null> = {
  gray: null,
  red: 22,
  orange: 48,
  amber: 78,
  lime: 120,
  green: 150,
  teal: 182,
  cyan: 212,
  blue: 245,
  indigo: 275,
  purple: 305,
  pink: 350,
};

export const OPTION_COLORS = Object.keys(HUES);

/** One lightness/chroma pair for the background and one for the text, per theme. */
const PAIRS = {
  dark: { background: [0.315, 0.062], text: [0.875, 0.085] },
  light: { background: [0.93, 0.048], text: [0.4, 0.105] },
} as const;

export interface OptionColor {
  background: string;
  text: string;
}

export function optionRgb(color: string | null | undefined, theme: Theme): { background: Rgb; text: Rgb } {
  const hue = HUES[color ?? "gray"] ?? null;
  const pair = PAIRS[theme];
  const paint = ([lightness, chroma]: readonly [number, number]) =>
    oklchToRgb(lightness, hue === null ? 0.006 : chroma, hue ?? 265);
  return { background: paint(pair.background), text: paint(pair.text) };
}

const cache = new Map<string, OptionColor>();

export function optionColor(color: string | null | undefined, theme: Theme): OptionColor {
  const key = `${theme}/${color}`;
  let found = cache.get(key);
  if (!found) {
    const { background, text } = optionRgb(color, theme);
    found = { background: toHex(background), text: toHex(text) };
    cache.set(key, found);
  }
  return found;
}
