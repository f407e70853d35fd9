// Edits as the board knows them (UTF-16 offsets, each on what those before it left) and as CodeMirror does (all on the same
// text), translated both ways. Knows no view and no replica.

import { Annotation, ChangeSet, type Text, Transaction } from "@codemirror/state";

/** Replaces `delete` units at `at` by `insert`. */
export interface Edit {
  at: number;
  delete: number;
  insert: string;
}

/** Why text changed, in the board's words. */
export type Cause = "type" | "paste" | "undo" | "command";

export interface CausedEdit extends Edit {
  cause: Cause;
}

/** Marks what did not come from this person's hands, so that it is never sent back. */
export const fromElsewhere = Annotation.define<boolean>();

export function isFromElsewhere(transaction: Transaction): boolean {
  return transaction.annotation(fromElsewhere) === true;
}

/** What a transaction did, first change first, each offset moved by the changes before it. */
export function editsOf(transaction: Transaction): CausedEdit[] {
  const cause = causeOf(transaction);
  const before = transaction.startState.doc;
  const edits: CausedEdit[] = [];
  let grown = 0;
  transaction.changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
    const whole = withWholeCharacters(before, from, to, inserted.toString());
    edits.push({
      at: whole.from + grown,
      delete: whole.to - whole.from,
      insert: whole.insert,
      cause,
    });
    grown += inserted.length - (to - from);
  });
  return edits;
}

/** The change that a run of edits makes to a text of this length. Throws a `RangeError` where they do not fit it. */
export function changesOf(edits: readonly Edit[], length: number): ChangeSet {
  let whole = ChangeSet.empty(length);
  for (const edit of edits) {
    const change = { from: edit.at, to: edit.at + edit.delete, insert: edit.insert };
    whole = whole.compose(ChangeSet.of(change, whole.newLength, "\n"));
  }
  return whole;
}

/** The smallest single edit between two texts, so that what stays the same keeps its place on the screen. */
export function difference(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start -= 1;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same += 1;
  }
  if (same > 0 && isLowSurrogate(before.charCodeAt(before.length - same))) same -= 1;
  return {
    at: start,
    delete: before.length - same - start,
    insert: after.slice(start, after.length - same),
  };
}

/** Line ends as the board wants them, and no half characters. */
export function normalised(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n");
  return lines.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}

function causeOf(transaction: Transaction): Cause {
  if (transaction.isUserEvent("undo") || transaction.isUserEvent("redo")) return "undo";
  if (transaction.isUserEvent("input.paste")) return "paste";
  const event = transaction.annotation(Transaction.userEvent) ?? "";
  const byHand = ["input", "input.type", "delete.backward", "delete.forward", "delete.selection"];
  return byHand.some((name) => event === name || event.startsWith(`${name}.`)) && !isCommand(event)
    ? "type"
    : "command";
}

function isCommand(event: string): boolean {
  return ["input.drop", "input.indent", "input.copyline", "input.replace"].some((name) => event.startsWith(name));
}

/** Browsers compare texts unit by unit, so replacing one emoji by another may touch only half of it (rule X5). */
function withWholeCharacters(
  before: Text,
  from: number,
  to: number,
  insert: string,
): { from: number; to: number; insert: string } {
  const whole = { from, to, insert };
  const pair = (at: number): string | undefined => {
    if (at <= 0 || at >= before.length) return undefined;
    const around = before.sliceString(at - 1, at + 1);
    return isHighSurrogate(around.charCodeAt(0)) && isLowSurrogate(around.charCodeAt(1)) ? around : undefined;
  };
  const first = pair(from);
  if (first !== undefined && (to > from || insert !== "")) {
    whole.from -= 1;
    whole.insert = first.charAt(0) + whole.insert;
  }
  const last = pair(to);
  if (last !== undefined && (to > from || insert !== "")) {
    whole.to += 1;
    whole.insert += last.charAt(1);
  }
  return whole;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
