// Free text: begun on the ground, wrapped and enlarged by its handles, its letters and where its lines stand.

import { aRoom, chooseAt, doubleClick, keys, lookPanel } from "./pages/gestures.ts";
import { inkIn } from "./pages/painted.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
/** From line to line at the usual size of letters. */
const LINE = 25;

/** Writes a text with the middle of its first line's left end at a place; it stays selected. */
async function write(room: RoomPage, x: number, y: number, ...lines: string[]): Promise<void> {
  await doubleClick(room, x, y);
  await expect(room.page.getByRole("textbox").and(room.page.locator(":focus"))).toBeVisible();
  for (const [index, line] of lines.entries()) {
    if (index > 0) await keys(room, "Enter");
    await room.page.keyboard.type(line);
  }
  await keys(room, "Escape");
  await room.isSaved();
}

/** From where to where ink is painted within a part of the board, across and down. */
async function inked(room: RoomPage, y: number, height: number): Promise<{ left: number; right: number; top: number; bottom: number }> {
  const ink = await inkIn(room.canvas, { x: 0, y, width: 450, height });
  const [across, down] = [ink.map(({ x }) => x), ink.map((place) => y + place.y)];
  return { left: Math.min(...across), right: Math.max(...across), top: Math.min(...down), bottom: Math.max(...down) };
}

test("a double click on the ground begins a text there", async ({ interview }) => {
  const { host, candidate } = await interview();
  await write(candidate, 100, 200, "reads outnumber writes");
  await candidate.canvas.shows(1);
  await host.canvas.shows(1);
  const [text] = await recorded(host);
  expect([text?.kind, text?.text, text?.props["AutoWidth"]]).toEqual(["Text", "reads outnumber writes", true]);
  for (const room of [candidate, host]) {
    await expect.poll(async () => (await inkIn(room.canvas, { x: 96, y: 180, width: 150, height: 40 })).length).toBeGreaterThan(200);
    const { left, top, bottom } = await inked(room, 100, 200);
    expect(Math.abs(left - 100), "where it was begun").toBeLessThan(8);
    expect(Math.abs((top + bottom) / 2 - 200)).toBeLessThan(12);
  }
  await keys(candidate, "Control+z");
  await candidate.canvas.shows(0);
});

test("a handle at the side of a text wraps it, one at the corner enlarges its letters", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await write(room, 60, 200, "one two three four five six");
  const [before] = await recorded(room);
  const line = await inked(room, 120, 300);
  // Around the letters; what follows its letters has no size that is recorded.
  const [x, right, middle, bottom] = [60, line.right + 2, 200, 200 + LINE / 2];
  await test.step("the side", async () => {
    await room.drag([right, middle], [right - 30, middle], [(x + right) / 2, middle]);
    await expect.poll(async () => (await inked(room, 120, 300)).bottom, "several lines").toBeGreaterThan(line.bottom + 15);
    expect((await inked(room, 120, 300)).right).toBeLessThanOrEqual((x + right) / 2 + 2);
    const [text] = await recorded(room);
    expect(text?.props["AutoWidth"]).toBe(false);
    expect(Math.abs(text?.props["Size"].width / EIGHTHS - (right - x) / 2)).toBeLessThan(4);
    expect(text?.props["FontSize"]).toBe(before?.props["FontSize"]);
    await chooseAt(room, x + 20, middle - LINE / 2, "As wide as its lines");
    await expect.poll(() => inked(room, 120, 300), "by the menu").toEqual(line);
    expect((await recorded(room))[0]?.props["AutoWidth"]).toBe(true);
    await keys(room, "Control+z", "Control+z");
    await expect.poll(() => inked(room, 120, 300), "one step").toEqual(line);
  });
  await test.step("the corner", async () => {
    const grown = (right - x) / 2;
    await room.drag([right, bottom], [right + 20, bottom + 2], [right + grown, bottom + LINE / 2]);
    await expect.poll(async () => (await inked(room, 120, 300)).right, "larger letters").toBeGreaterThan(line.right + 60);
    const larger = await inked(room, 120, 300);
    expect(larger.bottom - larger.top).toBeGreaterThan((line.bottom - line.top) * 1.25);
    const [text] = await recorded(room);
    expect(Math.abs(text?.props["FontSize"] - before?.props["FontSize"] * 1.5)).toBeLessThanOrEqual(1);
    expect(text?.props["AutoWidth"], "its width still follows it").toBe(true);
    await keys(room, "Control+z");
    await expect.poll(() => inked(room, 120, 300), "one step").toEqual(line);
  });
});

test("letters are for reading or for code, and lines stand left, in the middle, right", async ({ interview }) => {
  const { host, candidate } = await interview();
  await write(candidate, 80, 200, "iiii llll iiii llll iiii llll", "ab");
  await candidate.canvas.shows(1);
  await host.canvas.shows(1);
  const look = await lookPanel(candidate);
  const plain = await inked(candidate, 120, 160);
  await look.getByRole("group", { name: "Typeface" }).getByRole("button", { name: "For code" }).click();
  for (const room of [candidate, host]) {
    await expect.poll(async () => (await inked(room, 120, 160)).right, "narrow letters as wide as all").toBeGreaterThan(plain.right + 30);
  }
  await candidate.isSaved();
  expect((await recorded(host))[0]?.props["Face"]).toBe("Code");

  const { left, right } = await inked(candidate, 120, 160);
  const second = async (room: RoomPage) => inked(room, 200 + LINE / 2 + 2, LINE);
  const placed = look.getByRole("group", { name: "Place of the text" });
  const ways = {
    Right: async (room: RoomPage) => Math.abs((await second(room)).right - right),
    Centre: async (room: RoomPage) => Math.abs(((await second(room)).left + (await second(room)).right - left - right) / 2),
    Left: async (room: RoomPage) => Math.abs((await second(room)).left - left),
  };
  for (const [name, off] of Object.entries(ways)) {
    await placed.getByRole("button", { name, exact: true }).click();
    await expect(placed.getByRole("button", { name, exact: true })).toHaveAttribute("aria-pressed", "true");
    for (const room of [candidate, host]) await expect.poll(() => off(room), name).toBeLessThan(8);
    await candidate.isSaved();
    expect((await recorded(host))[0]?.props["Align"]).toBe(name);
  }
});
