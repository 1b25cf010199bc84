/** Reads a formula for the editor: whatever is broken in it still has tokens, the server alone says what is wrong. */

export type TokenKind = "field" | "text" | "number" | "word" | "sign" | "comment" | "other";

export interface Token {
  kind: TokenKind;
  from: number;
  to: number;
  /** Whether a field, text or comment has its end. */
  closed: boolean;
}

const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const SPACE = /[\s\u200b\ufeff]+/y;
const SIGN = /<=|>=|!=|<>|[-+*/^&=<>(),−×÷≠≤≥]/y;
const DOUBLE = '"“”„‟';
const SINGLE = "'‘’‚‛";

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const put = (kind: TokenKind, to: number, closed = true) => {
    found.push({ kind, from: at, to, closed });
    at = to;
  };
  const end = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : null;
  };
  while (at < text.length) {
    const character = text.charAt(at);
    const space = end(SPACE);
    if (space !== null) at = space;
    else if (text.startsWith("//", at)) put("comment", lineEnd(text, at));
    else if (text.startsWith("/*", at)) {
      const close = text.indexOf("*/", at + 2);
      put("comment", close < 0 ? text.length : close + 2, close >= 0);
    } else if (character === "{") {
      const { to, closed } = fieldEnd(text, at);
      put("field", to, closed);
    } else if (DOUBLE.includes(character) || SINGLE.includes(character)) {
      const to = textEnd(text, at);
      put("text", to ?? text.length, to !== null);
    } else {
      const number = end(NUMBER);
      const word = number === null ? end(WORD) : null;
      const sign = end(SIGN);
      if (number !== null) put("number", number);
      else if (word !== null) put("word", word);
      else if (sign !== null) put("sign", sign);
      else put("other", at + 1);
    }
  }
  return found;
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found < 0 ? text.length : found;
}

/** A field whose brace is not closed ends with its line, or where another one begins: it is being typed. */
function fieldEnd(text: string, from: number): { to: number; closed: boolean } {
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === "}") return { to: at + 1, closed: true };
    else if (character === "{" || character === "\n") return { to: at, closed: false };
  }
  return { to: text.length, closed: false };
}

function textEnd(text: string, from: number): number | null {
  const quote = text.charAt(from);
  const family = DOUBLE.includes(quote) ? DOUBLE : SINGLE;
  const ends = quote === family.charAt(0) ? quote : family;
  for (let at = from + 1; at < text.length; at++) {
    if (text.charAt(at) === "\\") at++;
    else if (ends.includes(text.charAt(at))) return at + 1;
  }
  return null;
}

/** Whether a word is called: a bracket follows. */
export function isCalled(text: string, all: readonly Token[], index: number): boolean {
  const next = all.slice(index + 1).find((each) => each.kind !== "comment");
  return next !== undefined && text.slice(next.from, next.to) === "(";
}

export interface Call {
  name: string;
  /** Which argument the place is in, from 0. */
  argument: number;
}

/** The innermost call around a place, or the word that ends there. */
export function callAt(text: string, place: number): Call | null {
  const open: { name: string; argument: number }[] = [];
  let before: Token | undefined;
  for (const token of tokens(text)) {
    const said = text.slice(token.from, token.to);
    if (token.kind === "word" && token.from < place && place <= token.to) return { name: said, argument: 0 };
    if (token.from >= place) break;
    if (said === "(") {
      const name = before?.kind === "word" ? text.slice(before.from, before.to) : "";
      open.push({ name, argument: 0 });
    } else if (said === ")" && token.to <= place) open.pop();
    else if (said === ",") {
      const top = open.at(-1);
      if (top) top.argument++;
    }
    if (token.kind !== "comment") before = token;
  }
  return open.findLast((each) => each.name !== "") ?? null;
}

/** The server counts characters; texts here count the halves of those beyond the first 65,536 one by one. */
export function placeOf(text: string, characters: number): number {
  let at = 0;
  for (let passed = 0; passed < characters && at < text.length; passed++) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}
