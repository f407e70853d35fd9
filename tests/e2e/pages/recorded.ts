// What a room has recorded of its elements, folded as plainly as can be: the last value of each property.

import type { RoomPage } from "./room.ts";

type Json = Record<string, unknown>;

/** One element as the recording leaves it. */
export interface Recorded {
  id: string;
  kind: string;
  /** What stands behind its kind: the part, the shape, the stamp. */
  what: unknown;
  text: string;
  deleted: boolean;
  /** `Origin`, `Size`, `Frame`, `Hatch` and so on, as ops name them. */
  props: Json;
}

/** Atoms on one text; places count UTF-16 units, as JavaScript's strings do. */
interface Typed {
  target: { Element?: string };
  atoms: { edit: { at: number; delete: number; insert: string } }[];
}

interface Entry {
  kind: string;
  op?: { Text?: Typed; Create?: Json[]; Update?: { id: string; props: Json[] }[]; Delete?: string[]; Restore?: string[] };
}

/** The elements of a room, in the order in which they were made. */
export async function recorded(room: RoomPage): Promise<Recorded[]> {
  await room.isSaved();
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
    const typed = elements.get(op?.Text?.target.Element ?? "");
    for (const { edit } of (typed && op?.Text?.atoms) ?? []) {
      const text = typed!.text;
      typed!.text = text.slice(0, edit.at) + edit.insert + text.slice(edit.at + edit.delete);
    }
    for (const id of op?.Delete ?? []) Object.assign(elements.get(id) ?? {}, { deleted: true });
    for (const id of op?.Restore ?? []) Object.assign(elements.get(id) ?? {}, { deleted: false });
  }
  return [...elements.values()];
}

function created(element: Json): Recorded {
  const written = element["kind"] as string | Json;
  const [kind, extras] =
    typeof written === "object" && "With" in written ? (written["With"] as [string | Json, Json[]]) : [written, []];
  const [name, what] = typeof kind === "string" ? [kind, undefined] : (Object.entries(kind)[0] ?? ["", undefined]);
  const props = { Origin: element["origin"], Size: element["size"] };
  for (const extra of extras) Object.assign(props, extra);
  return { id: String(element["id"]), kind: name, what, text: String(element["text"]), deleted: false, props };
}
