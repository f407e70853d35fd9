// The dialog for exporting: as elements, in each size, dark, without its ground, only what is selected.

import { expect, type Page } from "@playwright/test";

import { openExport, saved } from "./pages/exported.ts";
import { aRoom, click, keys } from "./pages/gestures.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { test } from "./scene.ts";

/** Around the drawing, and half a line at each side. */
const MARGIN = 2 * (16 + 1);

/** The size of a picture, and the colours of its corner and of the upper side of a box in it. */
async function looked(
  page: Page,
  bytes: Buffer,
  type = "image/png",
): Promise<{ width: number; height: number; corner: number[]; line: number[] }> {
  return page.evaluate(async ([encoded, type]) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data];
    // The box that is farthest to the left begins after the margin.
    const scale = bitmap.height / (60 + 34);
    return { width: bitmap.width, height: bitmap.height, corner: at(2, 2), line: at(Math.round(67 * scale), Math.round(17 * scale)) };
  }, [bytes.toString("base64"), type] as const);
}

/** A room with a box and an ellipse beside each other, and nothing selected. */
async function twoShapes(page: Page, server: Server): Promise<RoomPage> {
  const room = await aRoom(page, server);
  await room.drawShape("Rectangle", 40, 100);
  await room.drawShape("Ellipse", 240, 100);
  await room.canvas.shows(2);
  await keys(room, "Escape");
  return room;
}

test("the board is saved as its elements", async ({ server, stranger }) => {
  const room = await twoShapes(await stranger(), server);
  const dialog = await openExport(room.page);
  await dialog.getByRole("radio", { name: "JSON" }).check();
  await expect(dialog.getByLabel("Dark"), "there is nothing to be dark").toHaveCount(0);
  const { name, bytes } = await saved(dialog);
  expect(name).toBe("board.json");
  const elements = JSON.parse(bytes.toString()) as { kind: unknown; origin: unknown }[];
  expect(elements.map(({ kind, origin }) => [kind, origin])).toEqual([
    [{ Shape: "Rectangle" }, { x: 340 * 8, y: 100 * 8 }],
    [{ Shape: "Ellipse" }, { x: 540 * 8, y: 100 * 8 }],
  ]);
});

test("a picture is saved in each size, light and dark, with and without its ground", async ({ server, stranger }) => {
  const room = await twoShapes(await stranger(), server);
  const dialog = await openExport(room.page);
  await dialog.getByRole("radio", { name: "PNG" }).check();
  const picture = async () => {
    const { name, bytes } = await saved(dialog);
    expect(name).toBe("board.png");
    return looked(room.page, bytes);
  };
  for (const scale of [1, 2, 3]) {
    await dialog.getByRole("radio", { name: `${scale}×` }).check();
    const { width, height } = await picture();
    expect([width, height], `${scale}×`).toEqual([scale * (300 + MARGIN), scale * (60 + MARGIN)]);
  }
  const light = await picture();
  expect(Math.min(...light.corner), "light paper").toBeGreaterThan(230);
  expect(light.line.slice(0, 3), "the blue of who drew it").toEqual([0, 100, 166]);
  await dialog.getByLabel("Dark").check();
  const dark = await picture();
  expect(Math.max(...dark.corner.slice(0, 3)), "dark paper").toBeLessThan(70);
  expect(dark.corner[3]).toBe(255);
  expect(dark.line.slice(0, 3), "the same on dark paper").toEqual([107, 164, 240]);
  await dialog.getByLabel("Dark").uncheck();
  await dialog.getByLabel("With background").uncheck();
  const bare = await picture();
  expect(bare.corner[3], "no paper").toBe(0);
  expect(bare.line).toEqual(light.line);
});

test("only what is selected is saved, or all of it after all", async ({ server, stranger }) => {
  const room = await twoShapes(await stranger(), server);
  await click(room, 65, 100);
  const dialog = await openExport(room.page);
  const only = dialog.getByLabel("Only what is selected");
  await expect(only, "that is what is meant").toBeChecked();
  await dialog.getByRole("radio", { name: "1×" }).check();
  const width = async () => (await looked(room.page, (await saved(dialog)).bytes)).width;
  expect(await width()).toBe(100 + MARGIN);
  await only.uncheck();
  expect(await width()).toBe(300 + MARGIN);
  await only.check();
  await dialog.getByRole("radio", { name: "JSON" }).check();
  const kinds = async () => (JSON.parse((await saved(dialog)).bytes.toString()) as { kind: unknown }[]).map(({ kind }) => kind);
  expect(await kinds()).toEqual([{ Shape: "Rectangle" }]);
  await only.uncheck();
  expect(await kinds()).toHaveLength(2);
});

test("a picture is saved as JPEG and WebP too", async ({ server, stranger }) => {
  const room = await twoShapes(await stranger(), server);
  const dialog = await openExport(room.page);
  for (const [format, ending, mime] of [["JPEG", "jpg", "image/jpeg"], ["WebP", "webp", "image/webp"]] as const) {
    await dialog.getByRole("radio", { name: format }).check();
    await expect(dialog.getByText(/^Pixels in (a small|the smallest) file/)).toBeVisible();
    await expect(dialog.getByLabel("With the drawing inside, to be opened again")).toHaveCount(0);
    await dialog.getByRole("radio", { name: "1×" }).check();
    const { name, bytes } = await saved(dialog);
    expect(name).toBe(`board.${ending}`);
    const { width, height, corner, line } = await looked(room.page, bytes, mime);
    expect([width, height]).toEqual([300 + MARGIN, 60 + MARGIN]);
    expect(Math.min(...corner), "light paper, nowhere transparent").toBeGreaterThan(230);
    expect(line[0], "a blue line").toBeLessThan(70);
  }
});
