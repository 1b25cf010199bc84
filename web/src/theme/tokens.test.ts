import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast, parseOklch, type Rgb } from "./color";

const css = readFileSync("src/theme/tokens.css", "utf8");
const [, dark = "", light = ""] = /:root \{([^}]*)\}[\s\S]*?:root\[data-theme="light"\] \{([^}]*)\}/.exec(css) ?? [];

function token(block: string, name: string): Rgb {
  const found = new RegExp(`--${name}: (oklch\\([^)]*\\))`).exec(block)?.[1] ?? "";
  const rgb = parseOklch(found);
  if (!rgb) throw new Error(`no token ${name}`);
  return rgb;
}

const inks = ["text", "muted", "accent", "ok", "warn", "bad", "info"];
const grounds = ["bg", "surface", "raised"];
const cases = [dark, light].flatMap((block, index) =>
  inks.flatMap((ink) => grounds.map((ground) => [index ? "light" : "dark", ink, ground, block] as const)),
);

test.each(cases)("%s theme: %s is readable on %s", (_theme, ink, ground, block) => {
  expect(contrast(token(block, ink), token(block, ground))).toBeGreaterThanOrEqual(4.5);
});

test.each([dark, light])("white is readable on the primary button", (block) => {
  expect(contrast([1, 1, 1], token(block, "accent-strong"))).toBeGreaterThanOrEqual(4.5);
});

test.each([dark, light])("the accent is readable on its own tint", (block) => {
  expect(contrast(token(block, "accent"), token(block, "accent-soft"))).toBeGreaterThanOrEqual(4.5);
});
