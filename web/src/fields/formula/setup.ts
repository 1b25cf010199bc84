import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  pickedCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, tooltips } from "@codemirror/view";
import { completionAt, type Known, type Offer } from "./completion";
import type { Fault } from "./FormulaInput";
import { theme } from "./theme";
import { isCalled, tokens } from "./tokens";

export const setKnown = StateEffect.define<Known>();
export const setFaults = StateEffect.define<readonly Fault[]>();

/** The fields and functions that there are. */
export const known = StateField.define<Known>({
  create: () => ({ fields: [], functions: [] }),
  update: (value, { effects }) => effects.find((each) => each.is(setKnown))?.value ?? value,
});

function coloured(state: EditorState): DecorationSet {
  const text = state.doc.toString();
  const all = tokens(text);
  const { fields } = state.field(known);
  const names = new Set(fields.map((each) => each.name.toLowerCase()));
  const marks = all.map((token, index): Range<Decoration> => {
    let kind: string = token.kind;
    if (kind === "word") {
      const bare = names.has(text.slice(token.from, token.to).toLowerCase());
      kind = isCalled(text, all, index) || !bare ? "function" : "field";
    }
    return Decoration.mark({ class: `fx-${kind}` }).range(token.from, token.to);
  });
  return Decoration.set(marks);
}

const colours = StateField.define<DecorationSet>({
  create: coloured,
  update: (value, { docChanged, effects, state }) =>
    docChanged || effects.some((each) => each.is(setKnown)) ? coloured(state) : value,
  provide: (field) => EditorView.decorations.from(field),
});

const underlined = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (value, { changes, effects, newDoc }) => {
    const said = effects.find((each) => each.is(setFaults));
    if (!said) return value.map(changes);
    const marks = (said.value as readonly Fault[]).flatMap(({ from, to, message }) => {
      // A fault at the very end is about what is missing: the last character shows it.
      const end = Math.min(Math.max(to, from + 1), newDoc.length);
      const start = Math.min(from, Math.max(end - 1, 0));
      const mark = Decoration.mark({ class: "fx-fault", attributes: { title: message } });
      return start < end ? [mark.range(start, end)] : [];
    });
    return Decoration.set(marks, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function offered(context: CompletionContext): CompletionResult | null {
  const found = completionAt(context.state.doc.toString(), context.pos, context.state.field(known), context.explicit);
  if (!found) return null;
  const { from, to, offers } = found;
  const typed = found.typed.trim().toLowerCase();
  const rank = ({ label }: Offer) => {
    const at = label.toLowerCase().indexOf(typed);
    return at < 0 ? -1 : at === 0 ? 2 : 1;
  };
  const fitting = offers.filter((offer) => rank(offer) > 0).sort((one, other) => rank(other) - rank(one));
  if (fitting.length === 0) return null;
  return {
    from,
    to,
    filter: false,
    options: fitting.slice(0, 100).map((offer) => ({
      label: offer.label,
      detail: offer.detail,
      info: offer.info || undefined,
      type: offer.kind,
      apply: (view, completion) =>
        view.dispatch({
          changes: { from, to: Math.max(to, view.state.selection.main.head), insert: offer.insert },
          selection: { anchor: from + offer.cursor },
          annotations: pickedCompletion.of(completion),
          userEvent: "input.complete",
        }),
    })),
  };
}

export const setup = [
  known,
  colours,
  underlined,
  history(),
  closeBrackets(),
  bracketMatching(),
  autocompletion({ override: [offered], icons: false, closeOnBlur: true, interactionDelay: 0 }),
  EditorState.languageData.of(() => [{ closeBrackets: { brackets: ["(", "{", '"', "'"] } }]),
  EditorView.lineWrapping,
  tooltips({ position: "fixed", parent: document.getElementById("portal") ?? document.body }),
  // Tab takes what is offered, and else goes on to the next control as everywhere.
  keymap.of([
    { key: "Tab", run: acceptCompletion },
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...historyKeymap,
    ...defaultKeymap,
  ]),
  theme,
];
