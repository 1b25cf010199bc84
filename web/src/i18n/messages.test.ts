import { expect, test } from "vitest";
import de from "./messages/de.json";
import el from "./messages/el.json";
import en from "./messages/en.json";
import fr from "./messages/fr.json";

function flatten(node: object, path = ""): [string, string][] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flatten(value as object, `${path}${key}.`),
  );
}

const english = new Map(flatten(en));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

test.each([
  ["en", en],
  ["el", el],
  ["de", de],
  ["fr", fr],
])("%s has every plural form of its language, and no number of things is said without one", (language, messages) => {
  const texts = new Map(flatten(messages));
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const [key, text] of texts) {
    const [, stem] = /^(.+)_(?:one|many|other)$/.exec(key) ?? [];
    for (const form of stem ? forms : []) expect(texts.has(`${stem}_${form}`), `${stem}_${form}`).toBe(true);
    // "3 of 7" counts no things; a number that comes alone is a count.
    if (!stem && key !== "files.viewer") expect(text, key).not.toMatch(/\{\{count\}\}/);
  }
});

test.each([
  ["el", el],
  ["de", de],
  ["fr", fr],
])("%s has the keys and placeholders of English", (_language, messages) => {
  const entries = flatten(messages);
  expect(
    entries
      .map(([key]) => key)
      .filter((key) => !key.endsWith("_many"))
      .sort(),
  ).toEqual([...english.keys()].sort());
  for (const [key, text] of entries) {
    expect(text.trim(), key).not.toBe("");
    if (english.has(key) && !key.endsWith("_one"))
      expect(placeholders(text), key).toEqual(placeholders(english.get(key) ?? ""));
  }
});
