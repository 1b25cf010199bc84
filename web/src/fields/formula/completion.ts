import { tokens } from "./tokens";

export interface Offer {
  kind: "field" | "function";
  label: string;
  /** What stands there when it is taken, and where the cursor goes in it. */
  insert: string;
  cursor: number;
  detail: string;
  info: string;
}

export interface Completion {
  from: number;
  to: number;
  /** What the offers are matched with. */
  typed: string;
  offers: readonly Offer[];
}

export interface Known {
  fields: readonly { name: string; detail: string }[];
  functions: readonly { name: string; signature: string; doc: string; bare: boolean }[];
}

export function written(name: string): string {
  return `{${name.replace(/[\\}]/g, (character) => `\\${character}`)}}`;
}

function fieldOffers({ fields }: Known): Offer[] {
  return fields.map(({ name, detail }) => {
    const insert = written(name);
    return { kind: "field", label: name, insert, cursor: insert.length, detail, info: "" };
  });
}

function functionOffers({ functions }: Known, called: boolean): Offer[] {
  return functions.map(({ name, signature, doc, bare }) => {
    const empty = signature.endsWith("()");
    const insert = called || (bare && empty) ? name : `${name}()`;
    const cursor = insert.length - (called || empty ? 0 : 1);
    return { kind: "function", label: name, insert, cursor, detail: signature.slice(name.length), info: doc };
  });
}

/**
 * What can be written at a place of a formula, however broken it is: fields within braces, fields and functions else,
 * nothing in texts and comments. Without `asked` only where something is being typed.
 */
export function completionAt(text: string, place: number, known: Known, asked: boolean): Completion | null {
  const at = tokens(text).find((token) => token.from < place && place <= token.to);
  const inside = at && (place < at.to || !at.closed);
  if (at?.kind === "field" && inside) {
    // What follows an open brace may be the rest of the formula.
    const to = at.closed ? at.to : place;
    return { from: at.from, to, typed: text.slice(at.from + 1, place), offers: fieldOffers(known) };
  }
  if (inside && (at.kind === "text" || at.kind === "comment")) return null;
  if (at?.kind === "word") {
    const called = /^\s*\(/.test(text.slice(at.to));
    const offers = [...functionOffers(known, called), ...(called ? [] : fieldOffers(known))];
    return { from: at.from, to: at.to, typed: text.slice(at.from, place), offers };
  }
  if (!asked || at?.kind === "number" || at?.kind === "comment") return null;
  return { from: place, to: place, typed: "", offers: [...fieldOffers(known), ...functionOffers(known, false)] };
}
