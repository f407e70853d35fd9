// Free text: begun on the ground, wrapped and enlarged by its handles, its letters and where its lines stand.

import { aRoom, doubleClick, keys, lookPanel } from "./pages/gestures.ts";
import { inkIn } from "./pages/painted.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;

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

/** The box of the text in the coordinates of places. */
async function boxOf(room: RoomPage): Promise<{ x: number; y: number; width: number; height: number }> {
  const [text] = await recorded(room);
  const { Origin, Size } = text!.props;
  return { x: Origin.x / EIGHTHS - 300, y: Origin.y / EIGHTHS, width: Size.width / EIGHTHS, height: Size.height / EIGHTHS };
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
  const wide = await boxOf(room);
  const [before] = await recorded(room);
  const line = await inked(room, 120, 400);
  await test.step("the side", async () => {
    const { x, y, width, height } = wide;
    await room.drag([x + width, y + height / 2], [x + width - 30, y + height / 2], [x + width / 2, y + height / 2]);
    await expect.poll(async () => (await inked(room, 120, 400)).bottom, "several lines").toBeGreaterThan(line.bottom + 15);
    const wrapped = await inked(room, 120, 400);
    expect(wrapped.right).toBeLessThanOrEqual(x + width / 2 + 2);
    const [text] = await recorded(room);
    expect([text?.props["AutoWidth"], text?.props["Size"].width]).toEqual([false, Math.round((width / 2) * EIGHTHS)]);
    expect(text?.props["FontSize"]).toBe(before?.props["FontSize"]);
    await keys(room, "Control+z");
    await expect.poll(() => inked(room, 120, 400), "one step").toEqual(line);
  });
  await test.step("the corner", async () => {
    const { x, y, width, height } = wide;
    await room.drag([x + width, y + height], [x + width + 20, y + height + 5], [x + width * 1.5, y + height * 1.5]);
    await expect.poll(async () => (await inked(room, 120, 400)).right, "larger letters").toBeGreaterThan(line.right + 40);
    const larger = await inked(room, 120, 400);
    expect(larger.bottom - larger.top).toBeGreaterThan((line.bottom - line.top) * 1.25);
    const [text] = await recorded(room);
    const letters = text?.props["FontSize"] as number;
    expect(Math.abs(letters - before?.props["FontSize"] * 1.5)).toBeLessThanOrEqual(1);
    expect(text?.props["AutoWidth"], "its width still follows it").toBe(true);
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
  expect((await recorded(host))[0]?.props["Face"]).toBe("Code");

  const { x, y, width, height } = await boxOf(candidate);
  const lineMiddle = async (room: RoomPage) => {
    const { left, right } = await inked(room, Math.ceil(y + height / 2), Math.floor(height / 2));
    return (left + right) / 2;
  };
  const placed = look.getByRole("group", { name: "Place of the text" });
  for (const [name, near] of [["Right", x + width], ["Centre", x + width / 2], ["Left", x]] as const) {
    await placed.getByRole("button", { name, exact: true }).click();
    await expect(placed.getByRole("button", { name, exact: true })).toHaveAttribute("aria-pressed", "true");
    for (const room of [candidate, host]) {
      await expect.poll(async () => Math.abs((await lineMiddle(room)) - near), name).toBeLessThan(name === "Centre" ? 5 : 25);
    }
    await candidate.isSaved();
    expect((await recorded(host))[0]?.props["Align"]).toBe(name);
  }
});
