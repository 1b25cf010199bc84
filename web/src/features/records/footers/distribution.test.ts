import i18next from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import { ApiError } from "@/api/errors";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { bucketLines, bucketText, type Distribution, distributionText, valueLabel, valueLines } from "./distribution";
import { answersTo, questionsFor } from "./useFooters";

beforeAll(startI18n);

const status = field("f", "singleSelect", {
  options: [
    { id: "opt_1", name: "Open", color: "green" },
    { id: "opt_2", name: "Shut", color: "red" },
  ],
});

const found: Distribution = {
  values: [
    { value: "opt_1", count: 6, percent: 60 },
    { value: "opt_2", count: 2, percent: 20 },
  ],
  others: { values: 0, count: 0, percent: 0 },
  empty: { count: 2, percent: 20 },
};

test("values, the others and none are lines of one list", () => {
  expect(distributionText(valueLines(i18next.t, status, found, "dark"))).toBe("Open 60%, Shut 20%, Empty 20%");
  const more = { ...found, others: { values: 1200, count: 3000, percent: 12.34 }, empty: { count: 0, percent: 0 } };
  expect(distributionText(valueLines(i18next.t, status, more, "dark"))).toBe(
    "Open 60%, Shut 20%, 1,200 other values 12.3%",
  );
  const [open, shut] = valueLines(i18next.t, status, found, "light");
  expect(open?.color).not.toBe(shut?.color);
});

test.each([
  [status, "opt_1", "Open"],
  [field("f", "multiSelect", status.config), "opt_2", "Shut"],
  [field("f", "checkbox"), true, "Checked"],
  [field("f", "link"), { id: "rec_1", title: "Acme" }, "Acme"],
  [field("f", "link"), { id: "rec_1", title: null }, "Empty"],
  [field("f", "user"), { id: "usr_1", name: "Ada", email: "a@b.c" }, "Ada"],
  [field("f", "multiUser"), { id: "usr_1", name: "Ada", email: "a@b.c" }, "Ada"],
  [field("f", "currency", { currency: "EUR", precision: 2 }), 5, "€5.00"],
] as const)("%# one value is called as a cell shows it", (of, value, label) => {
  expect(valueLabel(i18next.t, of, value)).toBe(label);
});

describe("a histogram", () => {
  const numbers: Distribution = {
    ...found,
    others: { values: 30, count: 40, percent: 40 },
    buckets: [
      { from: 0, to: 10, count: 7, percent: 70 },
      { from: 10, to: 20, count: 1, percent: 10 },
    ],
  };
  const of = field("f", "number", { precision: 0 });

  test("stands where there are more values than are told", () => {
    expect(distributionText(bucketLines(i18next.t, of, numbers))).toBe("0 – 10 70%, 10 – 20 10%");
    expect(bucketLines(i18next.t, of, { ...numbers, others: found.others })).toEqual([]);
    expect(bucketLines(i18next.t, of, found)).toEqual([]);
  });

  test.each([
    [undefined, 5, 5, "5"],
    ["day", "2026-03-04", "2026-03-04", "Mar 4, 2026"],
    ["month", "2026-03-01", "2026-03-31", "March 2026"],
    ["quarter", "2026-07-01", "2026-09-30", "Q3 2026"],
    ["year", "2026-01-01", "2026-12-31", "2026"],
    ["year", "2000-01-01", "2009-12-31", "2000 – 2009"],
  ] as const)("calls its buckets by %s", (bucket, from, to, label) => {
    const kind = bucket ? field("f", "date") : of;
    expect(bucketText(i18next.t, kind, bucket, from, to)).toBe(label);
  });
});

test("one question asks for ten distributions and a hundred sums at most", () => {
  const columns = (count: number, fn: "distribution" | "filled") =>
    Array.from({ length: count }, (_, at) => ({ field: field(`f${at}`, "text"), footer: { fn } }));
  expect(questionsFor([])).toEqual([]);
  const sizes = (of: ReturnType<typeof columns>) => questionsFor(of).map((each) => each.length);
  expect(sizes([...columns(10, "distribution"), ...columns(80, "filled")])).toEqual([90]);
  expect(sizes(columns(11, "distribution"))).toEqual([10, 1]);
  expect(sizes(columns(101, "filled"))).toEqual([100, 1]);
});

test("sums that take too long together are asked one by one", async () => {
  const late = new ApiError(503, { code: "query_timeout", detail: "Too long." }, null);
  const columns = ["a", "b", "c"].map((id) => ({ field: field(id, "text"), footer: { fn: "filled" as const } }));
  const asked: string[] = [];
  const told = { slow: new Set<string>(), name: "all" };
  const ask = async (some: readonly { field: { id: string } }[]) => {
    const names = some.map((each) => each.field.id).join("");
    asked.push(names);
    if (names.length > 1 || names === "b") throw late;
    return [names];
  };
  const answers = await answersTo(columns, ask, told);
  expect(answers).toEqual(["a", { error: "Takes too long", message: expect.any(String) }, "c"]);
  await answersTo(columns, ask, told);
  expect(asked).toEqual(["abc", "a", "b", "c", "a", "b", "c"]);
});
