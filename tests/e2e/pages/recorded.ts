// What a room has recorded of its elements, folded as plainly as can be: the last value of each property.

import type { RoomPage } from "./room.ts";

type Json = Record<string, any>;

/** One element as the recording leaves it. */
export interface Recorded {
  id: string;
  kind: string;
  /** What stands behind its kind when it is made: the part, the shape, the stamp. */
  what: unknown;
  text: string;
  deleted: boolean;
  /** `Origin`, `Size`, `Frame`, `Hatch` and so on, as ops name them. */
  props: Json;
}

interface Entry {
  kind: string;
  op?: {
    Create?: Json[];
    Update?: { id: string; props: Json[] }[];
    Delete?: string[];
    Restore?: string[];
    Text?: { target: { Element?: string }; atoms: { edit: { at: number; delete: number; insert: string } }[] };
  };
}

/** The elements of a room, in the order in which they were made. */
export async function recorded(room: RoomPage): Promise<Recorded[]> {
  await room.hasArrived();
  const lines = await room.page.evaluate(
    // As staff, who are signed in, and not from their seat.
    async (id) => (await fetch(`/api/v1/rooms/${id}/export.jsonl`)).text(),
    room.id,
  );
  const elements = new Map<string, Recorded>();
  for (const line of lines.split("\n").filter((line) => line !== "")) {
    const { op } = JSON.parse(line) as Entry;
    for (const element of op?.Create ?? []) {
      const made = created(element);
      elements.set(made.id, made);
    }
    for (const change of op?.Update ?? []) {
      for (const prop of change.props) Object.assign(elements.get(change.id)?.props ?? {}, prop);
    }
    for (const id of op?.Delete ?? []) Object.assign(elements.get(id) ?? {}, { deleted: true });
    for (const id of op?.Restore ?? []) Object.assign(elements.get(id) ?? {}, { deleted: false });
    const written = elements.get(op?.Text?.target.Element ?? "");
    if (written !== undefined) written.text = typed(written.text, op?.Text?.atoms ?? []);
  }
  return [...elements.values()];
}

/** Those that stand, oldest first. */
export async function standing(room: RoomPage): Promise<Recorded[]> {
  return (await recorded(room)).filter((element) => !element.deleted);
}

function created(element: Json): Recorded {
  const written = element["kind"] as string | Json;
  const [kind, extras] =
    typeof written === "object" && "With" in written ? (written["With"] as [string | Json, Json[]]) : [written, []];
  const [name, what] = typeof kind === "string" ? [kind, undefined] : (Object.entries(kind)[0] ?? ["", undefined]);
  const { origin: Origin, size: Size, order: Order, groups: Groups, locked: Locked } = element;
  const props = { Origin, Size, Order, Groups, Locked };
  const { width_eighths: Width, opacity_percent: Opacity, font_size: FontSize, align: Align } = element["style"];
  Object.assign(props, { Width, Opacity, FontSize, Align });
  if (name === "Text") Object.assign(props, { AutoWidth: what?.auto_width });
  if (name === "Connector") Object.assign(props, { Start: what.start, End: what.end, Via: what.via, StartHead: what.start_head });
  for (const extra of extras) Object.assign(props, extra);
  return { id: String(element["id"]), kind: name, what, text: String(element["text"]), deleted: false, props };
}

function typed(text: string, atoms: readonly { edit: { at: number; delete: number; insert: string } }[]): string {
  const edits = atoms.map(({ edit }) => edit);
  return edits.reduce((text, edit) => text.slice(0, edit.at) + edit.insert + text.slice(edit.at + edit.delete), text);
}
