// What a recording draws, as far as tests of arranging look at it: elements with their last properties, in the order they
// were made.

import { opsOf, type Entry, type Server } from "./server.ts";

/** Places in a recording are in eighths of a board unit. */
export const EIGHTHS = 8;

export interface Drawn {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  order: string;
  groups: string[];
  locked: boolean;
  angle: number;
  flip: { horizontal: boolean; vertical: boolean };
  style: any;
}

/** The elements that stand at the end of a room's recording, oldest first. */
export async function drawn(server: Server, room: string): Promise<Drawn[]> {
  const elements = new Map<string, any>();
  for (const { op } of await server.entries(room)) apply(elements, op);
  const standing = [...elements.values()].filter((element) => !element.deleted);
  return standing.map((element) => ({
    id: element.id,
    x: element.origin.x / EIGHTHS,
    y: element.origin.y / EIGHTHS,
    width: element.size.width / EIGHTHS,
    height: element.size.height / EIGHTHS,
    order: element.order,
    groups: element.groups,
    locked: element.locked,
    angle: element.angle_centidegrees / 100,
    flip: element.flip ?? { horizontal: false, vertical: false },
    style: element.style,
  }));
}

/** How many steps of one kind of change a recording has. */
export function changes(entries: readonly Entry[], prop: string): number {
  const changed = opsOf(entries, "Update").flatMap(({ body }) => body.flatMap((change: any) => change.props));
  return changed.filter((changed: any) => prop in changed).length;
}

const FIELDS: Record<string, string> = {
  Origin: "origin",
  Size: "size",
  Order: "order",
  Groups: "groups",
  Locked: "locked",
  Angle: "angle_centidegrees",
  Flip: "flip",
};

function apply(elements: Map<string, any>, op: Record<string, any>): void {
  for (const element of op["Create"] ?? []) elements.set(element.id, { ...element, style: { ...element.style } });
  for (const id of op["Delete"] ?? []) Object.assign(elements.get(id) ?? {}, { deleted: true });
  for (const id of op["Restore"] ?? []) Object.assign(elements.get(id) ?? {}, { deleted: false });
  for (const { id, props } of op["Update"] ?? []) {
    const element = elements.get(id);
    if (element === undefined) continue;
    for (const [name, value] of props.flatMap((prop: any) => Object.entries(prop))) {
      const field = FIELDS[name];
      if (field !== undefined) element[field] = value;
      else element.style[name.toLowerCase()] = value;
    }
  }
}
