import { expect, test } from "vitest";
import { field } from "@/test-fields";
import { isMasked, paintOf, textOf } from "./masked";
import { kindOf } from "./registry";

const secret = field("Salary", "number", {}, { encrypted: true, revealTo: "editor" });

test("a masked value is dots with a reason, whatever its type", () => {
  const masked = { masked: true };
  expect(isMasked(masked, secret)).toBe(true);
  expect(textOf(masked, secret)).toBe("••••");
  expect(paintOf(masked, secret, { theme: "dark", primary: false })).toMatchObject({
    kind: "text",
    text: "••••",
    lock: true,
  });
});

test("a value that may be seen shows as ever", () => {
  expect(textOf(12.5, secret)).toBe(textOf(12.5, field("Open", "number")));
  expect(textOf(null, secret)).toBe("");
});

test("JSON that says masked in an open field is only JSON", () => {
  expect(isMasked({ masked: true }, field("Data", "json"))).toBe(false);
});

test("only emptiness is asked of an encrypted field", () => {
  expect(kindOf(secret)).toBe("sealed");
});
