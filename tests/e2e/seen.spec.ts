// What one sees: sharp lines on fine screens, what is far away, connectors that follow a resize, words that keep off the boxes.

import { chromium } from "@playwright/test";

import { decoded } from "./pages/decoded.ts";
import { aRoom, click, doubleClick, keys } from "./pages/gestures.ts";
import { inkIn, type Part, pixelsIn, type Rgb } from "./pages/painted.ts";
import { standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

/** How many pixels are neither paper nor the full colour of a line: what a blurred edge leaves. */
function between(pixels: readonly (readonly number[])[]): number {
  const paper = JSON.stringify(pixels[0]);
  const line = [...pixels].sort((one, other) => one[0]! + one[1]! + one[2]! - other[0]! - other[1]! - other[2]!)[0];
  return pixels.filter((pixel) => ![paper, JSON.stringify(line)].includes(JSON.stringify(pixel))).length;
}

/** How many pixels a line fills, where one that is half painted counts half; the colour of who drew it lacks red. */
function strength(pixels: readonly Rgb[]): number {
  const paper = pixels[0]![0];
  return pixels.reduce((sum, [red]) => sum + (paper - red) / paper, 0);
}

/** What the screen shows of a part of the board, one for each pixel of the device. */
async function onScreen(room: RoomPage, part: Part): Promise<string[]> {
  const corner = await room.canvas.place(part.x, part.y);
  const picture = await decoded(room.page, await room.page.screenshot());
  return picture.evaluate(
    (canvas, { x, y, width, height }) => {
      const ratio = devicePixelRatio;
      const [left, top] = [Math.round(x * ratio), Math.round(y * ratio)];
      const { data } = canvas.getContext("2d")!.getImageData(left, top, width * ratio, height * ratio);
      return Array.from({ length: data.length / 4 }, (_, index) => data.slice(index * 4, index * 4 + 3).join());
    },
    { ...part, ...corner },
  );
}

/** Across the left side of the rectangle and down across its upper one, where no dot of the grid is. */
const ACROSS: Part = { x: 90, y: 147, width: 20, height: 1 };
const DOWN: Part = { x: 157, y: 90, width: 1, height: 20 };

for (const ratio of [1, 1.25, 1.5, 2, 3]) {
  test(`a line is as sharp as the screen at ${ratio} device pixels for one`, async ({ server }) => {
    // A page that only pretends to be on such a screen lays out in pixels of its own, and stretches its canvases a little.
    const args = ["--no-sandbox", "--disable-gpu", `--force-device-scale-factor=${ratio}`, "--window-size=1366,768"];
    await using browser = await chromium.launch({ executablePath: process.env["CHROMIUM"]!, args });
    const room = await aRoom(await browser.newPage({ viewport: null }), server);
    await room.drawShape("Rectangle", 100, 100, 120, 80);
    await keys(room, "Escape");
    await room.canvas.shows(1);
    const stretch = await room.canvas.surface.locator("canvas.canvas-baked").evaluate(
      (canvas: HTMLCanvasElement) => canvas.width / canvas.getBoundingClientRect().width,
    );
    expect(stretch, "pixels of the canvas for one of the page").toBeCloseTo(ratio, 2);
    // What is one pixel of the page may be several of the device, beside and below each other.
    const rows = Math.floor(ratio);
    const across = await pixelsIn(room.canvas, ACROSS);
    const down = await pixelsIn(room.canvas, DOWN);
    const lines = [across.slice(0, across.length / rows), down.filter((_, index) => index % rows === 0)];
    for (const [index, line] of lines.entries()) {
      const where = index === 0 ? "at its left side" : "above";
      const full = line.filter((pixel) => pixel.join() === "0,100,166").length;
      expect(strength(line), `two board units wide ${where}`).toBeCloseTo(2 * ratio, 1);
      // An edge may lie within a pixel: that one alone is painted in part.
      expect(between(line), `nothing else is half painted ${where}`).toBeLessThanOrEqual(Number.isInteger(ratio) ? 0 : 2);
      expect(full, `the full colour of who drew it ${where}`).toBeGreaterThanOrEqual(Number.isInteger(ratio) ? 2 * ratio : 2);
    }
    const told = (pixels: readonly Rgb[]) => pixels.map((pixel) => pixel.join());
    expect(await onScreen(room, ACROSS), "the screen shows every pixel as it is painted").toEqual(told(across));
    expect(await onScreen(room, DOWN)).toEqual(told(down));
  });
}

test("a connector follows its boxes when they are resized, and nothing is stored of it", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.drawShape("Rectangle", 20, 100);
  await candidate.drawShape("Rectangle", 340, 100);
  await candidate.take("Connector");
  await candidate.drag([70, 130], [200, 130], [390, 130]);
  await candidate.canvas.shows(3);
  await keys(candidate, "Escape");
  const before = (await standing(host))[2]?.props;
  await expect.poll(() => candidate.canvas.isDrawn(300, 126)).toBe(true);
  // The right box by its left side: the connector ends where that is now.
  await click(candidate, 390, 100);
  await candidate.drag([340, 130], [300, 130], [240, 130]);
  await keys(candidate, "Escape");
  for (const { canvas } of [candidate, host]) {
    await expect.poll(() => canvas.isDrawn(300, 126), "within the box").toBe(false);
    await expect.poll(() => canvas.isDrawn(180, 126)).toBe(true);
  }
  // And one that is stretched downwards: from middle to middle.
  await click(candidate, 20, 110);
  await candidate.drag([70, 160], [70, 200], [70, 260]);
  await keys(candidate, "Escape");
  const line = async (room: RoomPage) => (await inkIn(room.canvas, { x: 130, y: 90, width: 100, height: 180 })).map(({ y }) => 90 + y);
  for (const room of [candidate, host]) {
    // From the left box's middle at 180 to the right one's at 130.
    await expect.poll(async () => Math.max(...(await line(room)))).toBeGreaterThan(150);
  }
  expect((await standing(host))[2]?.props, "only the boxes were changed").toEqual(before);
});

test("the words of a connector keep off the boxes it joins", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const boxes = [[20, 200], [200, 200]] as const;
  for (const [x, y] of boxes) await room.drawShape("Rectangle", x, y);
  await room.take("Connector");
  await room.drag([70, 230], [160, 230], [250, 230]);
  await room.canvas.shows(3);
  await keys(room, "Escape");
  await doubleClick(room, 160, 230);
  await room.page.keyboard.type("publishes every order");
  await keys(room, "Escape", "Escape");
  await click(room, 400, 60);
  expect((await standing(room))[2]?.text).toBe("publishes every order");
  for (const [x, y] of boxes) {
    const inside = () => inkIn(room.canvas, { x: x + 3, y: y + 3, width: 94, height: 54 });
    await expect.poll(async () => (await inside()).length, "nothing in the box").toBe(0);
  }
  const above = await inkIn(room.canvas, { x: 20, y: 140, width: 280, height: 58 });
  expect(above.length, "they are written above the line").toBeGreaterThan(150);
});

test("from far away words are still to be seen, and can be read again from near", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await keys(room, "t");
  await click(room, 60, 200);
  await room.page.keyboard.type("Orders are kept in order");
  await keys(room, "Escape", "Escape");
  const percent = room.page.locator(".zoom-percent");
  const part = { x: -280, y: 0, width: 780, height: 500 };
  const letters = await inkIn(room.canvas, part);
  expect(letters.length).toBeGreaterThan(200);
  for (let step = 0; step < 12; step += 1) await keys(room, "Control+-");
  await expect.poll(async () => Number.parseInt((await percent.textContent()) ?? "", 10)).toBeLessThan(15);
  await room.canvas.fingerprint();
  const withWords = await room.canvas.inked("baked");
  await keys(room, "Control+a", "Delete");
  await room.canvas.shows(0);
  await room.canvas.fingerprint();
  expect(withWords - (await room.canvas.inked("baked")), "beside the dots something is painted for the words").toBeGreaterThan(5);
  await keys(room, "Control+z");
  await room.canvas.shows(1);
  await keys(room, "Control+0");
  await expect.poll(async () => (await inkIn(room.canvas, part)).length).toBeGreaterThan(200);
});
