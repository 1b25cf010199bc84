import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import type { Definition, Step } from "@/api/types";
import { useRefusal } from "./useRefusal";

const step = (id: string): Step => ({ id, type: "send_notification", config: { to: [], title: id } });
const draftOf = (...ids: string[]): Definition => ({
  trigger: { type: "manual", config: {} },
  conditions: null,
  steps: ids.map(step),
});
const wrapper = ({ children }: { children: ReactNode }) => <MemoryRouter>{children}</MemoryRouter>;

test("a fault stands at the step that was refused, although the steps were moved meanwhile", () => {
  const { result } = renderHook(() => useRefusal(draftOf("new", "wrong", "fine")), { wrapper });
  const fault = { path: "steps[0].config.to", code: "x", message: "Nobody" };
  act(() => result.current.refuse("publish", [fault], draftOf("wrong", "fine")));
  expect(result.current.faults.map((each) => each.card)).toEqual(["wrong"]);
});
