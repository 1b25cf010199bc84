import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { beforeAll, expect, test, vi } from "vitest";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { TooltipProvider } from "@/ui/Tooltip";
import { FieldForm } from "../FieldForm";
import { fieldType } from "../registry";
import { FieldTableContext } from "../tableContext";

const name = field("fld_name", "text", {}, { name: "Name" });
const due = field("fld_due", "date", {}, { name: "Due" });
const made = field("fld_made", "createdTime", {}, { name: "Made" });
const touched = field("fld_touched", "modifiedTime", { fields: ["fld_due", "fld_gone"] }, { name: "Touched" });
const sum = field("fld_sum", "formula", { expression: "1" }, { name: "Sum" });
const fields = [name, due, made, touched, sum];

beforeAll(async () => {
  await startI18n();
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.hasPointerCapture = () => false;
});

function configuring(start: Record<string, unknown>, type: "modifiedTime" | "modifiedBy" = "modifiedTime") {
  const onChange = vi.fn();
  const { Config } = fieldType(type);
  function Form() {
    const [config, setConfig] = useState(start);
    if (!Config) return null;
    const change = (next: Record<string, unknown>) => {
      onChange(next);
      setConfig(next);
    };
    return <Config config={config} onChange={change} fieldId="fld_touched" />;
  }
  render(
    <TooltipProvider>
      <FieldTableContext value={{ id: "tbl_1", baseId: "bas_1", fields }}>
        <Form />
      </FieldTableContext>
    </TooltipProvider>,
  );
  return onChange;
}

async function choose(label: string, choice: string) {
  fireEvent.keyDown(screen.getByRole("combobox", { name: label }), { key: "Enter" });
  fireEvent.keyDown(await screen.findByRole("option", { name: choice }), { key: "Enter" });
}

test.each(["modifiedTime", "modifiedBy"] as const)("a %s counts changes of certain fields", async (type) => {
  const onChange = configuring({}, type);
  await choose("Which changes count", "Only these fields");
  expect(onChange).toHaveBeenLastCalledWith({ fields: [] });
  // Until the list is closed, and the focus back where it was.
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("combobox"));
  expect(screen.getByText(/While none is chosen, any change counts/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /^Fields that count/ }));
  // Nobody changes what the system stamps, nor the field itself.
  expect((await screen.findAllByRole("option")).map((each) => each.textContent)).toEqual(["Name", "Due", "Sum"]);
  fireEvent.click(screen.getByRole("option", { name: "Due" }));
  fireEvent.click(screen.getByRole("option", { name: "Name" }));
  expect(onChange).toHaveBeenLastCalledWith({ fields: ["fld_name", "fld_due"] });
  fireEvent.click(screen.getByRole("option", { name: "Due" }));
  expect(onChange).toHaveBeenLastCalledWith({ fields: ["fld_name"] });
});

test("any change counts again", async () => {
  const onChange = configuring({ fields: ["fld_due"] });
  await choose("Which changes count", "All fields");
  expect(onChange).toHaveBeenLastCalledWith({ fields: null });
});

test("a field in the trash drops out, and when none is left that is said", () => {
  configuring({ fields: ["fld_due", "fld_gone"] });
  expect(screen.getByRole("button", { name: "Fields that count Due" }).textContent).toBe("Due");
});

test("when all chosen fields are in the trash that is said", () => {
  configuring({ fields: ["fld_gone"] });
  expect(screen.getByText(/are in the trash/)).toBeTruthy();
});

test("the set is sent from the dialog, on creation and on change", async () => {
  const onSubmit = vi.fn(async () => {});
  render(
    <TooltipProvider>
      <FieldTableContext value={{ id: "tbl_1", baseId: "bas_1", fields }}>
        <FieldForm field={touched} onSubmit={onSubmit} onDone={() => {}} />
      </FieldTableContext>
    </TooltipProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Fields that count Due" }));
  fireEvent.click(await screen.findByRole("option", { name: "Sum" }));
  fireEvent.click(screen.getByTestId("field-submit"));
  expect(onSubmit).toHaveBeenCalledWith(expect.objectContaining({ config: { fields: ["fld_due", "fld_sum"] } }));
});
