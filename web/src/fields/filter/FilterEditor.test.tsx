import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { Tooltip } from "radix-ui";
import { beforeAll, expect, test, vi } from "vitest";
import type { FilterGroup } from "@/api/types";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { FilterEditor } from "./FilterEditor";

const title = field("fld_title", "text", {}, { name: "Title" });
const due = field("fld_due", "date", {}, { name: "Due" });

beforeAll(startI18n);

function editing(filter: FilterGroup | null) {
  const onChange = vi.fn<(filter: FilterGroup | null) => void>();
  render(
    <Tooltip.Provider>
      <FilterEditor fields={[title, due]} filter={filter} onChange={onChange} emptyText="All are shown." />
    </Tooltip.Provider>,
  );
  return onChange;
}

test("a group within the group is filled in and taken away again", () => {
  const onChange = editing({ conjunction: "and", filters: [{ field: "fld_title", operator: "contains", value: "a" }] });
  fireEvent.click(screen.getByRole("button", { name: "Add group" }));
  expect(onChange).not.toHaveBeenCalled();
  const group = screen.getByRole("group", { name: "Group of conditions" });
  fireEvent.change(within(group).getByRole("textbox", { name: "Value" }), { target: { value: "b" } });
  fireEvent.blur(within(group).getByRole("textbox", { name: "Value" }));
  fireEvent.click(within(group).getByRole("button", { name: "Add condition" }));
  const inputs = within(group).getAllByRole("textbox", { name: "Value" });
  fireEvent.change(inputs[1] as HTMLElement, { target: { value: "c" } });
  fireEvent.blur(inputs[1] as HTMLElement);
  expect(onChange).toHaveBeenLastCalledWith({
    conjunction: "and",
    filters: [
      { field: "fld_title", operator: "contains", value: "a" },
      {
        conjunction: "or",
        filters: [
          { field: "fld_title", operator: "contains", value: "b" },
          { field: "fld_title", operator: "contains", value: "c" },
        ],
      },
    ],
  });
  fireEvent.click(screen.getByRole("button", { name: "Remove group" }));
  expect(onChange.mock.lastCall?.[0]?.filters).toHaveLength(1);
});

test("groups go no deeper than the server takes", () => {
  const deep = (levels: number): FilterGroup => ({
    conjunction: "and",
    filters: levels > 1 ? [deep(levels - 1)] : [{ field: "fld_title", operator: "contains", value: "a" }],
  });
  editing(deep(5));
  expect(screen.getAllByRole("button", { name: "Add condition" })).toHaveLength(5);
  expect(screen.getAllByRole("button", { name: "Add group" })).toHaveLength(4);
});

test("a relative day keeps its count, and lengths are whole numbers", () => {
  const onChange = editing({
    conjunction: "and",
    filters: [
      { field: "fld_due", operator: "before", value: { mode: "daysAgo", count: 3 } },
      { field: "fld_title", operator: "lengthLessThan", value: 5 },
    ],
  });
  const [days, length] = screen.getAllByRole("spinbutton", { name: "How many" });
  expect(days).toHaveProperty("value", "3");
  fireEvent.change(days as HTMLElement, { target: { value: "10" } });
  fireEvent.change(length as HTMLElement, { target: { value: "7.9" } });
  expect(onChange.mock.lastCall?.[0]?.filters).toEqual([
    { field: "fld_due", operator: "before", value: { mode: "daysAgo", count: 10 } },
    { field: "fld_title", operator: "lengthLessThan", value: 7 },
  ]);
});

test("of a list any, every or none of the values may be asked", async () => {
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.hasPointerCapture = () => false;
  const onChange = vi.fn<(filter: FilterGroup | null) => void>();
  const sizes = field(
    "fld_sizes",
    "lookup",
    { result: { kind: "number", many: true, type: "number" } },
    { name: "Sizes" },
  );
  const filter: FilterGroup = { conjunction: "and", filters: [{ field: "fld_sizes", operator: "equals", value: 3 }] };
  render(
    <Tooltip.Provider>
      <FilterEditor fields={[title, sizes]} filter={filter} onChange={onChange} emptyText="All are shown." />
    </Tooltip.Provider>,
  );
  const choose = async (label: string, choice: string) => {
    fireEvent.keyDown(screen.getByRole("combobox", { name: label }), { key: "Enter" });
    fireEvent.keyDown(await screen.findByRole("option", { name: choice }), { key: "Enter" });
  };
  await choose("Of the values", "every");
  expect(onChange.mock.lastCall?.[0]?.filters).toEqual([
    { field: "fld_sizes", operator: "equals", value: 3, match: "every" },
  ]);
  await choose("Condition", "is empty");
  expect(onChange.mock.lastCall?.[0]?.filters).toEqual([{ field: "fld_sizes", operator: "isEmpty" }]);
  expect(screen.queryByRole("combobox", { name: "Of the values" })).toBeNull();
});

test("what is typed in one go is one change, also when the panel closes in the middle of it", () => {
  vi.useFakeTimers();
  const onChange = vi.fn<(filter: FilterGroup | null) => void>();
  const filter: FilterGroup = {
    conjunction: "and",
    filters: [{ field: "fld_title", operator: "contains", value: "" }],
  };
  const { unmount } = render(
    <Tooltip.Provider>
      <FilterEditor fields={[title]} filter={filter} onChange={onChange} emptyText="All are shown." />
    </Tooltip.Provider>,
  );
  const input = screen.getByRole("textbox", { name: "Value" });
  for (const value of ["a", "ab", "abc"]) fireEvent.change(input, { target: { value } });
  expect(onChange).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(1_000));
  expect(onChange.mock.calls.map(([built]) => built?.filters)).toEqual([
    [{ field: "fld_title", operator: "contains", value: "abc" }],
  ]);
  fireEvent.change(input, { target: { value: "abcd" } });
  unmount();
  expect(onChange.mock.lastCall?.[0]?.filters).toEqual([{ field: "fld_title", operator: "contains", value: "abcd" }]);
  vi.useRealTimers();
});
