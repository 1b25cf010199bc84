import { expect, test, vi } from "vitest";
import { ApiError } from "@/api/errors";
import type { Automation, Definition } from "@/api/types";
import { FirstSave, type Written } from "./firstSave";

const definition: Definition = { trigger: { type: "manual", config: {} }, conditions: null, steps: [] };
const first: Written = { name: "First", definition };
const second: Written = { name: "Second", definition };
const made = (written: Written) => ({ id: "aut_1", name: written.name }) as Automation;
const lost = new ApiError(0, {}, null);
const wrong = new ApiError(422, { errors: [{ path: "name", code: "x", message: "wrong" }] }, null);

function requests() {
  return {
    create: vi.fn(async (written: Written, _key: string) => made(written)),
    change: vi.fn(async (_id: string, written: Written) => made(written)),
    publish: vi.fn(async (_id: string) => made(first)),
  };
}

test("a second save creates nothing, neither while publishing is under way nor after it", async () => {
  const calls = requests();
  let publish = (_: Automation) => {};
  calls.publish.mockImplementation(() => new Promise((resolve) => (publish = resolve)));
  const save = new FirstSave(calls);
  const saved = save.save(first, true);
  await vi.waitFor(() => expect(calls.publish).toHaveBeenCalled());
  expect(await save.save(second, true)).toBeNull();
  publish(made(first));
  expect(await saved).toEqual({ automation: made(first), refused: null });
  expect(await save.save(first, false)).toBeNull();
  expect(calls.create).toHaveBeenCalledTimes(1);
});

test("what was refused may be mended and saved again", async () => {
  const calls = requests();
  calls.create.mockRejectedValueOnce(wrong);
  const save = new FirstSave(calls);
  await expect(save.save(first, false)).rejects.toBe(wrong);
  expect(await save.save(second, false)).toEqual({ automation: made(second), refused: null });
  expect(calls.change).not.toHaveBeenCalled();
});

test("a publish that is refused leaves the automation that was created", async () => {
  const calls = requests();
  calls.publish.mockRejectedValueOnce(wrong);
  expect(await new FirstSave(calls).save(first, true)).toEqual({ automation: made(first), refused: wrong });
});

test("after a lost answer the same is asked for with the same key", async () => {
  const calls = requests();
  calls.create.mockRejectedValueOnce(lost);
  const save = new FirstSave(calls);
  await expect(save.save(first, false)).rejects.toBe(lost);
  await save.save(first, false);
  const [[, key] = [], [, again] = []] = calls.create.mock.calls;
  expect(again).toBe(key);
  expect(calls.change).not.toHaveBeenCalled();
});

test("what was changed after a lost answer goes into the automation that may have been made", async () => {
  const calls = requests();
  calls.create.mockRejectedValueOnce(lost);
  const save = new FirstSave(calls);
  await expect(save.save(first, false)).rejects.toBe(lost);
  expect(await save.save(second, false)).toEqual({ automation: made(second), refused: null });
  expect(calls.create.mock.calls.map(([written]) => written)).toEqual([first, first]);
  expect(calls.change).toHaveBeenCalledWith("aut_1", second);
});

test("what never arrived and would be refused does not hold up what was mended", async () => {
  const calls = requests();
  calls.create.mockRejectedValueOnce(lost).mockRejectedValueOnce(wrong);
  const save = new FirstSave(calls);
  await expect(save.save(first, false)).rejects.toBe(lost);
  expect((await save.save(second, false))?.automation.name).toBe("Second");
  expect(calls.change).not.toHaveBeenCalled();
});

test("being signed out in between does not make it forget what may have been made", async () => {
  const calls = requests();
  calls.create.mockRejectedValueOnce(lost).mockRejectedValueOnce(new ApiError(401, {}, null));
  const save = new FirstSave(calls);
  await expect(save.save(first, false)).rejects.toBe(lost);
  await expect(save.save(second, false)).rejects.toThrow();
  await save.save(second, false);
  expect(calls.create.mock.calls.map(([written]) => written)).toEqual([first, first, first]);
  expect(calls.change).toHaveBeenCalledWith("aut_1", second);
});
