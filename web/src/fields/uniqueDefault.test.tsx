import { fireEvent, render, screen } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { TooltipProvider } from "@/ui/Tooltip";
import { FieldForm } from "./FieldForm";

beforeAll(startI18n);

function editing(unique: boolean) {
  const onSubmit = vi.fn(async () => {});
  const code = field("fld_1", "text", { default: "x" }, { name: "Code", unique });
  render(
    <TooltipProvider>
      <FieldForm field={code} onSubmit={onSubmit} onDone={() => {}} />
    </TooltipProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: /Description, rules/ }));
  return onSubmit;
}

test("where no two records may be alike there is no default, and that is said", () => {
  const onSubmit = editing(false);
  expect(screen.getByRole("textbox", { name: "Default in new records" })).toBeTruthy();
  fireEvent.click(screen.getByRole("switch", { name: "No two records alike" }));
  expect(screen.queryByRole("textbox", { name: "Default in new records" })).toBeNull();
  expect(screen.getByText(/New records begin empty here/)).toBeTruthy();
  fireEvent.click(screen.getByTestId("field-submit"));
  expect(onSubmit).toHaveBeenCalledWith(expect.objectContaining({ unique: true, config: { default: null } }));
});

test("a field that may hold a value twice keeps its default", () => {
  const onSubmit = editing(true);
  fireEvent.click(screen.getByRole("switch", { name: "No two records alike" }));
  fireEvent.click(screen.getByTestId("field-submit"));
  expect(onSubmit).toHaveBeenCalledWith(expect.objectContaining({ unique: false, config: { default: "x" } }));
});
