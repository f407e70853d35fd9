// Words that change their place by the menu, the clipboard as the menu uses it, and what stands on the grid.

import type { Page } from "@playwright/test";

import { chooseAt } from "./pages/gestures.ts";
import { recorded, type Recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

async function aRoom(page: Page, server: Server): Promise<RoomPage> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff.startRoom("Design a feed");
}

/** A free text in the middle of a place of the board. */
async function write(room: RoomPage, x: number, y: number, words: string): Promise<void> {
  await room.take("Text");
  const at = await room.canvas.place(x, y);
  await room.page.mouse.click(at.x, at.y);
  await room.page.keyboard.type(words);
  await room.page.keyboard.press("Escape");
  await room.isSaved();
}

async function choose(room: RoomPage, name: string): Promise<void> {
  await room.canvas.surface.focus();
  await room.page.keyboard.press("Shift+F10");
  // Some say their key after their name.
  await room.page.getByRole("menuitem", { name: new RegExp(`^${name}( ?Ctrl.*)?$`) }).click();
  await expect(room.page.getByRole("menu")).toHaveCount(0);
  await room.isSaved();
}

const living = async (room: RoomPage): Promise<Recorded[]> => (await recorded(room)).filter(({ deleted }) => !deleted);
const told = (elements: readonly Recorded[]): string[] => elements.map(({ kind, text }) => `${kind}: ${text}`);

test("a text goes into a shape and out of it, and gets a shape of its own", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 60, 120, 160, 90);
  await room.page.keyboard.press("Escape");
  await write(room, 280, 380, "Orders");
  await room.canvas.shows(2);

  await room.page.keyboard.press("Control+a");
  await choose(room, "Put the text into the shape");
  await room.canvas.shows(1);
  expect(told(await living(room))).toEqual(["Shape: Orders"]);

  await choose(room, "Take the text out of the shape");
  await room.canvas.shows(2);
  expect(told(await living(room))).toEqual(["Shape: ", "Text: Orders"]);

  await choose(room, "Put a shape around the text");
  await room.canvas.shows(2);
  expect(told(await living(room))).toEqual(["Shape: ", "Shape: Orders"]);

  await test.step("each is one step of undo", async () => {
    for (const _ of [1, 2, 3]) await room.page.keyboard.press("Control+z");
    await room.canvas.shows(2);
    await room.isSaved();
    expect(told(await living(room))).toEqual(["Shape: ", "Text: Orders"]);
  });
});

test("words are copied as text in the order of reading", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await write(room, 200, 420, "second");
  await write(room, 200, 160, "first");
  await room.page.keyboard.press("Control+a");
  await choose(room, "Copy as text");
  const text = () => room.page.evaluate(() => navigator.clipboard.readText().catch(() => ""));
  await expect.poll(text).toBe("first\nsecond");

  await test.step("of all the board from a menu on the ground", async () => {
    await room.page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
    await room.page.keyboard.press("Escape");
    await chooseAt(room, 400, 300, "Copy as text");
    await expect.poll(text).toBe("first\nsecond");
  });

  await test.step("as a picture, and the dialog for files, from the same menu", async () => {
    await chooseAt(room, 400, 300, "Copy as PNG");
    const types = () => room.page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
    await expect.poll(types).toContain("image/png");
    await chooseAt(room, 400, 300, "Export…");
    await expect(room.page.getByRole("dialog", { name: "Export the board" })).toBeVisible();
  });
});

test("the menu pastes a picture, and an address that is pasted leads there", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [60, 40];
    canvas.getContext("2d")!.fillRect(0, 0, 60, 40);
    const picture = new Promise<Blob>((done) => canvas.toBlob((blob) => done(blob!), "image/png"));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
  });
  await choose(room, "Paste");
  await room.canvas.shows(1);
  expect((await living(room)).map(({ kind }) => kind)).toEqual(["Image"]);

  await room.page.evaluate(() => navigator.clipboard.writeText("https://example.org/design"));
  await room.page.keyboard.press("Escape");
  await choose(room, "Paste");
  await room.canvas.shows(2);
  const link = (await living(room)).find(({ kind }) => kind === "Text");
  expect([link?.text, link?.props["Link"]]).toEqual(["https://example.org/design", "https://example.org/design"]);
});

test("lines and connectors begin and end on the grid that is shown", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.canvas.surface.focus();
  await room.page.keyboard.press("Control+'");
  await room.take("Connector");
  await room.drag([63, 124], [150, 220], [257, 311]);
  await room.canvas.shows(1);
  await room.isSaved();
  const [connector] = await living(room);
  const { start, end } = connector?.what as Record<"start" | "end", { at: { x: number; y: number } }>;
  // Places are eighths of a unit, and lines of the grid 20 units apart.
  for (const { at } of [start, end]) expect([Math.abs(at.x % 160), Math.abs(at.y % 160)]).toEqual([0, 0]);
});
