// The code editor: CodeMirror 6 behind a few methods. Someone else owns the text; what is typed here is told in edits, and
// what others typed is applied as edits that are never told back and never undone here. Knows nothing of rooms or files.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Transaction } from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type ViewUpdate,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

import { type Caret, othersCarets, showCarets } from "./editor/carets.ts";
import {
  type CausedEdit,
  changesOf,
  difference,
  type Edit,
  editsOf,
  fromElsewhere,
  isFromElsewhere,
  normalised,
} from "./editor/edits.ts";
import { extensionsFor, type LanguageKey } from "./editor/languages.ts";
import { look } from "./editor/look.ts";
import { markedStretches, showMarked, type Stretch } from "./editor/marked.ts";

/** What the editor tells; called one at a time, never while it is being changed. */
export interface EditorCallbacks {
  /** The person changed the text: one edit per changed place, each on what those before it left. */
  changed(edits: CausedEdit[]): void;
  /** The person moved the caret or selected. */
  selected(anchor: number, head: number): void;
  /** What the person entered would make the text longer than it may be, and was not taken. */
  refused(): void;
}

export interface EditorOptions {
  editable: boolean;
  /** Read out when the editor gets the focus. */
  label: string;
  /** Longest text, in UTF-16 units. */
  unitsMax: number;
}

export function openEditor(
  host: HTMLElement,
  text: string,
  language: LanguageKey,
  callbacks: EditorCallbacks,
  options: EditorOptions,
): CodeEditor {
  return new CodeEditor(host, text, language, callbacks, options);
}

export class CodeEditor {
  private readonly view: EditorView;
  private readonly language = new Compartment();
  private readonly access = new Compartment();
  private label: string;
  private editable: boolean;

  constructor(
    host: HTMLElement,
    text: string,
    language: LanguageKey,
    callbacks: EditorCallbacks,
    options: EditorOptions,
  ) {
    this.label = options.label;
    this.editable = options.editable;
    const state = EditorState.create({
      doc: text,
      extensions: [
        this.language.of(extensionsFor(language)),
        this.access.of(this.accessExtensions()),
        EditorView.updateListener.of((update) => tell(update, callbacks)),
        lengthLimit(options.unitsMax, callbacks),
        sharedExtensions(),
      ],
    });
    this.view = new EditorView({ state, parent: host });
  }

  /** Others' edits, each on what those before it left. `false` if they do not fit the text: it has to be replaced. */
  apply(edits: readonly Edit[]): boolean {
    try {
      this.dispatchFromElsewhere(changesOf(edits, this.view.state.doc.length));
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  /** Another text, on load and seek. Only what differs is touched, so that the scroll position stays. */
  replace(text: string): void {
    const edit = difference(this.view.state.doc.toString(), text);
    if (edit !== undefined) this.apply([edit]);
  }

  setCarets(carets: readonly Caret[]): void {
    showCarets(this.view, carets);
  }

  /** Stretches that are pointed out; the first is brought into view. */
  setMarked(stretches: readonly Stretch[]): void {
    showMarked(this.view, stretches);
  }

  /** Scrolls, as little as needed, until a place is in view; the selection stays. */
  reveal(offset: number): void {
    const place = Math.min(offset, this.view.state.doc.length);
    this.view.dispatch({ effects: EditorView.scrollIntoView(place, { y: "nearest", yMargin: 40 }) });
  }

  setLanguage(language: LanguageKey): void {
    this.view.dispatch({ effects: this.language.reconfigure(extensionsFor(language)) });
  }

  setEditable(editable: boolean): void {
    if (editable === this.editable) return;
    this.editable = editable;
    this.view.dispatch({ effects: this.access.reconfigure(this.accessExtensions()) });
  }

  setLabel(label: string): void {
    if (label === this.label) return;
    this.label = label;
    this.view.dispatch({ effects: this.access.reconfigure(this.accessExtensions()) });
  }

  focus(): void {
    this.view.focus();
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  textLength(): number {
    return this.view.state.doc.length;
  }

  destroy(): void {
    this.view.destroy();
  }

  private dispatchFromElsewhere(changes: ReturnType<typeof changesOf>): void {
    this.view.dispatch({
      changes,
      annotations: [fromElsewhere.of(true), Transaction.addToHistory.of(false)],
    });
  }

  private accessExtensions(): Extension {
    const leave = this.editable ? ". Tab indents; to leave the editor press Escape, then Tab." : ". Read only.";
    return [
      EditorState.readOnly.of(!this.editable),
      EditorView.editable.of(this.editable),
      EditorView.contentAttributes.of({ "aria-label": this.label + leave, tabindex: "0" }),
    ];
  }
}

function sharedExtensions(): Extension {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="chalkback-style-nonce"]')?.content;
  return [
    nonce === undefined ? [] : EditorView.cspNonce.of(nonce),
    // Otherwise CodeMirror would split at \r too, and its offsets would no longer be the board's.
    EditorState.lineSeparator.of("\n"),
    EditorView.clipboardInputFilter.of(normalised),
    EditorState.tabSize.of(4),
    EditorState.allowMultipleSelections.of(true),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    drawSelection(),
    dropCursor(),
    history(),
    indentOnInput(),
    bracketMatching(),
    syntaxHighlighting(classHighlighter),
    search({ top: true }),
    highlightSelectionMatches(),
    othersCarets,
    markedStretches,
    look,
    // Whoever types here must type it themselves.
    EditorView.contentAttributes.of({
      "data-gramm": "false",
      "data-gramm_editor": "false",
      "data-enable-grammarly": "false",
      "data-lt-active": "false",
      autocomplete: "off",
    }),
    keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
  ];
}

function lengthLimit(unitsMax: number, callbacks: EditorCallbacks): Extension {
  return EditorState.changeFilter.of((transaction) => {
    if (isFromElsewhere(transaction) || transaction.changes.newLength <= unitsMax) return true;
    queueMicrotask(() => callbacks.refused());
    return false;
  });
}

function tell(update: ViewUpdate, callbacks: EditorCallbacks): void {
  for (const transaction of update.transactions) {
    if (!transaction.docChanged || isFromElsewhere(transaction)) continue;
    callbacks.changed(editsOf(transaction));
  }
  // Everybody's copy of this caret moves along with edits from elsewhere by itself.
  if (update.transactions.some((transaction) => transaction.selection !== undefined && !isFromElsewhere(transaction))) {
    const { anchor, head } = update.state.selection.main;
    callbacks.selected(anchor, head);
  }
}
