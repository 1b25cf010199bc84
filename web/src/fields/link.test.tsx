import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { fakeServer } from "@/api/fakeServer";
import { startI18n } from "@/i18n";
import { field } from "@/test-fields";
import { LinkEditor } from "./editors/LinkEditor";
import { fieldType } from "./registry";

const crew = field("fld_crew", "link", { tableId: "tbl_2", cardinality: "manyToMany" }, { name: "Crew" });
const boss = field("fld_boss", "link", { tableId: "tbl_2", cardinality: "manyToOne" }, { name: "Boss" });
const ada = { id: "rec_a", title: "Ada" };
const bob = { id: "rec_b", title: "Bob" };
/** As the picker offers them. */
const offered = (...records: { id: string; title: string | null }[]) =>
  records.map((each, at) => ({ ...each, no: at + 1, values: {} }));
const nameless = { id: "rec_n", title: null };

beforeAll(async () => {
  await startI18n();
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => void vi.unstubAllGlobals());

function editing(of: typeof crew, value: unknown, place: "cell" | "form" = "cell") {
  const said = { onChange: vi.fn(), onCommit: vi.fn(), onCancel: vi.fn() };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <LinkEditor field={of} value={value} place={place} {...said} />
    </QueryClientProvider>,
  );
  return said;
}

test("a cell shows titles, and takes pasted titles as text", () => {
  const { paint, text, parse } = fieldType("link");
  expect(text([ada, bob], crew)).toBe("Ada, Bob");
  expect(text([nameless], crew)).toBe("");
  expect(text(null, crew)).toBe("");
  expect(paint([ada, nameless], crew, { theme: "light", primary: false })).toMatchObject({
    kind: "pills",
    pills: [{ text: "Ada" }, { text: "Untitled" }],
  });
  expect(paint("Ada, Zoe", crew, { theme: "light", primary: false })).toMatchObject({ pills: [{ text: "Ada, Zoe" }] });
  expect(parse(" Ada, Zoe ", crew)).toBe("Ada, Zoe");
  expect(parse("  ", crew)).toBeNull();
});

test("several records are linked and unlinked, in order", async () => {
  const asked = fakeServer(() => ({ body: { fields: [], items: offered(ada, bob) } }));
  const { onChange, onCommit } = editing(crew, [ada]);
  fireEvent.click(await screen.findByRole("option", { name: /^Bob/ }));
  expect(onChange).toHaveBeenLastCalledWith([ada, bob]);
  fireEvent.click(screen.getByRole("option", { name: /^Ada/ }));
  expect(onChange).toHaveBeenLastCalledWith([bob]);
  fireEvent.keyDown(screen.getByRole("combobox"), { key: "Escape" });
  expect(onCommit).toHaveBeenCalledExactlyOnceWith([bob]);
  expect(asked[0]?.path).toBe("/fields/fld_crew/choices");
});

test("where a cell holds one record, the first pick is saved", async () => {
  fakeServer(() => ({ body: { fields: [], items: offered(ada, bob) } }));
  const { onCommit } = editing(boss, [ada]);
  await screen.findByRole("option", { name: /^Bob/ });
  const box = screen.getByRole("combobox");
  fireEvent.keyDown(box, { key: "ArrowDown" });
  fireEvent.keyDown(box, { key: "Enter" });
  expect(onCommit).toHaveBeenCalledExactlyOnceWith([bob]);
});

test("what is typed is looked for on the server, once, and nothing else can be picked meanwhile", async () => {
  const zoe = { id: "rec_z", title: "Zoë" };
  const searches: (string | null)[] = [];
  const answer = (items: object[]) =>
    new Response(JSON.stringify({ fields: [], items }), { headers: { "Content-Type": "application/json" } });
  vi.stubGlobal("fetch", async (request: Request) => {
    const search = new URL(request.url).searchParams.get("search");
    searches.push(search);
    return answer(offered(...(search === "zoe" ? [zoe] : [ada, bob])));
  });
  const { onCommit } = editing(boss, null);
  await screen.findByRole("option", { name: /^Bob/ });
  const box = screen.getByRole("combobox");
  for (const typed of ["z", "zo", "zoe"]) fireEvent.change(box, { target: { value: typed } });
  expect(screen.queryAllByRole("option")).toEqual([]);
  fireEvent.keyDown(box, { key: "Enter" });
  expect(onCommit).not.toHaveBeenCalled();
  fireEvent.click(await screen.findByRole("option", { name: /^Zoë/ }));
  expect(onCommit).toHaveBeenCalledExactlyOnceWith([zoe]);
  expect(searches).toEqual([null, "zoe"]);
});

const told = {
  fields: [field("fld_town", "text", {}, { name: "Town" }), field("fld_age", "number", {}, { name: "Age" })],
  items: [
    { ...ada, no: 3, values: { fld_town: "Athens", fld_age: null } },
    { id: "rec_a2", title: "Ada", no: 12, values: { fld_town: "Bonn", fld_age: 36 } },
  ],
};

test("records of one title are told apart by number and fields, and only what is a link is saved", async () => {
  const asked = fakeServer(() => ({ body: told }));
  const { onCommit } = editing(boss, [ada]);
  expect(await screen.findByRole("option", { name: "Ada, No. 3 · Athens" })).toBeTruthy();
  fireEvent.click(screen.getByRole("option", { name: "Ada, No. 12 · Bonn · 36" }));
  expect(onCommit).toHaveBeenCalledExactlyOnceWith([{ id: "rec_a2", title: "Ada" }]);
  // One request for the list, one for those that the cell holds, however many there are.
  expect(asked.map((each) => each.path)).toEqual(
    ["/fields/fld_crew/choices", "/fields/fld_crew/choices"].map((path) => path.replace("crew", "boss")),
  );
});

test("chips in a form say which record they are once somebody points at them", async () => {
  const asked = fakeServer(() => ({ body: told }));
  editing(crew, [ada, { id: "rec_a2", title: "Ada" }], "form");
  expect(asked).toEqual([]);
  fireEvent.pointerEnter(screen.getByRole("button"));
  expect(await screen.findByTitle("No. 3 · Athens")).toBeTruthy();
  expect(screen.getByTitle("No. 12 · Bonn · 36").textContent).toBe("Ada");
  expect(asked).toHaveLength(1);
});

test("a refusal is said in the list", async () => {
  fakeServer(() => ({ status: 403, body: { code: "forbidden", detail: "The linked table is closed to you." } }));
  editing(crew, null);
  expect((await screen.findByRole("alert")).textContent).toContain("closed to you");
});

test("in a form several picks are saved together when the list is left", async () => {
  fakeServer(() => ({ body: { fields: [], items: offered(ada, bob) } }));
  const { onCommit } = editing(crew, null, "form");
  fireEvent.click(screen.getByRole("button", { name: "Choose" }));
  fireEvent.click(await screen.findByRole("option", { name: /^Ada/ }));
  fireEvent.click(screen.getByRole("option", { name: /^Bob/ }));
  expect(onCommit).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByRole("combobox"), { key: "Escape" });
  await waitFor(() => expect(onCommit).toHaveBeenCalledExactlyOnceWith([ada, bob]));
  expect(screen.getByRole("button").textContent).toBe("AdaBob");
});
