import { describe, expect, test } from "vitest";
import { contrast, oklchToRgb, parseOklch, toHex } from "./color";
import { OPTION_COLORS, optionRgb } from "./optionColors";

describe("option colours", () => {
  const cases = OPTION_COLORS.flatMap((color) => [[color, "dark"] as const, [color, "light"] as const]);

  test.each(cases)("%s reads on its background in the %s theme", (color, theme) => {
    const { background, text } = optionRgb(color, theme);
    expect(contrast(background, text)).toBeGreaterThanOrEqual(4.5);
  });

  test("there are twelve, all different", () => {
    const backgrounds = OPTION_COLORS.map((color) => toHex(optionRgb(color, "dark").background));
    expect(new Set(backgrounds).size).toBe(12);
  });

  test("an unknown colour falls back to gray", () => {
    expect(optionRgb("mauve", "light")).toEqual(optionRgb("gray", "light"));
  });
});

describe("oklch", () => {
  test("white, black and a known blue convert exactly", () => {
    expect(toHex(oklchToRgb(1, 0, 0))).toBe("#ffffff");
    expect(toHex(oklchToRgb(0, 0, 0))).toBe("#000000");
    expect(toHex(oklchToRgb(0.452, 0.313, 264.05))).toBe("#0000ff");
  });

  test("a colour outside the gamut loses chroma, not hue sense", () => {
    const [red, green, blue] = oklchToRgb(0.7, 0.4, 25);
    expect(red).toBeGreaterThan(green);
    expect(red).toBeGreaterThan(blue);
  });

  test("tokens are parsed as they are written, anything else is null", () => {
    expect(toHex(parseOklch(" oklch(1 0 0) ") ?? [0, 0, 0])).toBe("#ffffff");
    expect(toHex(parseOklch("oklch(100% 0 0)") ?? [0, 0, 0])).toBe("#ffffff");
    expect(parseOklch("#fff")).toBeNull();
  });
});
