/** sRGB channels, 0–1. */
export type Rgb = readonly [number, number, number];

/** oklch (L 0–1, chroma, hue in degrees) to sRGB, chroma reduced until the colour fits the gamut. */
export function oklchToRgb(lightness: number, chroma: number, hue: number): Rgb {
  for (let c = chroma; c > 0; c -= 0.004) {
    const rgb = convert(lightness, c, hue);
    if (rgb.every((v) => v >= -0.0005 && v <= 1.0005)) return clamp(rgb);
  }
  return clamp(convert(lightness, 0, hue));
}

function convert(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function gamma(v: number): number {
  return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055;
}

function clamp([r, g, b]: Rgb): Rgb {
  const unit = (v: number) => Math.min(1, Math.max(0, v));
  return [unit(r), unit(g), unit(b)];
}

export function toHex(rgb: Rgb): string {
  return `#${rgb
    .map((v) =>
      Math.round(v * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast ratio, 1–21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Parses `oklch(L C H)` as it stands in tokens.css. */
export function parseOklch(css: string): Rgb | null {
  const match = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)/.exec(css.trim());
  if (!match) return null;
  const lightness = Number(match[1]) / (match[2] ? 100 : 1);
  return oklchToRgb(lightness, Number(match[3]), Number(match[4]));
}
