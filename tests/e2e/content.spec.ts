// What goes onto the board and comes from it: pictures with drawings in them, crops, pictures on their way, lists, copies as
// pictures, straight strokes, notes in a row, frames as pictures.

import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Page } from "@playwright/test";

import { chooseAt } from "./pages/gestures.ts";
import { drop, paste } from "./pages/incoming.ts";
import { png, pngWith, svgWith } from "./pages/png.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

const EIGHTHS = 8;
const LIBRARY = path.resolve(import.meta.dirname, "../data/excalidrawlib/systemdesignicons.excalidrawlib");
const DRAWING = {
  type: "excalidraw",
  version: 2,
  elements: [
    { id: "a", type: "rectangle", x: 0, y: 0, width: 100, height: 60 },
    { id: "b", type: "ellipse", x: 200, y: 0, width: 100, height: 60 },
  ],
};
const BLACK = { name: "black.png", type: "image/png", bytes: png(200, 100, [0, 0, 0]) };

async function aRoom(page: Page, server: Server): Promise<RoomPage> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff.startRoom("Design a cache");
}

async function click(room: RoomPage, x: number, y: number, times = 1): Promise<void> {
  const at = await room.canvas.place(x, y);
  await room.page.mouse.click(at.x, at.y, { clickCount: times });
}

/** What is selected, as the clipboard gets it. */
async function copied(room: RoomPage): Promise<{ type: string; text?: string; x: number; y: number; crop?: object }[]> {
  await room.page.evaluate(() => navigator.clipboard.writeText(""));
  await room.canvas.surface.focus();
  await room.page.keyboard.press("Control+c");
  const text = () => room.page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(text).toContain("excalidraw/clipboard");
  return JSON.parse(await text()).elements;
}

test("a drawing inside of a picture is what is pasted and dropped", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await paste(room, { name: "drawing.png", type: "image/png", bytes: pngWith(DRAWING) });
  await room.canvas.shows(2);
  await drop(room, { name: "drawing.png", type: "image/png", bytes: pngWith(DRAWING) });
  await room.canvas.shows(4);
  await drop(room, { name: "drawing.svg", type: "image/svg+xml", bytes: svgWith(DRAWING) });
  await room.canvas.shows(6);
  await paste(room, { name: "drawing.svg", type: "image/svg+xml", bytes: svgWith(DRAWING) });
  await room.canvas.shows(8);
  await drop(room, BLACK);
  await room.canvas.shows(9);
  const kinds = (await recorded(room)).map((element) => element.kind);
  expect(kinds).toEqual([...Array<string>(8).fill("Shape"), "Image"]);
});

test("a picture is cropped by its handles and by keys, for everybody, and taken back", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await drop(candidate, BLACK);
  await candidate.canvas.shows(1);
  await host.canvas.shows(1);
  await expect.poll(() => candidate.canvas.isDrawn(390, 340)).toBe(true);
  const crop = async () => (await recorded(host))[0]?.props["Crop"];
  await test.step("a double click shows handles that cut", async () => {
    await click(candidate, 300, 300, 2);
    await candidate.drag([400, 300], [380, 300], [300, 300]);
    expect(await crop()).toEqual({ left: 0, top: 0, width: 5_000, height: 10_000 });
    await expect.poll(() => host.canvas.isDrawn(390, 340)).toBe(false);
    await expect.poll(() => host.canvas.isDrawn(220, 340)).toBe(true);
  });
  await test.step("the picture moves under what is shown of it", async () => {
    await candidate.drag([250, 280], [240, 280], [210, 280]);
    expect(await crop()).toEqual({ left: 2_000, top: 0, width: 5_000, height: 10_000 });
  });
  await test.step("each is taken back by itself, and Escape leaves it at that", async () => {
    await candidate.page.keyboard.press("Control+z");
    expect(await crop()).toEqual({ left: 0, top: 0, width: 5_000, height: 10_000 });
    await candidate.page.keyboard.press("Escape");
    await candidate.drag([250, 330], [260, 340], [250, 360]);
    expect(await crop(), "now it is moved").toEqual({ left: 0, top: 0, width: 5_000, height: 10_000 });
    await candidate.page.keyboard.press("Control+z");
  });
  await test.step("Enter begins, arrows push the sides, Enter ends", async () => {
    await candidate.page.keyboard.press("Enter");
    await candidate.page.keyboard.press("Shift+ArrowDown");
    expect(await crop()).toEqual({ left: 0, top: 1_000, width: 5_000, height: 9_000 });
    await candidate.page.keyboard.press("Alt+Shift+ArrowUp");
    expect(await crop()).toEqual({ left: 0, top: 0, width: 5_000, height: 10_000 });
    await candidate.page.keyboard.press("Enter");
    await candidate.page.keyboard.press("ArrowDown");
    expect(await crop(), "now it is moved").toEqual({ left: 0, top: 0, width: 5_000, height: 10_000 });
  });
  await test.step("the menu of the picture begins it as well", async () => {
    await candidate.page.keyboard.press("ArrowUp");
    await chooseAt(candidate, 250, 320, "Crop");
    await candidate.page.keyboard.press("Shift+ArrowDown");
    expect(await crop()).toEqual({ left: 0, top: 1_000, width: 5_000, height: 9_000 });
    await candidate.page.keyboard.press("Control+z");
    await candidate.page.keyboard.press("Escape");
  });
  await test.step("Excalidraw is told of it in pixels", async () => {
    const [image] = await copied(candidate);
    expect(image?.crop).toEqual({ x: 0, y: 0, width: 100, height: 100, naturalWidth: 200, naturalHeight: 100 });
  });
});

test("whoever has not got a picture yet sees where it will be, and gets it when it can be had", async ({ interview }) => {
  const { host, candidate } = await interview();
  const assets = /\/rooms\/[^/]*\/assets\/[0-9a-f]{64}/;
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await candidate.page.route(assets, async (route) => {
    await held;
    await route.abort();
  });
  await test.step("whoever adds it sees a box until it is stored", async () => {
    let go = (): void => undefined;
    const slow = new Promise<void>((resolve) => (go = resolve));
    await host.page.route(/\/rooms\/[^/]*\/assets\?/, async (route) => {
      await slow;
      await route.continue();
    });
    await drop(host, BLACK);
    const box = await host.page.locator(".picture-awaited").boundingBox();
    const at = await host.canvas.place(300, 300);
    expect(Math.hypot((box?.x ?? 0) + (box?.width ?? 0) / 2 - at.x, (box?.y ?? 0) + (box?.height ?? 0) / 2 - at.y)).toBeLessThan(3);
    await host.canvas.shows(0);
    go();
    await host.canvas.shows(1);
    await expect(host.page.locator(".picture-awaited")).toHaveCount(0);
  });
  await candidate.canvas.shows(1);
  await expect.poll(() => candidate.canvas.inked("baked")).toBeGreaterThan(600);
  const awaited = await candidate.canvas.fingerprint();
  answer();
  await expect.poll(() => candidate.canvas.fingerprint(), "it says that it did not come").not.toBe(awaited);
  expect(await candidate.canvas.isDrawn(390, 340)).toBe(false);
  await candidate.page.unroute(assets);
  await expect.poll(() => candidate.canvas.isDrawn(390, 340), { timeout: 12_000 }).toBe(true);
});

test("a list goes on by itself, in and out, and ends", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await candidate.take("Text");
  await click(candidate, 200, 200);
  const keys = candidate.page.keyboard;
  await keys.type("- reads");
  await keys.press("Enter");
  await keys.press("Tab");
  await keys.type("cached");
  await keys.press("Enter");
  await keys.press("Shift+Tab");
  await keys.type("writes");
  await keys.press("Enter");
  await keys.press("Enter");
  await keys.type("5 - 3");
  await keys.press("Escape");
  await candidate.canvas.shows(1);
  expect((await copied(candidate))[0]?.text).toBe("• reads\n  • cached\n• writes\n5 - 3");
  await host.canvas.shows(1);
  await candidate.page.keyboard.press("Control+z");
  await candidate.canvas.shows(0);
});

test("the board and what is selected are copied as pictures", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 40, 100);
  await room.drawShape("Ellipse", 300, 100);
  const { page } = room;
  const size = () =>
    page.evaluate(async () => {
      try {
        const [item] = await navigator.clipboard.read();
        const bitmap = await createImageBitmap(await item!.getType("image/png"));
        return [bitmap.width, bitmap.height];
      } catch {
        // No picture yet, or one that was exchanged while it was read.
        return [];
      }
    });
  await page.evaluate(() => navigator.clipboard.writeText("before"));
  await page.keyboard.press("Shift+Alt+C");
  await expect.poll(size, "what is selected, twice as large, with a margin").toEqual([2 * (100 + 2 + 32), 2 * (60 + 2 + 32)]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Alt+C");
  await expect.poll(size, "all").toEqual([2 * (360 + 2 + 32), 2 * (60 + 2 + 32)]);

  await page.getByRole("button", { name: "Files" }).click();
  await page.getByRole("menuitem", { name: "Copy as SVG" }).click();
  const text = () => page.evaluate(() => navigator.clipboard.readText().catch(() => ""));
  await expect.poll(text).toMatch(/^<svg [\s\S]*<\/svg>/);
  const shapes = await page.evaluate(async () => {
    const parsed = new DOMParser().parseFromString(await navigator.clipboard.readText(), "image/svg+xml");
    return [parsed.querySelectorAll("parsererror").length, parsed.querySelectorAll("path").length];
  });
  expect(shapes[0]).toBe(0);
  expect(shapes[1]).toBeGreaterThanOrEqual(2);
});

test("a picture goes from one room to another by the clipboard", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await drop(room, BLACK);
  await room.canvas.shows(1);
  await copied(room);
  const second = await new StaffPages(room.page, server).startRoom("Another room");
  await second.canvas.surface.focus();
  await second.page.keyboard.press("Control+v");
  await second.canvas.shows(1);
  const [picture] = await recorded(second);
  const answer = await second.page.evaluate(
    async ([id, seat, hash]) => (await fetch(`/api/v1/rooms/${id}/assets/${hash}?seat=${seat}`)).status,
    [second.id, second.seat, String(picture?.what)] as const,
  );
  expect([picture?.kind, answer]).toEqual(["Image", 200]);
  await test.step("and the board as pixels, as any other program puts them there", async () => {
    await second.page.keyboard.press("Shift+Alt+C");
    const types = () => second.page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
    await expect.poll(types).toContain("image/png");
    await second.page.keyboard.press("Control+v");
    await second.canvas.shows(2);
    expect((await recorded(second)).map((element) => element.kind)).toEqual(["Image", "Image"]);
    await second.page.keyboard.press("Control+z");
  });
  await second.page.keyboard.press("Control+z");
  await second.canvas.shows(0);
});

test("with Shift a stroke goes straight, and the next note stands beside the last", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.take("Pen");
  await room.page.keyboard.down("Shift");
  await room.press([100, 400], [160, 460], [300, 400]);
  await room.page.mouse.up();
  await room.page.keyboard.up("Shift");
  await room.canvas.shows(1);
  await expect.poll(() => room.canvas.isDrawn(196, 396), "straight").toBe(true);
  expect(await room.canvas.isDrawn(156, 456), "and not by the way of the hand").toBe(false);

  await room.page.keyboard.press("Escape");
  await room.page.getByRole("button", { name: "More shapes and parts" }).click();
  await room.page.getByRole("dialog", { name: "Shapes and parts" }).getByRole("button", { name: "Sticky note", exact: true }).click();
  await click(room, 120, 150);
  await room.canvas.surface.focus();
  await room.page.keyboard.press("Control+ArrowRight");
  await room.page.keyboard.type("second");
  await room.page.keyboard.press("Escape");
  await room.canvas.shows(3);
  const [first, second] = await recorded(room);
  expect([first?.what, second?.what]).toEqual(["Sticky", "Sticky"]);
  const at = (element: typeof first) => element?.props["Origin"] as { x: number; y: number };
  expect([at(second).x - at(first).x, at(second).y - at(first).y]).toEqual([(160 + 24) * EIGHTHS, 0]);
});

test("a picture is exported with the drawing inside, and opened again", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const { page } = room;
  await room.drawShape("Rectangle", 40, 100);
  await room.drawShape("Ellipse", 300, 100);
  await page.keyboard.press("Control+a");
  for (const [format, type] of [["PNG", "image/png"], ["SVG", "image/svg+xml"]] as const) {
    await page.keyboard.press("Control+Shift+E");
    const dialog = page.getByRole("dialog", { name: "Export the board" });
    await dialog.getByRole("radio", { name: format }).check();
    await dialog.getByLabel("With the drawing inside").check();
    const [saved] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Save the file" }).click()]);
    const bytes = await readFile(await saved.path());
    await page.keyboard.press("Escape");
    await room.canvas.surface.focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await room.canvas.shows(0);
    await drop(room, { name: `board.${format.toLowerCase()}`, type, bytes });
    await room.canvas.shows(2);
  }
  const last = (await recorded(room)).filter((element) => !element.deleted);
  expect(last.map((element) => element.what)).toEqual(["Rectangle", "Ellipse"]);
});

test("an SVG without a drawing inside becomes a picture of what it shows, and runs nothing", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="120" height="80" onload="window.ran = true">
    <script>window.ran = true</script><rect width="120" height="80" fill="#204080"/></svg>`;
  await drop(room, { name: "logo.svg", type: "image/svg+xml", bytes: Buffer.from(svg) });
  await room.canvas.shows(1);
  const [picture] = await recorded(room);
  expect(picture?.kind).toBe("Image");
  expect(picture?.props["Size"]).toEqual({ width: 120 * EIGHTHS, height: 80 * EIGHTHS });
  const stored = await room.page.evaluate(
    async ([id, seat, hash]) => {
      const answer = await fetch(`/api/v1/rooms/${id}/assets/${hash}?seat=${seat}`);
      const bitmap = await createImageBitmap(await answer.blob());
      return [answer.headers.get("content-type"), bitmap.width, bitmap.height];
    },
    [room.id, room.seat, String(picture?.what)] as const,
  );
  expect(stored, "twice as large as it says, and no markup any more").toEqual(["image/webp", 240, 160]);
  expect(await room.page.evaluate(() => "ran" in window)).toBe(false);
});

test("a frame is exported by itself", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const { page } = room;
  await room.drawShape("Rectangle", 40, 80, 80, 60);
  await room.drawShape("Rectangle", 300, 350, 100, 60);
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  await room.drag([260, 320], [350, 400], [460, 440]);
  await room.canvas.shows(3);
  await page.keyboard.press("Control+Shift+E");
  const dialog = page.getByRole("dialog", { name: "Export the board" });
  await expect(dialog.getByLabel("Frame"), "it is what is selected").toHaveValue("Frame 1");
  await dialog.getByRole("radio", { name: "PNG" }).check();
  const widths = [];
  for (const what of ["Frame 1", "Whole board"]) {
    await dialog.getByLabel("Frame").selectOption(what);
    const [saved] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Save the file" }).click()]);
    const bytes: Buffer[] = [];
    for await (const part of await saved.createReadStream()) bytes.push(part as Buffer);
    widths.push(Buffer.concat(bytes).readUInt32BE(16));
  }
  expect(widths[0]).toBeLessThan(2 * (200 + 60));
  expect(widths[1]).toBeGreaterThan(2 * 300);
  await page.keyboard.press("Escape");
  await test.step("and is copied and cut with what belongs to it", async () => {
    expect((await copied(room)).map((element) => element.type)).toEqual(["frame", "rectangle"]);
    await page.keyboard.press("Control+x");
    await room.canvas.shows(1);
    await page.keyboard.press("Control+z");
    await room.canvas.shows(3);
  });
});

test("a stencil is dragged onto the board", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await drop(room, { name: "icons.excalidrawlib", type: "", bytes: await readFile(LIBRARY) });
  const stencil = room.page.getByRole("region", { name: "My stencils" }).getByRole("button", { name: "Put cacheLayer onto the board" });
  const corner = await room.canvas.place(0, 0);
  const box = await room.canvas.surface.boundingBox();
  await stencil.dragTo(room.canvas.surface, { targetPosition: { x: corner.x - (box?.x ?? 0) + 100, y: 400 } });
  await expect.poll(() => room.canvas.count()).toBeGreaterThan(0);
  const [first] = await recorded(room);
  const { y } = first?.props["Origin"] as { y: number };
  expect(Math.abs(y / EIGHTHS - 400), "where it was let go").toBeLessThan(120);
  await room.page.keyboard.press("Control+z");
  await room.canvas.shows(0);
});
