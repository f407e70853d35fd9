// Ends of connectors, where they hold on and where they do not; words on the line, curves, heads.

import type { CanvasPart } from "./pages/canvas.ts";
import { changes, drawn } from "./pages/drawn.ts";
import { click, doubleClick, dragHolding, keys, lookPanel } from "./pages/gestures.ts";
import { inkIn } from "./pages/painted.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
/** The boxes by their near corners. */
const LEFT = [20, 100] as const;
const RIGHT = [320, 100] as const;
const BELOW = [320, 300] as const;
/** Middles of the upper two are on this line. */
const ALONG_Y = 130;

async function boxes(room: RoomPage, ...corners: (readonly [number, number])[]): Promise<void> {
  for (const [x, y] of corners) await room.drawShape("Rectangle", x, y);
  await room.canvas.shows(corners.length);
  await keys(room, "Escape");
}

/** What the ends of the last element hold on to. */
async function ends(room: RoomPage): Promise<{ start: any; end: any }> {
  const line = (await recorded(room)).filter(({ kind }) => kind === "Connector").at(-1)!;
  return { start: line.props["Start"], end: line.props["End"] };
}

test("an end dragged to another box holds on to it, and to nothing with Ctrl", async ({ interview }) => {
  const { host, candidate } = await interview();
  await boxes(candidate, LEFT, RIGHT, BELOW);
  const [left, right, below] = (await recorded(host)).map(({ id }) => id);
  await candidate.take("Connector");
  await candidate.drag([70, ALONG_Y], [200, ALONG_Y], [370, ALONG_Y]);
  await candidate.canvas.shows(4);
  expect(await ends(host)).toMatchObject({ start: { bound: { element: left } }, end: { bound: { element: right } } });

  await candidate.drag([320, ALONG_Y], [340, 220], [370, 330]);
  await candidate.isSaved();
  expect(await ends(host)).toMatchObject({ start: { bound: { element: left } }, end: { bound: { element: below, aim: null } } });
  // From middle to middle: half way.
  for (const { canvas } of [candidate, host]) await expect.poll(() => canvas.isDrawn(216, 226)).toBe(true);
  await test.step("where that box goes the end goes, and nothing is stored of it", async () => {
    await keys(candidate, "Escape");
    const before = await ends(host);
    await candidate.drag([340, 360], [340, 400], [340, 460]);
    await candidate.isSaved();
    for (const { canvas } of [candidate, host]) {
      await expect.poll(() => canvas.isDrawn(216, 276)).toBe(true);
      await expect.poll(() => canvas.isDrawn(216, 226)).toBe(false);
    }
    expect(await ends(host)).toEqual(before);
  });
  await test.step("with Ctrl it stays at a place, whatever lies there", async () => {
    await keys(candidate, "Escape");
    await click(candidate, 145, 205);
    // From (70, 130) to (370, 430): it meets the upper side of the box, which now stands at 400.
    await dragHolding(candidate, "Control", [340, 400], [340, 250], [350, ALONG_Y]);
    await candidate.isSaved();
    const { end } = await ends(host);
    expect(end).toEqual({ at: { x: 650 * EIGHTHS, y: ALONG_Y * EIGHTHS }, bound: null });
    await keys(candidate, "Control+z");
    await candidate.isSaved();
    expect((await ends(host)).end.bound.element, "taken back").toBe(below);
  });
});

test("a connector drawn with Ctrl holds on to nothing, with Alt to exactly where it was put", async ({ interview }) => {
  const { host, candidate } = await interview();
  await boxes(candidate, LEFT, RIGHT);
  const [left, right] = (await recorded(host)).map(({ id }) => id);
  await candidate.take("Connector");
  await dragHolding(candidate, "Control", [70, ALONG_Y], [200, ALONG_Y], [370, ALONG_Y]);
  await candidate.canvas.shows(3);
  await candidate.isSaved();
  const at = (x: number) => ({ at: { x: (300 + x) * EIGHTHS, y: ALONG_Y * EIGHTHS }, bound: null });
  expect(await ends(host)).toEqual({ start: at(70), end: at(370) });
  await expect.poll(() => candidate.canvas.isDrawn(76, ALONG_Y - 4), "also within the box").toBe(true);
  await keys(candidate, "Delete");
  await candidate.canvas.shows(2);

  await candidate.take("Connector");
  await dragHolding(candidate, "Alt", [30, 115], [200, 120], [345, 145]);
  await candidate.canvas.shows(3);
  await host.canvas.shows(3);
  await candidate.isSaved();
  expect(await ends(host)).toMatchObject({
    start: { bound: { element: left, aim: [1_000, 2_500] } },
    end: { bound: { element: right, aim: [2_500, 7_500] } },
  });
  // The line of the two places, not of the two middles: between the boxes it stands higher at its beginning.
  for (const { canvas } of [candidate, host]) {
    const within = () => inkIn(canvas, { x: 140, y: 105, width: 20, height: 50 });
    await expect.poll(async () => (await within()).length).toBeGreaterThan(10);
    for (const place of await within()) {
      const expected = 115 + ((140 + place.x - 30) / (345 - 30)) * 30;
      expect(Math.abs(105 + place.y - expected), "on its way").toBeLessThan(4);
    }
  }
});

test("words go onto a connector by a double click on it, and stand at its middle", async ({ interview }) => {
  const { host, candidate } = await interview();
  await boxes(candidate, LEFT, RIGHT);
  await candidate.take("Connector");
  await candidate.drag([70, ALONG_Y], [200, ALONG_Y], [370, ALONG_Y]);
  await candidate.canvas.shows(3);
  await keys(candidate, "Escape");
  await host.canvas.shows(3);
  const letters = async (room: RoomPage) => {
    const ink = await inkIn(room.canvas, { x: 150, y: 110, width: 140, height: 40 });
    // Off the line itself.
    return ink.filter(({ y }) => Math.abs(110 + y - ALONG_Y) > 2).length;
  };
  expect(await letters(candidate)).toBe(0);
  await doubleClick(candidate, 160, ALONG_Y);
  await candidate.page.keyboard.type("retries");
  await keys(candidate, "Escape");
  await candidate.isSaved();
  expect((await recorded(host))[2]?.text).toBe("retries");
  for (const room of [candidate, host]) await expect.poll(() => letters(room)).toBeGreaterThan(20);
});

test("a connector with a point is painted as a curve through it, and its start takes a head", async ({ interview }) => {
  test.setTimeout(120_000);
  const { host, candidate } = await interview();
  await boxes(candidate, LEFT, RIGHT);
  await candidate.take("Connector");
  await candidate.drag([70, ALONG_Y], [200, ALONG_Y], [370, ALONG_Y]);
  await candidate.canvas.shows(3);
  await candidate.drag([220, ALONG_Y], [220, 180], [220, 300]);
  await host.canvas.shows(3);
  /** How far the line goes from the two straight pieces by way of its point, below the boxes. */
  const strays = async (room: RoomPage) => {
    const ink = await inkIn(room.canvas, { x: 125, y: 165, width: 190, height: 160 });
    const along = Math.hypot(150, 170);
    const off = ink.map(({ x, y }) => Math.abs((Math.abs(125 + x - 220) - 150) * 170 + (165 + y - ALONG_Y) * 150) / along);
    return ink.length < 200 ? -1 : Math.max(...off);
  };
  for (const room of [candidate, host]) {
    await expect.poll(() => strays(room), "straight").toBeGreaterThan(0);
    await expect.poll(() => strays(room), "straight").toBeLessThan(4);
  }
  const look = await lookPanel(candidate);
  await look.getByRole("button", { name: "Curved" }).click();
  for (const room of [candidate, host]) await expect.poll(() => strays(room), "curved").toBeGreaterThan(8);
  await candidate.isSaved();
  expect((await recorded(host))[2]?.props["Route"]).toBe("Curved");

  await look.getByRole("button", { name: "Straight", exact: true }).click();
  for (const room of [candidate, host]) await expect.poll(() => strays(room), "straight again").toBeLessThan(4);
  const atStart = async (room: RoomPage) => (await inkIn(room.canvas, { x: 80, y: 164, width: 50, height: 30 })).length;
  const bare = await atStart(host);
  await look.getByRole("button", { name: "Start: None" }).click();
  await look.getByRole("group", { name: "Start of the line" }).getByRole("button", { name: "Triangle", exact: true }).click();
  await expect(look.getByRole("button", { name: "Start: Triangle" })).toBeVisible();
  for (const room of [candidate, host]) await expect.poll(() => atStart(room), "a head").toBeGreaterThan(bare + 20);
  await candidate.isSaved();
  expect((await recorded(host))[2]?.props["StartHead"]).toBe("Triangle");
});

test("a label is dragged along its line for everybody, and goes back with undo", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.take("Line");
  await candidate.drag([40, 200], [200, 200], [440, 200]);
  await candidate.canvas.shows(1);
  await keys(candidate, "Enter");
  await candidate.page.keyboard.type("reads");
  await keys(candidate, "Escape", "Escape");
  /** Letters reach above their line, and nothing else does. */
  const isLabelled = async (room: { canvas: CanvasPart }, x: number) => {
    for (let dx = -16; dx <= 16; dx += 8) if (await room.canvas.isDrawn(x + dx, 190)) return true;
    return false;
  };
  const labelIsAt = async (room: { canvas: CanvasPart }, at: number, notAt: number) => {
    await expect.poll(() => isLabelled(room, at), `a label at ${at}`).toBe(true);
    await expect.poll(() => isLabelled(room, notAt), `none at ${notAt}`).toBe(false);
  };
  await labelIsAt(candidate, 240, 340);
  await candidate.drag([240, 200], [300, 230], [340, 260]);
  await keys(candidate, "Escape");
  await labelIsAt(candidate, 340, 240);
  await labelIsAt(host, 340, 240);
  await candidate.isSaved();
  const [line] = await drawn(server, candidate.id);
  expect(line!.style.along / 10_000).toBeCloseTo(0.75, 1);
  expect(changes(await server.entries(candidate.id), "Start"), "the line itself stays").toBe(0);

  await keys(candidate, "Control+z");
  await labelIsAt(host, 240, 340);
  await keys(candidate, "Control+Shift+z");
  await labelIsAt(host, 340, 240);
  await candidate.isSaved();
  await host.end();
  const review = await staff.review(host.id);
  await review.key("End");
  await review.canvas.shows(1);
  // Among the last steps is the one that was done again: before it the label was in the middle.
  const moved = await review.canvas.fingerprint();
  await review.key("Home");
  await review.key("End");
  await expect.poll(() => review.canvas.fingerprint()).toBe(moved);
  const back = async () => {
    await review.key(",");
    return review.canvas.fingerprint();
  };
  const ink = await review.canvas.inked("baked");
  await expect.poll(back, "before it was dragged again").not.toBe(moved);
  await review.canvas.shows(1);
  const inkBefore = await review.canvas.inked("baked");
  expect(Math.abs(inkBefore - ink) / ink, "the same line with all its letters, elsewhere").toBeLessThan(0.02);
});
