// Letters are painted as wide as lines are reckoned with: at every zoom, in either typeface, and whole when they are typed.

import { exported } from "./pages/exported.ts";
import { aRoom, doubleClick, keys, lookPanel } from "./pages/gestures.ts";
import { colourAt, inkIn, printOf } from "./pages/painted.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

/** Begins and ends with a letter whose stems stand near its ends. */
const WORDS = "Heavy office flow => queue, != cacheH";
/** The size at which the advance of letters for code is no whole number of pixels. */
const SIZE = "Small";
/** Every step of the keys away from the board. */
const STEP = 0.8;

/** A text of one line that is selected afterwards. */
async function write(room: RoomPage, words: string, face: string, size = SIZE): Promise<void> {
  await doubleClick(room, 60, 200);
  await room.page.keyboard.type(words);
  await keys(room, "Escape");
  const look = await lookPanel(room);
  await look.getByRole("group", { name: "Letters" }).getByRole("button", { name: size, exact: true }).click();
  await look.getByRole("group", { name: "Typeface" }).getByRole("button", { name: face }).click();
  await room.isSaved();
  await room.canvas.surface.focus();
}

/** From the first ink to the last, across. */
async function inkAcross(room: RoomPage): Promise<number> {
  const across = (await inkIn(room.canvas, { x: 0, y: 60, width: 480, height: 300 })).map(({ x }) => x);
  return Math.max(...across) - Math.min(...across);
}

/** How wide the one line of the board is reckoned, in board units. */
async function reckoned(room: RoomPage): Promise<number> {
  const svg = (await exported(room.page, "SVG")).toString();
  return Number(/textLength="([\d.]+)"/.exec(svg)?.[1]);
}

for (const face of ["For reading", "For code"]) {
  test(`letters ${face.toLowerCase()} are as wide as reckoned, near and far`, async ({ server, stranger }) => {
    const room = await aRoom(await stranger(), server);
    await write(room, WORDS, face);
    await keys(room, "Escape");
    const width = await reckoned(room);
    expect(width).toBeGreaterThan(250);

    const stems = width - (await inkAcross(room));
    expect(stems, "beside the stems at either end").toBeLessThan(5);
    expect(stems).toBeGreaterThan(0);
    for (const zoom of [STEP, STEP ** 2, STEP ** 3]) {
      await keys(room, "Control+-");
      await expect(room.page.locator(".zoom-percent")).toHaveText(`${Math.round(zoom * 100)} %`);
      await expect.poll(async () => Math.abs((await inkAcross(room)) - (width - stems) * zoom), `at ${zoom}`).toBeLessThan(3);
    }
  });
}

test("what somebody types is painted whole, as it is when all is painted anew", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await write(room, "H", "For code");
  await keys(room, "Control+-", "Enter", "End");
  await expect(room.page.getByRole("textbox").and(room.page.locator(":focus"))).toBeVisible();
  await room.page.keyboard.type("H".repeat(29));
  await keys(room, "Escape", "Escape");
  const letters = { x: 60, y: 200, width: 420, height: 60 };
  const typed = await printOf(room.canvas, letters);
  const paper = await colourAt(room.canvas, 10, 10);
  await room.page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => colourAt(room.canvas, 10, 10)).not.toEqual(paper);
  await room.page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => colourAt(room.canvas, 10, 10)).toEqual(paper);
  expect((await inkIn(room.canvas, letters)).length).toBeGreaterThan(200);
  expect(await printOf(room.canvas, letters)).toBe(typed);
});

test("letters of code stand apart, also those that a typeface would make one sign of", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await write(room, "=>", "For code", "Very large");
  await keys(room, "Escape");
  const columns = new Set((await inkIn(room.canvas, { x: 40, y: 120, width: 200, height: 160 })).map(({ x }) => x));
  const signs = [...columns].filter((x) => !columns.has(x - 1));
  expect(signs, "two signs with a gap between them").toHaveLength(2);
});
