// A stroke that becomes the shape it looks like: by holding the pen before it is lifted, by a key, by the menu. And what helps a
// hand on the way: the trail of the eraser, the middles of sides.

import { aRoom, chooseAt, click, keys } from "./pages/gestures.ts";
import { recorded, standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const BOX: [number, number][] = [
  [60, 100],
  [150, 103],
  [242, 99],
  [240, 160],
  [243, 221],
  [150, 218],
  [58, 220],
  [61, 150],
  [60, 106],
];

/** What stands but ink, by kind, oldest first. */
async function kinds(room: RoomPage): Promise<string[]> {
  return (await standing(room)).map(({ kind, what }) => (kind === "Shape" ? String(what) : kind));
}

test("a stroke that is held before it is lifted becomes what it looks like, and comes back by one undo", async ({ interview }) => {
  const { host, candidate, staff } = await interview();
  await candidate.take("Pen");
  await candidate.press(...BOX);
  await expect.poll(() => candidate.canvas.hasOver(146, 96), "what it will be is shown while the pen rests").toBe(true);
  await candidate.page.mouse.up();
  await candidate.canvas.shows(1);
  expect(await kinds(host)).toEqual(["Rectangle"]);
  // Straight lines where the hand wobbled.
  await expect.poll(() => host.canvas.isDrawn(200, 95)).toBe(true);
  await keys(candidate, "Control+z");
  await host.canvas.shows(1);
  expect(await kinds(host), "the stroke as it was drawn").toEqual([]);
  await keys(candidate, "Control+Shift+z");
  expect(await kinds(host)).toEqual(["Rectangle"]);
  await candidate.take("Pen");
  await candidate.drag(...BOX.map(([x, y]): [number, number] => [x + 250, y]));
  await host.canvas.shows(2);
  expect(await kinds(host), "lifted at once it stays ink").toEqual(["Rectangle"]);
  await host.end();
  const review = await staff.review(host.id);
  await review.key("End");
  await review.canvas.shows(2);
  await review.key("Home");
  await review.canvas.shows(0);
});

test("a selected stroke becomes its shape by Tab or by the menu; a line between two boxes connects them", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 40, 80, 100, 80);
  await room.drawShape("Ellipse", 340, 80, 100, 80);
  await room.take("Pen");
  await room.drag([146, 120], [240, 123], [334, 120]);
  await room.take("Select");
  await click(room, 240, 122);
  await keys(room, "Tab");
  const [left, right, line] = await standing(room);
  const bound = (end: string) => line?.props[end]?.bound?.element as string;
  expect([bound("Start"), bound("End")]).toEqual([left?.id, right?.id]);
  await keys(room, "Escape");
  await room.take("Pen");
  await room.drag(...BOX.map(([x, y]): [number, number] => [x, y + 140]));
  await room.take("Select");
  await chooseAt(room, 58, 300, "Make a shape of it");
  expect((await kinds(room)).slice(3)).toEqual(["Rectangle"]);
  await keys(room, "Escape");
  await room.take("Pen");
  await room.drag([330, 300], [360, 380], [390, 300], [420, 380], [450, 300]);
  await room.take("Select");
  await click(room, 360, 378);
  await keys(room, "Tab");
  await expect(room.page.getByText("This looks like no line, arrow, rectangle")).toBeVisible();
  await room.canvas.shows(5);
  expect(await kinds(room), "it stays ink").toHaveLength(4);
});

test("the eraser leaves a trail where it has just been, and nothing of it stays", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.take("Eraser");
  await room.press([60, 200], [120, 210], [180, 200], [240, 210]);
  await expect.poll(() => room.canvas.hasOver(176, 196)).toBe(true);
  await room.page.mouse.up();
  await expect.poll(() => room.canvas.hasOver(176, 196)).toBe(false);
  expect(await recorded(room)).toEqual([]);
});

test("a connector let go at the middle of a side keeps to it when the box moves", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 40, 80, 100, 80);
  await room.drawShape("Rectangle", 300, 200, 120, 100);
  await room.take("Connector");
  await room.drag([90, 120], [220, 180], [359, 202]);
  const [, target, line] = await standing(room);
  expect(line?.props["End"]).toMatchObject({ bound: { element: target?.id, aim: [5_000, 0] } });
  await keys(room, "Escape");
  // The head stands on the top side, in its middle, wherever the box goes.
  await room.drag([301, 250], [350, 300], [361, 310]);
  await expect.poll(() => room.canvas.isDrawn(410, 250)).toBe(true);
});
