/** How a cell editor was opened. */
export interface Opening {
  /** A typed character starts afresh; Enter, F2 and a double click go on with the text that is there. */
  replace: boolean;
  /** What was typed before the editor stood, as names of keys. */
  keys: readonly string[];
}

export interface StartText {
  text: string;
  /** Letters before the caret, as the selection of an input counts them. */
  caret: number;
}

/** The text and caret that an input would have, had it been there for the keys from the start. */
export function startText(opening: Opening | undefined, current: string): StartText {
  let before = opening?.replace ? [] : [...current];
  let after: string[] = [];
  for (const key of opening?.keys ?? []) {
    const all = [...before, ...after];
    const moveTo = (at: number) => {
      before = all.slice(0, Math.max(0, at));
      after = all.slice(Math.max(0, at));
    };
    if ([...key].length === 1) before.push(key);
    else if (key === "Backspace") before.pop();
    else if (key === "Delete") after.shift();
    else if (key === "ArrowLeft") moveTo(before.length - 1);
    else if (key === "ArrowRight") moveTo(before.length + 1);
    else if (key === "Home" || key === "ArrowUp") moveTo(0);
    else if (key === "End" || key === "ArrowDown") moveTo(all.length);
  }
  return { text: [...before, ...after].join(""), caret: before.join("").length };
}
