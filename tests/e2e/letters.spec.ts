// The keys that take a tool, each with what it then makes; a tool that stays; a page up and down.

import { aRoom, click, keys } from "./pages/gestures.ts";
import { standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { opsOf } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

/** Keys with what a drag makes after them, as the recording calls it. */
const MAKERS = [
  ["r", "Shape", "Rectangle"],
  ["2", "Shape", "Rectangle"],
  ["d", "Shape", "Diamond"],
  ["3", "Shape", "Diamond"],
  ["o", "Shape", "Ellipse"],
  ["4", "Shape", "Ellipse"],
  ["y", "Shape", "Cylinder"],
  ["s", "Shape", "Sticky"],
  ["f", "Frame", undefined],
  ["a", "Connector", undefined],
  ["5", "Connector", undefined],
  ["l", "Connector", undefined],
  ["6", "Connector", undefined],
  ["p", "Ink", undefined],
  ["7", "Ink", undefined],
] as const;

const pressed = (room: RoomPage) => room.page.getByRole("toolbar", { name: "Tools" }).locator('[aria-pressed="true"]');

test("each letter and digit takes its tool, and what the tool makes is recorded as such", async ({ server, stranger }) => {
  test.setTimeout(90_000);
  const room = await aRoom(await stranger(), server);
  for (const [index, [key]] of MAKERS.entries()) {
    const [x, y] = [20 + (index % 5) * 90, 60 + Math.floor(index / 5) * 120];
    await keys(room, key);
    await room.drag([x, y], [x + 30, y + 20], [x + 60, y + 40]);
    await room.canvas.shows(index + 1);
    // Out of the words of a frame or note, and with nothing selected.
    await keys(room, "Escape", "Escape", "Escape");
  }
  const made = await standing(room);
  const boxesAndLines = MAKERS.filter(([, kind]) => kind !== "Ink").map(([, kind, what]) => [kind, what]);
  expect(made.map(({ kind, what }) => [kind, typeof what === "string" ? what : undefined])).toEqual(boxesAndLines);
  const strokes = opsOf(await server.entries(room.id), "InkBegin");
  expect(strokes).toHaveLength(MAKERS.length - boxesAndLines.length);
  for (const key of ["t", "8"]) {
    await keys(room, key);
    await click(room, 100, key === "t" ? 440 : 480);
    await room.page.keyboard.type(`by ${key}`);
    await keys(room, "Escape", "Escape");
  }
  expect((await standing(room)).slice(-2).map(({ kind, text }) => [kind, text])).toEqual([["Text", "by t"], ["Text", "by 8"]]);
  await room.canvas.shows(MAKERS.length + 2);

  await test.step("the eraser of either key takes away what it goes over", async () => {
    for (const [index, key] of ["e", "0"].entries()) {
      await keys(room, key);
      // Over the left side of the first two rectangles.
      await room.drag([20 + index * 90 - 10, 80], [20 + index * 90, 80], [20 + index * 90 + 10, 80]);
      await room.canvas.shows(MAKERS.length + 1 - index);
    }
  });

  await test.step("the hand moves the view, the laser records nothing, and V and 1 select", async () => {
    const before = (await standing(room)).length;
    await keys(room, "h");
    await room.drag([400, 440], [420, 440], [440, 440]);
    await keys(room, "k");
    await room.drag([400, 440], [420, 440], [440, 440]);
    expect(await standing(room)).toHaveLength(before);
    for (const key of ["v", "r", "1"]) await keys(room, key);
    await expect(pressed(room)).toHaveAccessibleName("Select");
  });
});

test("with Q a tool stays until another is taken, and the next Q lets it go after its use", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await keys(room, "r");
  await room.drag([40, 60], [80, 80], [120, 120]);
  await expect(pressed(room)).toHaveAccessibleName("Select");
  // One's own deeds are told a moment later, and would be said over what the key says.
  await expect(room.page.locator(".announcer")).toContainText("You added");
  await keys(room, "Escape", "q");
  await expect(room.page.locator(".announcer")).toHaveText("A tool stays now until another is taken.");
  await keys(room, "r");
  for (const x of [160, 280]) {
    await room.drag([x, 60], [x + 40, 80], [x + 80, 120]);
    await expect(pressed(room)).toHaveAccessibleName("Rectangle");
  }
  await keys(room, "a");
  for (const y of [220, 260]) await room.drag([40, y], [120, y], [200, y]);
  await room.canvas.shows(5);
  await expect(pressed(room)).toHaveAccessibleName("Connector");
  await keys(room, "q", "r");
  await room.drag([40, 300], [80, 320], [120, 360]);
  await expect(pressed(room)).toHaveAccessibleName("Select");
  const kinds = (await standing(room)).map(({ kind }) => kind);
  expect(kinds).toEqual(["Shape", "Shape", "Shape", "Connector", "Connector", "Shape"]);
});

test("a page up, down and to both sides moves the view by most of itself, and nothing on the board", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 100, 300, 100, 60);
  await keys(room, "Escape");
  const seen = await room.canvas.surface.evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }));
  // Where a line drawn at the top of what is in view lies after a page: as far away as nine tenths of it.
  await keys(room, "l");
  await room.drag([100, 20], [140, 20], [180, 20]);
  await keys(room, "Escape", "Escape");
  await room.canvas.shows(2);
  const isThere = (x: number, y: number) => room.canvas.isDrawn(x - 4, y - 4);
  await expect.poll(() => isThere(140, 20)).toBe(true);
  await keys(room, "PageUp");
  await expect.poll(() => isThere(140, 20 + Math.round(seen.height * 0.9)), "the view went up, the line down").toBe(true);
  await keys(room, "PageDown");
  await expect.poll(() => isThere(140, 20)).toBe(true);
  await keys(room, "PageDown");
  await expect.poll(() => isThere(140, 20)).toBe(false);
  await keys(room, "PageUp", "Shift+PageDown");
  await expect.poll(() => isThere(140, 20)).toBe(false);
  // From the other side: what lies right of the view by then is where it was after one more to the left.
  await keys(room, "Shift+PageUp");
  await expect.poll(() => isThere(140, 20)).toBe(true);
  await keys(room, "Shift+PageUp");
  await expect.poll(() => isThere(140, 20)).toBe(false);
  await keys(room, "Shift+PageDown");
  await expect.poll(() => isThere(140, 20)).toBe(true);
  expect(await standing(room)).toHaveLength(2);
});
