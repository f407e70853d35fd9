// Lines that something outside is about: marked, and brought into view once. The marks go along with what is typed.

import { type EditorState, type Extension, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

interface Stretch {
  from: number;
  to: number;
}

const pointOut = StateEffect.define<Stretch | undefined>();

const pointed = StateField.define<Stretch | undefined>({
  create: () => undefined,
  update(stretch, transaction) {
    let next = stretch;
    if (next !== undefined && transaction.docChanged) {
      next = { from: transaction.changes.mapPos(next.from, 1), to: transaction.changes.mapPos(next.to, -1) };
      if (next.to < next.from) next = { from: next.to, to: next.to };
    }
    for (const effect of transaction.effects) {
      if (effect.is(pointOut)) next = within(effect.value, transaction.state);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.compute([field], (state) => marks(state, state.field(field))),
});

export const pointedLines: Extension = pointed;

export function showPointed(view: EditorView, stretch: Stretch | undefined): void {
  if (stretch === undefined && view.state.field(pointed) === undefined) return;
  const effects: StateEffect<unknown>[] = [pointOut.of(stretch)];
  const place = within(stretch, view.state);
  if (place !== undefined) effects.push(EditorView.scrollIntoView(place.from, { y: "center" }));
  view.dispatch({ effects });
}

/** What is pointed out may be of a moment at which the text was longer. */
function within(stretch: Stretch | undefined, state: EditorState): Stretch | undefined {
  if (stretch === undefined) return undefined;
  const clamped = (offset: number): number => Math.max(0, Math.min(offset, state.doc.length));
  return { from: clamped(stretch.from), to: clamped(stretch.to) };
}

const mark = Decoration.line({ class: "cm-pointed-line" });

function marks(state: EditorState, stretch: Stretch | undefined): DecorationSet {
  if (stretch === undefined) return Decoration.none;
  const ranges: Range<Decoration>[] = [];
  const first = state.doc.lineAt(stretch.from).number;
  // A stretch that ends at the beginning of a line has nothing of that line.
  const end = state.doc.lineAt(stretch.to);
  const last = Math.max(first, stretch.to === end.from && stretch.to > stretch.from ? end.number - 1 : end.number);
  for (let number = first; number <= last; number += 1) ranges.push(mark.range(state.doc.line(number).from));
  return Decoration.set(ranges);
}
