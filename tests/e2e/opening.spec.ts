// Files that are opened from a menu and by a key, and the clipboard: as plain text, and by the menus of the board.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { aRoom, asked, chooseAt, keys } from "./pages/gestures.ts";
import { inkIn } from "./pages/painted.ts";
import { recorded, standing } from "./pages/recorded.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
const DRAWING = path.resolve(import.meta.dirname, "../data/excalidraw/aws-flow.excalidraw");
const CLIP = JSON.stringify({
  type: "excalidraw/clipboard",
  elements: [{ id: "a", type: "rectangle", x: 0, y: 0, width: 100, height: 60 }],
});

test("a drawing of Excalidraw is opened by Ctrl+O and from the menu", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const { page } = room;
  const elements = JSON.parse(await readFile(DRAWING, "utf8")).elements as { type: string; text?: string; isDeleted?: boolean }[];
  const words = elements.filter(({ isDeleted }) => isDeleted !== true).flatMap(({ text }) => text?.trim().split(/\s+/)[0] ?? []);
  expect(words.length).toBeGreaterThan(0);
  await room.canvas.surface.focus();
  const byKey = await asked(page, () => keys(room, "Control+o"));
  await byKey.setFiles(DRAWING);
  await expect.poll(() => room.canvas.count()).toBeGreaterThan(5);
  const count = await room.canvas.count();
  await keys(room, "Shift+1");
  const whole = { x: 0, y: 60, width: 450, height: 550 };
  await expect.poll(async () => (await inkIn(room.canvas, whole)).length).toBeGreaterThan(300);
  const texts = (await recorded(room)).map(({ text }) => text).join("\n");
  for (const word of words) expect(texts).toContain(word);

  const byMenu = await asked(page, async () => {
    await page.getByRole("button", { name: "Files" }).click();
    await page.getByRole("menuitem", { name: "Open a file…" }).click();
  });
  await byMenu.setFiles(DRAWING);
  await room.canvas.shows(2 * count);
  await room.canvas.surface.focus();
  await keys(room, "Control+z");
  await room.canvas.shows(count);
  await keys(room, "Control+z");
  await room.canvas.shows(0);
});

test("with Ctrl+Shift+V even a drawing is pasted as the text that it is", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await room.page.evaluate((text) => navigator.clipboard.writeText(text), CLIP);
  const at = await room.canvas.place(50, 200);
  await room.page.mouse.move(at.x, at.y);
  await room.canvas.surface.focus();
  await keys(room, "Control+Shift+V");
  await room.canvas.shows(1);
  const [text] = await recorded(room);
  expect([text?.kind, text?.text]).toEqual(["Text", CLIP]);
  await expect.poll(async () => (await inkIn(room.canvas, { x: 0, y: 100, width: 450, height: 300 })).length).toBeGreaterThan(300);
  await keys(room, "Escape", "Control+v");
  await room.canvas.shows(2);
  expect((await recorded(room)).map(({ kind }) => kind), "the next time as a drawing").toEqual(["Text", "Shape"]);
});

test("Copy, Cut and Paste are in the menus of the board", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const clipboard = () => room.page.evaluate(() => navigator.clipboard.readText());
  await room.drawShape("Rectangle", 40, 100);
  await room.canvas.shows(1);
  await keys(room, "Escape");
  await chooseAt(room, 65, 100, "Copy");
  await expect.poll(clipboard).toContain("excalidraw/clipboard");
  await chooseAt(room, 250, 300, "Paste");
  await room.canvas.shows(2);
  const middles = async () =>
    (await standing(room)).map(({ props: { Origin, Size } }) => [
      (Origin.x + Size.width / 2) / EIGHTHS - 300,
      (Origin.y + Size.height / 2) / EIGHTHS,
    ]);
  const [, pasted] = await middles();
  expect((await standing(room)).map(({ what }) => what)).toEqual(["Rectangle", "Rectangle"]);
  await keys(room, "Escape");

  await room.page.evaluate(() => navigator.clipboard.writeText(""));
  await expect.poll(() => room.canvas.isDrawn(pasted![0]! - 25, pasted![1]! - 34), "it is painted").toBe(true);
  await chooseAt(room, pasted![0]! - 25, pasted![1]! - 30, "Cut");
  await room.canvas.shows(1);
  await expect.poll(clipboard).toContain("excalidraw/clipboard");
  expect((await recorded(room)).map(({ deleted }) => deleted)).toEqual([false, true]);
  await chooseAt(room, 250, 450, "Paste");
  await room.canvas.shows(2);
  await room.canvas.surface.focus();
  await keys(room, "Control+z");
  await room.canvas.shows(1);
});
