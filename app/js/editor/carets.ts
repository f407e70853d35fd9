// The carets and selections of the others, drawn among the text with their names. Colours are classes (`cm-caret-N`), so that
// no style attribute is written. Where a caret comes from and how often is unknown here.

import { type EditorState, type Extension, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

import { isFromElsewhere } from "./edits.ts";

export interface Caret {
  id: number;
  name: string;
  /** From 1 to 8. */
  colorIndex: number;
  /** For who does not see colours. */
  pattern: "solid" | "dash" | "dot" | "double";
  anchor: number;
  head: number;
}

interface PlacedCaret extends Caret {
  /** Grows whenever its person moves it: its name is shown anew. */
  n_moves: number;
}

const placeCarets = StateEffect.define<readonly Caret[]>();

const placedCarets = StateField.define<readonly PlacedCaret[]>({
  create: () => [],
  update(carets, transaction) {
    let placed = carets;
    if (transaction.docChanged) {
      // Who types pushes the own caret on; others' typing right at a caret goes behind it.
      const side = isFromElsewhere(transaction) ? 1 : -1;
      placed = placed.map((caret) => ({
        ...caret,
        anchor: transaction.changes.mapPos(caret.anchor, side),
        head: transaction.changes.mapPos(caret.head, side),
      }));
    }
    for (const effect of transaction.effects) {
      if (effect.is(placeCarets)) placed = replaced(placed, effect.value, transaction.state);
    }
    return placed;
  },
  provide: (field) => EditorView.decorations.compute([field], (state) => decorate(state, state.field(field))),
});

export const othersCarets: Extension = placedCarets;

export function showCarets(view: EditorView, carets: readonly Caret[]): void {
  if (carets.length === 0 && view.state.field(placedCarets).length === 0) return;
  view.dispatch({ effects: placeCarets.of(carets) });
}

function replaced(
  before: readonly PlacedCaret[],
  carets: readonly Caret[],
  state: EditorState,
): readonly PlacedCaret[] {
  // Presence is not in step with the text, so a caret may lie beyond its end for a moment.
  const within = (offset: number): number => Math.max(0, Math.min(offset, state.doc.length));
  return carets.map((caret) => {
    const placed = { ...caret, anchor: within(caret.anchor), head: within(caret.head) };
    const known = before.find((other) => other.id === caret.id);
    const moved = known === undefined || known.head !== placed.head || known.anchor !== placed.anchor;
    return { ...placed, n_moves: (known?.n_moves ?? 0) + (moved ? 1 : 0) };
  });
}

function decorate(state: EditorState, carets: readonly PlacedCaret[]): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const caret of carets) {
    const [from, to] = [Math.min(caret.anchor, caret.head), Math.max(caret.anchor, caret.head)];
    if (from < to) {
      const look = `cm-others-selection cm-caret-${caret.colorIndex} cm-caret-${caret.pattern}`;
      ranges.push(Decoration.mark({ class: look }).range(from, to));
    }
    const onFirstLine = state.doc.lineAt(caret.head).number === 1;
    const widget = new CaretWidget(caret, onFirstLine);
    ranges.push(Decoration.widget({ widget, side: 1 }).range(caret.head));
  }
  return Decoration.set(ranges, true);
}

class CaretWidget extends WidgetType {
  constructor(
    private readonly caret: PlacedCaret,
    private readonly onFirstLine: boolean,
  ) {
    super();
  }

  override eq(other: CaretWidget): boolean {
    return (
      this.caret.id === other.caret.id &&
      this.caret.n_moves === other.caret.n_moves &&
      this.caret.name === other.caret.name &&
      this.caret.colorIndex === other.caret.colorIndex &&
      this.caret.pattern === other.caret.pattern &&
      this.onFirstLine === other.onFirstLine
    );
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement("span");
    caret.className = `cm-others-caret cm-caret-${this.caret.colorIndex} cm-caret-${this.caret.pattern}`;
    if (this.onFirstLine) caret.classList.add("cm-others-caret-below");
    // Names of people in the middle of the code would be read out with every line.
    caret.setAttribute("aria-hidden", "true");
    const name = document.createElement("span");
    name.className = "cm-others-name";
    name.textContent = this.caret.name;
    caret.append(name);
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}
