// Where the words of a connector stand when other boxes lie on its way or beside it: on none of them, wherever those come to stand.

import { exportedFigures } from "./pages/exported.ts";
import { aRoom, click, doubleClick, keys } from "./pages/gestures.ts";
import { inkIn, type Part } from "./pages/painted.ts";
import { overlap } from "./pages/picture.ts";
import { standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

/** Where the board's own zero is from the places that are clicked. */
const ORIGIN = 300;
const WORDS = "publishes orders";
/** The boxes that are joined, and where the line between their middles runs. */
const JOINED: Part[] = [
  { x: 0, y: 200, width: 60, height: 60 },
  { x: 400, y: 200, width: 60, height: 60 },
];
const ALONG_Y = 230;
/** Half of the words at least, where they stand in the middle. */
const MIDDLE = { x: 170, y: ALONG_Y - 12, width: 120, height: 24 };
const OTHERS: [string, Part][] = [
  ["across the middle of the line", { x: 190, y: 190, width: 80, height: 80 }],
  ["across its first half", { x: 80, y: 180, width: 160, height: 100 }],
  ["below it, so near that words would reach into it", { x: 130, y: ALONG_Y + 6, width: 210, height: 60 }],
  ["above all of it", { x: 62, y: ALONG_Y - 66, width: 336, height: 60 }],
  ["over nearly all of it", { x: 70, y: 214, width: 296, height: 32 }],
];

/** Of some ink what is not the line itself, which runs through what it is not tied to. */
const offLine = (ink: { x: number; y: number }[], part: Part) => ink.filter(({ y }) => Math.abs(part.y + y - ALONG_Y) > 2);

/** Two boxes joined by a connector with words; nothing is selected. */
async function joined(room: RoomPage): Promise<void> {
  for (const { x, y, width, height } of JOINED) await room.drawShape("Rectangle", x, y, width, height);
  await room.take("Connector");
  await room.drag([30, ALONG_Y], [200, ALONG_Y], [430, ALONG_Y]);
  await room.canvas.shows(3);
  await keys(room, "Escape");
  await doubleClick(room, 230, ALONG_Y);
  await room.page.keyboard.type(WORDS);
  await keys(room, "Escape", "Escape");
  await click(room, 20, 450);
}

/** The words are there, whole, and on none of the boxes: neither in the picture that is exported nor painted. */
async function areOnNone(room: RoomPage, boxes: readonly Part[], what: string): Promise<void> {
  const figures = await exportedFigures(room.page);
  const words = figures.find(({ texts }) => texts.join(" ") === WORDS);
  expect(words, what).toBeDefined();
  for (const { x, y, width, height } of boxes) {
    const box = { left: ORIGIN + x, top: y, right: ORIGIN + x + width, bottom: y + height };
    expect(overlap(words!.box, box), `${what}: ${JSON.stringify(words!.box)} on ${JSON.stringify(box)}`).toBe(false);
    const inside = { x: x + 3, y: y + 3, width: width - 6, height: height - 6 };
    expect(offLine(await inkIn(room.canvas, inside), inside), `${what}: nothing is painted inside`).toEqual([]);
  }
  const { left, top, right, bottom } = words!.box;
  const part = { x: Math.round(left) - ORIGIN, y: Math.round(top), width: Math.round(right - left), height: Math.round(bottom - top) };
  expect((await inkIn(room.canvas, part)).length, `${what}: they are painted there`).toBeGreaterThan(200);
}

test("the words of a connector stand on no box that it passes", async ({ server, stranger }) => {
  test.setTimeout(120_000);
  const room = await aRoom(await stranger(), server);
  await joined(room);
  await areOnNone(room, JOINED, "with nothing else");
  for (const [what, box] of OTHERS) {
    await room.drawShape("Rectangle", box.x, box.y, box.width, box.height);
    await room.canvas.shows(4);
    await keys(room, "Escape", "Escape");
    await areOnNone(room, [...JOINED, box], what);
    await keys(room, "Control+z");
    await room.canvas.shows(3);
  }
});

test("the words of a connector make way for a box that is dragged onto them, and nothing is stored of it", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await joined(room);
  await room.drawShape("Rectangle", 190, 340, 80, 60);
  await room.canvas.shows(4);
  await keys(room, "Escape", "Escape");
  const before = (await standing(room))[2]?.props;
  const inMiddle = async () => offLine(await inkIn(room.canvas, MIDDLE), MIDDLE).length;
  expect(await inMiddle(), "in the middle of the line").toBeGreaterThan(60);
  await room.drag([190, 370], [190, 300], [190, 230]);
  await keys(room, "Escape", "Escape");
  const [, , line, box] = await standing(room);
  const { x, y } = box?.props["Origin"] as { x: number; y: number };
  await areOnNone(room, [...JOINED, { x: x / 8 - ORIGIN, y: y / 8, width: 80, height: 60 }], "dragged");
  expect(line?.props, "only the box was changed").toEqual(before);
  await keys(room, "Control+z");
  await expect.poll(inMiddle, "back in the middle").toBeGreaterThan(60);
});
