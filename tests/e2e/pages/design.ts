// A design as somebody draws it with a mouse: boxes with names, and connectors between them.

import type { RoomPage } from "./room.ts";

type Place = readonly [number, number];

const WIDTH = 120;
const HEIGHT = 70;

/** Draws a box and names it. */
export async function drawBox(room: RoomPage, name: string, [x, y]: Place): Promise<void> {
  await room.drawShape("Rectangle", x, y, WIDTH, HEIGHT);
  await room.page.keyboard.press("Escape");
  const middle = await room.canvas.place(x + WIDTH / 2, y + HEIGHT / 2);
  await room.page.mouse.dblclick(middle.x, middle.y);
  await room.page.keyboard.type(name);
  await room.page.keyboard.press("Escape");
  await room.page.keyboard.press("Escape");
}

/** Leads a connector from the middle of one box to that of another. */
export async function connect(room: RoomPage, from: Place, to: Place): Promise<void> {
  const middle = ([x, y]: Place): [number, number] => [x + WIDTH / 2, y + HEIGHT / 2];
  const [begin, end] = [middle(from), middle(to)];
  await room.take("Connector");
  await room.drag(begin, [(begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2], end);
  await room.page.keyboard.press("Escape");
  await room.page.keyboard.press("Escape");
}

/** Deletes a box, taken by its left edge. */
export function deleteBox(room: RoomPage, [x, y]: Place): Promise<void> {
  return room.deleteAt(x, y + HEIGHT / 2);
}
