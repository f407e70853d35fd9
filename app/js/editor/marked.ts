// Stretches of the text that are pointed out: what a search found, what a note is about. They go along with the text; the first of
// them is brought into view when they are given.

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

export interface Stretch {
  from: number;
  to: number;
}

const mark = StateEffect.define<readonly Stretch[]>();
const look = Decoration.mark({ class: "cm-marked" });

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let placed = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(mark)) placed = Decoration.set(effect.value.map(({ from, to }) => look.range(from, to)), true);
    }
    return placed;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const markedStretches: Extension = marks;

export function showMarked(view: EditorView, stretches: readonly Stretch[]): void {
  if (stretches.length === 0 && view.state.field(marks).size === 0) return;
  const length = view.state.doc.length;
  const within = stretches
    .map(({ from, to }) => ({ from: Math.min(from, length), to: Math.min(to, length) }))
    .filter(({ from, to }) => from < to);
  const first = within[0];
  const reveal = first === undefined ? [] : [EditorView.scrollIntoView(first.from, { y: "nearest", yMargin: 48 })];
  view.dispatch({ effects: [mark.of(within), ...reveal] });
}
