// Taking hold of several things: inside of groups, out of a selection, by boxes; copies; groups of groups; locks.

import { aRoom, click, dragHolding, keys } from "./pages/gestures.ts";
import { inkIn } from "./pages/painted.ts";
import { recorded, standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
const [WIDTH, HEIGHT] = [100, 60];
type Place = [number, number];

/** Rectangles with their near corners at these places, nothing selected after. */
async function boxes(room: RoomPage, ...corners: Place[]): Promise<void> {
  for (const [x, y] of corners) await room.drawShape("Rectangle", x, y, WIDTH, HEIGHT);
  await room.canvas.shows(corners.length);
  await keys(room, "Escape");
}

/** Where everything stands that does, in the coordinates of places. */
async function corners(room: RoomPage): Promise<Place[]> {
  return (await standing(room)).map(({ props: { Origin } }) => [Origin.x / EIGHTHS - 300, Origin.y / EIGHTHS]);
}

/** Which of them are selected: those that a key moves. */
async function selected(room: RoomPage): Promise<number[]> {
  const before = await corners(room);
  await keys(room, "Shift+ArrowDown");
  const moved = await corners(room);
  if (JSON.stringify(moved) !== JSON.stringify(before)) {
    await keys(room, "Control+z");
    expect(await corners(room), "taken back").toEqual(before);
  }
  return before.flatMap(([, y], index) => (moved[index]![1] === y ? [] : [index]));
}

/** On the outline of a box, away from its handles. */
const on = ([x, y]: Place): Place => [x + WIDTH / 4, y];
/** Elsewhere on it, so that the click is no second one. */
const further = ([x, y]: Place): Place => [x + (WIDTH * 3) / 4, y];

const FIRST: Place = [20, 100];
const SECOND: Place = [180, 100];
const THIRD: Place = [20, 300];

test("Ctrl selects one inside of a group, Shift takes one out of what is selected", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await boxes(room, FIRST, SECOND, THIRD);
  await click(room, ...on(FIRST));
  await click(room, ...on(SECOND), "Shift");
  await keys(room, "Control+g", "Escape");
  await click(room, ...further(SECOND));
  expect(await selected(room), "a group is one").toEqual([0, 1]);
  await keys(room, "Escape");
  await click(room, ...on(SECOND), "Control");
  expect(await selected(room), "one inside of it").toEqual([1]);

  await keys(room, "Escape", "Control+a");
  expect(await selected(room)).toEqual([0, 1, 2]);
  await click(room, ...on(THIRD), "Shift");
  expect(await selected(room)).toEqual([0, 1]);
  await click(room, ...further(THIRD), "Shift");
  expect(await selected(room)).toEqual([0, 1, 2]);
  await click(room, ...on(FIRST), "Shift");
  expect(await selected(room), "the whole group goes out").toEqual([2]);
});

test("a box selects what lies in it, and with Alt what it touches", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await boxes(room, FIRST, SECOND, THIRD);
  // Around the first, over half of the second.
  const box: Place[] = [[5, 80], [120, 150], [230, 180]];
  await room.drag(...box);
  expect(await selected(room)).toEqual([0]);
  await keys(room, "Escape");
  await dragHolding(room, "Alt", ...box);
  expect(await selected(room)).toEqual([0, 1]);
  await keys(room, "Escape");
  await click(room, ...on(THIRD));
  await dragHolding(room, "Shift", ...box);
  expect(await selected(room), "with Shift besides what was").toEqual([0, 2]);
});

test("a box drawn with Ctrl selects what is inside of groups, one by one", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await boxes(room, FIRST, SECOND, THIRD);
  await keys(room, "Control+a", "Control+g", "Escape");
  // Around the first and the third.
  const box: Place[] = [[5, 80], [70, 200], [140, 380]];
  await room.drag(...box);
  expect(await selected(room), "of a group that lies in it in part nothing").toEqual([]);
  await dragHolding(room, "Control", ...box);
  expect(await selected(room)).toEqual([0, 2]);
  await keys(room, "Delete");
  await room.canvas.shows(1);
  expect(await corners(room), "no other was").toEqual([SECOND]);
  await keys(room, "Control+z", "Escape");
  await room.canvas.shows(3);
  await room.drag([5, 80], [100, 200], [300, 380]);
  expect(await selected(room), "without Ctrl it is one as before").toEqual([0, 1, 2]);
});

test("Alt drags a copy away, and Ctrl+D puts one beside", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await boxes(room, FIRST);
  await dragHolding(room, "Alt", on(FIRST), [90, 150], [205, 260]);
  await room.canvas.shows(2);
  expect(await corners(room)).toEqual([FIRST, [180, 260]]);
  await expect.poll(() => room.canvas.isDrawn(180 + 60, 256), "its outline").toBe(true);
  expect(await room.canvas.isDrawn(20 + 60, 96), "and that of the first").toBe(true);
  expect(await selected(room), "the copy is selected").toEqual([1]);
  await keys(room, "Control+z");
  await room.canvas.shows(1);
  expect(await corners(room), "one step").toEqual([FIRST]);

  await click(room, ...on(FIRST));
  await keys(room, "Control+d");
  await room.canvas.shows(2);
  const [first, second] = await corners(room);
  expect(first).toEqual(FIRST);
  expect([second![0] - FIRST[0], second![1] - FIRST[1]].every((way) => way > 0 && way < WIDTH), "a little beside").toBe(true);
  expect(await selected(room)).toEqual([1]);
  await keys(room, "Control+z");
  await room.canvas.shows(1);
});

test("what a hand drew is stretched by its handles, for everybody, and is as it was after one step back", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.take("Pen");
  await candidate.drag([100, 200], [130, 260], [160, 200], [190, 260]);
  await candidate.canvas.shows(1);
  await keys(candidate, "v");
  await click(candidate, 130, 258);
  const reach = async (room: RoomPage) => {
    const ink = await inkIn(room.canvas, { x: 60, y: 150, width: 350, height: 300 });
    const [across, down] = [ink.map(({ x }) => 60 + x), ink.map(({ y }) => 150 + y)];
    return [Math.max(...across), Math.max(...down)] as const;
  };
  await keys(candidate, "Escape");
  await candidate.isSaved();
  await host.canvas.shows(1);
  const drawn = await reach(host);
  // Elsewhere on it, so that the click is no second one.
  await click(candidate, 145, 230);
  await candidate.drag([190, 260], [230, 290], [280, 320]);
  await keys(candidate, "Escape");
  for (const room of [candidate, host]) {
    await expect.poll(async () => Math.round(((await reach(room))[0] - drawn[0]) / 10), "as far as the handle went").toBe(9);
    expect(Math.round(((await reach(room))[1] - drawn[1]) / 10)).toBe(6);
  }
  await keys(candidate, "Control+z");
  await expect.poll(() => reach(host)).toEqual(drawn);
});

test("a group of a group is taken apart from outside, one at a time", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await boxes(room, FIRST, SECOND, THIRD);
  const groups = async () => (await recorded(room)).map(({ props }) => props["Groups"] as string[]);
  await click(room, ...on(FIRST));
  await click(room, ...on(SECOND), "Shift");
  await keys(room, "Control+g");
  await click(room, ...on(THIRD), "Shift");
  await keys(room, "Control+g", "Escape");
  const [one, two, three] = await groups();
  expect([one!.length, two!.length, three!.length]).toEqual([2, 2, 1]);
  expect(one).toEqual(two);
  expect(one![1], "the outer one").toBe(three![0]);
  await click(room, ...on(FIRST));
  expect(await selected(room)).toEqual([0, 1, 2]);

  await keys(room, "Control+Shift+G");
  expect(await groups()).toEqual([[one![0]], [one![0]], []]);
  await keys(room, "Escape");
  await click(room, ...further(FIRST));
  expect(await selected(room), "the inner one holds").toEqual([0, 1]);
  await keys(room, "Control+Shift+G");
  expect(await groups()).toEqual([[], [], []]);
});

test("Ctrl+Shift+L locks and unlocks", async ({ interview }) => {
  const { host, candidate } = await interview();
  await boxes(candidate, FIRST, SECOND);
  const locked = async () => {
    await candidate.isSaved();
    return (await recorded(host)).map(({ props }) => props["Locked"]);
  };
  await click(candidate, ...on(FIRST));
  await keys(candidate, "Control+Shift+L");
  expect(await locked()).toEqual([true, false]);
  await keys(candidate, "Escape");
  await candidate.drag(on(FIRST), [80, 200], [100, 300]);
  await keys(candidate, "Escape", "Control+a", "Delete");
  await candidate.canvas.shows(1);
  await host.canvas.shows(1);
  expect(await candidate.canvas.isDrawn(80, 96), "it stands where it stood").toBe(true);
  await keys(candidate, "Escape");
  await click(candidate, ...further(FIRST));
  await keys(candidate, "Control+Shift+L");
  expect(await locked()).toEqual([false, false]);
  await keys(candidate, "Escape");
  await candidate.drag(on(FIRST), [80, 200], [105, 300]);
  await candidate.isSaved();
  const [first] = await recorded(host);
  expect(first?.props["Origin"]).toEqual({ x: 380 * EIGHTHS, y: 300 * EIGHTHS });
});
