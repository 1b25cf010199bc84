import { describe, expect, test } from "vitest";
import { completionAt, type Known, written } from "./completion";
import { callAt, placeOf, tokens } from "./tokens";

const told = (text: string) => tokens(text).map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);

describe("tokens", () => {
  test.each<[string, string[]]>([
    ["", []],
    ["{Unit price} * 1.5e3", ["field {Unit price}", "sign *", "number 1.5e3"]],
    [
      'IF(a<>"x, {y}", .5)',
      ["word IF", "sign (", "word a", "sign <>", 'text "x, {y}"', "sign ,", "number .5", "sign )"],
    ],
    ["{a\\}b} & 'it\\'s'", ["field {a\\}b}", "sign &", "text 'it\\'s'"]],
    [
      "1 // rest {a}\n+ /* two\nlines */ 2",
      ["number 1", "comment // rest {a}", "sign +", "comment /* two\nlines */", "number 2"],
    ],
    ["Größe + Ποσό", ["word Größe", "sign +", "word Ποσό"]],
    ["{open + 1\n+ 2", ["field {open + 1", "sign +", "number 2"]],
    ["{open {next}", ["field {open ", "field {next}"]],
    ['"never ends', ['text "never ends']],
    ["/* never ends", ["comment /* never ends"]],
    ["“typed”", ["text “typed”"]],
    ["# 😀", ["other #", "other \ud83d", "other \ude00"]],
  ])("%s", (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test("whatever is typed, tokens stand in order and within the text", () => {
    const alphabet = "{}\"'/*\\(), aA1.“’\n😀";
    let seed = 7;
    for (let round = 0; round < 2000; round++) {
      let text = "";
      for (let length = round % 23; length > 0; length--) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        text += alphabet.charAt(seed % alphabet.length);
      }
      let last = 0;
      for (const { from, to } of tokens(text)) {
        expect(from, text).toBeGreaterThanOrEqual(last);
        expect(to, text).toBeGreaterThan(from);
        last = to;
      }
      expect(last, text).toBeLessThanOrEqual(text.length);
    }
  });
});

/** The place is where the bar stands. */
const at = (marked: string): [string, number] => [marked.replace("|", ""), marked.indexOf("|")];

describe("the call around a place", () => {
  test.each<[string, string | null]>([
    ["|", null],
    ["I|F", "IF 0"],
    ["IF(|", "IF 0"],
    ["IF({a}, |", "IF 1"],
    ["IF(MAX(1, 2), |", "IF 1"],
    ["IF(MAX(1, |2), 3)", "MAX 1"],
    ["IF((1, 2|", "IF 0"],
    ['IF("a, b(", |', "IF 1"],
    ["IF(1)|", null],
    ["1 + |2", null],
  ])("%s", (marked, expected) => {
    const call = callAt(...at(marked));
    expect(call && `${call.name} ${call.argument}`).toBe(expected);
  });
});

const KNOWN: Known = {
  fields: [
    { name: "Unit price", detail: "Number" },
    { name: "odd } name", detail: "Text" },
  ],
  functions: [
    { name: "ROUND", signature: "ROUND(number, [digits])", doc: "To digits.", bare: false },
    { name: "NOW", signature: "NOW()", doc: "The present.", bare: true },
  ],
};

/** What the text is once the offer of that name is taken, the bar where the cursor stands. */
function taken(marked: string, label: string, asked = false): string | null {
  const [text, place] = at(marked);
  const found = completionAt(text, place, KNOWN, asked);
  const offer = found?.offers.find((each) => each.label === label);
  if (!found || !offer) return null;
  const { insert, cursor } = offer;
  return `${text.slice(0, found.from)}${insert.slice(0, cursor)}|${insert.slice(cursor)}${text.slice(found.to)}`;
}

describe("completion", () => {
  test.each<[string, string, boolean, string | null]>([
    ["{|", "Unit price", false, "{Unit price}|"],
    ["{un|", "Unit price", false, "{Unit price}|"],
    ["{un|it} * 2", "Unit price", false, "{Unit price}| * 2"],
    ["1 + {un| + 3", "Unit price", false, "1 + {Unit price}| + 3"],
    ["{o|", "odd } name", false, "{odd \\} name}|"],
    ["{|", "ROUND", false, null],
    ["ro|", "ROUND", false, "ROUND(|)"],
    ["ro|(1)", "ROUND", false, "ROUND|(1)"],
    ["un|", "Unit price", false, "{Unit price}|"],
    ["1 + (((no|", "NOW", false, "1 + (((NOW|"],
    ["1 + |", "Unit price", false, null],
    ["1 + |", "Unit price", true, "1 + {Unit price}|"],
    ['"ro|', "ROUND", true, null],
    ['"ro"|', "ROUND", true, '"ro"ROUND(|)'],
    ["// ro|", "ROUND", true, null],
    ["12|", "ROUND", true, null],
  ])("%s → %s", (marked, label, asked, expected) => {
    expect(taken(marked, label, asked)).toBe(expected);
  });
});

test("braces and backslashes of names are escaped", () => {
  expect(written("a}b\\c{d")).toBe("{a\\}b\\\\c{d}");
});

test("places beyond the first plane are counted as the server does", () => {
  expect([0, 1, 2, 3, 9].map((characters) => placeOf("a😀b", characters))).toEqual([0, 1, 3, 4, 4]);
});
