import { expect, test } from "vitest";
import { readDate, readDateTime } from "./dateText";

test.each([
  ["2005-03-04", "iso", "2005-03-04"],
  [" 2005/3/4 ", "iso", "2005-03-04"],
  ["4.3.2005", "iso", "2005-03-04"],
  ["3/4/2005", "european", "2005-04-03"],
  ["3/4/2005", "us", "2005-03-04"],
  ["25/4/69", "us", "1969-04-25"],
  ["4/25/68", "european", "2068-04-25"],
  ["Fri, 4th March 2005", "iso", "2005-03-04"],
  ["Mar 4, 2005", "iso", "2005-03-04"],
  ["29 Feb 2024", "iso", "2024-02-29"],
] as const)("%s in a field written %s", (text, style, value) => {
  expect(readDate(text, style)).toEqual({ value });
});

test.each([
  ["3/4/2005", "ambiguous"],
  ["2005-02-30", "absent"],
  ["2023-02-29", "absent"],
  ["1850-02-29", "absent"],
  ["31.4.2005", "absent"],
  ["29 Feb 2005", "absent"],
  ["2005-13-01", "absent"],
  ["4 Marvel 2005", "unreadable"],
  ["soon", "unreadable"],
  ["2005-03", "unreadable"],
  ["0304-01-05", "year"],
  ["20055-01-05", "year"],
  ["12/12/304", "year"],
])("%s is refused as %s", (text, refusal) => {
  expect(readDate(text)).toEqual({ refusal });
});

test.each([
  ["2005-03-04 09:30", "2005-03-04T07:30:00.000Z"],
  ["2005-03-04T09:30", "2005-03-04T07:30:00.000Z"],
  ["2005-07-04", "2005-07-03T21:00:00.000Z"],
  ["4 March 2005 9:30 pm", "2005-03-04T19:30:00.000Z"],
  ["2005-03-04, 12:05 am", "2005-03-03T22:05:00.000Z"],
  ["2005-03-04T09:30:00+05:00", "2005-03-04T04:30:00.000Z"],
])("%s in Athens", (text, value) => {
  expect(readDateTime(text, "iso", "Europe/Athens")).toEqual({ value });
});

test.each([
  ["2005-03-04 25:00", "time"],
  ["2005-03-04T25:00:00Z", "time"],
  ["2005-03-04 13:00 pm", "time"],
  ["09:30", "unreadable"],
  ["2005-02-30 09:30", "absent"],
  ["2005-02-30T09:30:00Z", "absent"],
  ["2005-02-30 25:00", "absent"],
])("%s is no time: %s", (text, refusal) => {
  expect(readDateTime(text, "iso", "Europe/Athens")).toEqual({ refusal });
});
