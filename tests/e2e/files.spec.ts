// Clipboard and files: what is copied here is pasted there, drawings of others come and go, and bad files cost one sentence.

import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Page } from "@playwright/test";

import { exported } from "./pages/exported.ts";
import { aRoom, chooseAt, click, keys } from "./pages/gestures.ts";
import { type Recorded, standing } from "./pages/recorded.ts";
import { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const DATA = path.resolve(import.meta.dirname, "../data");
const LIBRARY = path.join(DATA, "excalidrawlib/systemdesignicons.excalidrawlib");
const DRAWING = path.join(DATA, "excalidraw/osdu-deployment-pipeline.excalidraw");

const CLIP = JSON.stringify({
  type: "excalidraw/clipboard",
  elements: [
    { id: "a", type: "rectangle", x: 0, y: 0, width: 100, height: 60, boundElements: [{ type: "arrow", id: "c" }] },
    { id: "t", type: "text", containerId: "a", text: "From there", originalText: "From there" },
    { id: "b", type: "ellipse", x: 200, y: 0, width: 100, height: 60, link: "javascript:alert(1)" },
    {
      id: "c", type: "arrow", x: 104, y: 30, points: [[0, 0], [92, 0]],
      startBinding: { elementId: "a", focus: 0, gap: 4 }, endBinding: { elementId: "b", focus: 0, gap: 4 },
    },
  ],
});

/** Lets a page of the test do what a person's clicks would. */
async function mayCopy(page: Page): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
}

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

async function pasteText(room: RoomPage, text: string): Promise<void> {
  await room.page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await pasteAt(room, 300, 300);
}

async function pasteAt(room: RoomPage, x: number, y: number): Promise<void> {
  const at = await room.canvas.place(x, y);
  await room.page.mouse.move(at.x, at.y);
  await room.canvas.surface.focus();
  await room.page.keyboard.press("Control+v");
}

/** Drops a file onto the middle of the board. */
async function drop(room: RoomPage, name: string, content: string): Promise<void> {
  const at = await room.canvas.place(300, 300);
  await room.page.evaluate(
    ([name, content, x, y]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], name));
      const target = document.elementFromPoint(x, y);
      for (const kind of ["dragover", "drop"]) {
        target?.dispatchEvent(new DragEvent(kind, { dataTransfer: data, clientX: x, clientY: y, bubbles: true, cancelable: true }));
      }
    },
    [name, content, at.x, at.y] as const,
  );
}

async function says(room: RoomPage, sentence: string | RegExp): Promise<void> {
  await expect(room.page.locator(".room-notice[role=alert]")).toContainText(sentence);
  await room.page.locator(".room-notice").getByRole("button", { name: "Close" }).click();
}

test("what is copied in one room is pasted into another, and taken back in one step", async ({ interview }) => {
  const { host, staff } = await interview();
  await mayCopy(host.page);
  await host.drawShape("Rectangle", 40, 40);
  await host.drawShape("Cylinder", 240, 40);
  await host.page.keyboard.press("Control+a");
  await host.page.keyboard.press("Control+c");
  await expect.poll(() => clipboard(host.page)).toContain("excalidraw/clipboard");
  const text = await clipboard(host.page);
  expect(JSON.parse(text).type).toBe("excalidraw/clipboard");

  const second = await staff.startRoom("Another room");
  await pasteAt(second, 300, 300);
  await second.canvas.shows(2);
  await second.page.keyboard.press("Control+x");
  await second.canvas.shows(0);
  await pasteAt(second, 200, 200);
  await second.canvas.shows(2);
  await second.isSaved();
  const created = (await staff.server.entries(second.id)).flatMap((entry) => (entry.op["Create"] as { kind: object }[]) ?? []);
  const kinds = created.slice(-2).map((element) => JSON.stringify(element.kind));
  expect(kinds.join(), "a cylinder is one again").toContain("Cylinder");
  await second.page.keyboard.press("Control+z");
  await second.canvas.shows(0);
});

test("a drawing from Excalidraw's clipboard comes with its words and ties, and text that looks like markup stays text", async ({ interview }) => {
  const { host } = await interview();
  await mayCopy(host.page);
  await pasteText(host, CLIP);
  await host.canvas.shows(3);
  await says(host, "1 unsafe link was left out.");
  const [box, round, line] = await standing(host);
  expect([box?.what, box?.text, round?.what, line?.kind]).toEqual(["Rectangle", "From there", "Ellipse", "Connector"]);
  expect(round?.props["Link"] ?? null).toBeNull();
  expect([line?.props["Start"].bound.element, line?.props["End"].bound.element]).toEqual([box?.id, round?.id]);

  await pasteText(host, "<b onclick='x'>not markup</b>\r\nsecond line");
  await host.canvas.shows(4);
  const text = (await standing(host)).at(-1);
  expect([text?.kind, text?.text]).toEqual(["Text", "<b onclick='x'>not markup</b>\nsecond line"]);
  await expect(host.page.locator("b[onclick]")).toHaveCount(0);
  await host.page.keyboard.press("Control+z");
  await host.canvas.shows(3);
  await pasteText(host, "x".repeat(1_000_000));
  await says(host, "longer than the 20,000 characters");
  await host.canvas.shows(3);
});

/** What is told of elements but who they are: kinds, words, looks, and places from the first of them, in their order. */
function looks(elements: readonly Recorded[]): unknown[] {
  const order = new Map(elements.map(({ id }, index) => [id, index]));
  const corner = elements[0]?.props["Origin"] as { x: number; y: number };
  const place = ({ x, y }: { x: number; y: number }) => ({ x: x - corner.x, y: y - corner.y });
  // An end that is tied is where its tie leads it.
  const end = (end: any) => end && (end.bound === null ? place(end.at) : [order.get(end.bound.element), end.bound.aim]);
  return elements.map(({ kind, text, props }) => {
    const { Origin, Size, Start, End, Via, Width, Opacity, FontSize, Align } = props;
    const ways = { Start: end(Start), End: end(End), Via: Via?.map(place) };
    return { kind, text, Origin: kind === "Connector" ? null : place(Origin), Size, ...ways, Width, Opacity, FontSize, Align };
  });
}

test("a file that is exported and dropped is the drawing it was", async ({ interview }) => {
  const { host } = await interview();
  await drop(host, "pipeline.excalidraw", await readFile(DRAWING, "utf8"));
  await expect.poll(() => host.canvas.count()).toBeGreaterThan(25);
  const count = await host.canvas.count();
  const before = looks(await standing(host));
  await host.canvas.surface.focus();
  const first = (await exported(host.page, "Excalidraw")).toString();
  expect(JSON.parse(first).elements.length).toBeGreaterThan(count);
  const png = await exported(host.page, "PNG");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16), "twice as wide as the drawing").toBeGreaterThan(1_000);
  expect((await exported(host.page, "SVG")).toString()).toMatch(/^<svg [\s\S]*<text/);

  await host.page.keyboard.press("Control+a");
  await host.page.keyboard.press("Delete");
  await host.canvas.shows(0);
  await drop(host, "again.excalidraw", first);
  await host.canvas.shows(count);
  expect(looks(await standing(host)), "in every place, size and word").toEqual(before);
  await host.page.keyboard.press("Control+z");
  await host.canvas.shows(0);
});

test("a library's stencils are kept, found and put onto the board", async ({ interview }) => {
  const { host, candidate } = await interview();
  await drop(host, "icons.excalidrawlib", await readFile(LIBRARY, "utf8"));
  const panel = host.page.getByRole("region", { name: "My stencils" });
  await expect(panel.getByRole("button", { name: /^Put / }).first()).toBeVisible();
  await host.page.reload();
  await host.isOpen();
  await host.page.getByRole("button", { name: "Files" }).click();
  await host.page.getByRole("menuitem", { name: "My stencils" }).click();
  await panel.getByLabel("Find a stencil").fill("cache");
  await panel.getByRole("button", { name: "Put cacheLayer onto the board" }).click();
  await expect.poll(() => host.canvas.count()).toBeGreaterThan(0);
  const put = (await standing(host)).length;
  for (const room of [host, candidate]) await room.canvas.shows(put);
  await panel.getByRole("button", { name: "Remove icons" }).click();
  await expect(panel.getByRole("button", { name: /^Put / })).toHaveCount(0);
});

test("what is selected is kept as a stencil of one's own, with its words and its connections", async ({ page, server }) => {
  const room = await aRoom(page, server);
  await room.drawShape("Cylinder", 40, 100);
  await keys(room, "Enter");
  await room.page.keyboard.type("Orders");
  await keys(room, "Escape", "Control+ArrowRight");
  await room.canvas.shows(3);
  await keys(room, "Escape", "Control+a");
  await chooseAt(room, 90, 130, "Keep as a stencil");
  const panel = room.page.getByRole("region", { name: "My stencils" });
  const put = panel.getByRole("button", { name: "Put Orders onto the board" });
  await expect(put).toBeVisible();
  await room.page.reload();
  await room.isOpen();
  await room.page.getByRole("button", { name: "Files" }).click();
  await room.page.getByRole("menuitem", { name: "My stencils" }).click();
  await put.click();
  await room.canvas.shows(6);
  const all = await standing(room);
  const kinds = all.map(({ kind, text }) => [kind, text]);
  expect(kinds.slice(3).sort()).toEqual(kinds.slice(0, 3).sort());
  const copies = all.slice(3);
  const line = copies.find(({ kind }) => kind === "Connector")!;
  const tied = [line.props["Start"], line.props["End"]].map((end) => end.bound?.element);
  expect(copies.map(({ id }) => id), "the copy of the connection ties the copies").toEqual(expect.arrayContaining(tied));

  await test.step("one of two goes by itself", async () => {
    await keys(room, "Escape");
    await click(room, 90, 130);
    await chooseAt(room, 90, 130, "Keep as a stencil");
    await expect(put).toHaveCount(2);
    await panel.getByRole("button", { name: "Remove Orders", exact: true }).first().click();
    await expect(put).toHaveCount(1);
  });
  await panel.getByRole("button", { name: "Remove Orders", exact: true }).click();
  await expect(put).toHaveCount(0);
});

test("a bad file costs one sentence and nothing else", async ({ interview }) => {
  const { host } = await interview();
  await host.drawShape("Rectangle", 40, 40);
  const file = (elements: unknown) => JSON.stringify({ type: "excalidraw", elements });
  const many = file(Array.from({ length: 100_000 }, () => ({ type: "diamond" })));
  for (const [name, content, sentence] of [
    ["a.excalidraw", "{\"type\":\"excalidraw\",\"elements\":7}", "are no list"],
    ["b.excalidraw", file([]), "nothing in it that could be drawn"],
    ["c.excalidraw", many, "this drawing has 100000 elements"],
    ["d.svg", "<svg></svg>", "“d.svg” was not added: it cannot be shown: it is damaged"],
    ["e.bin", "\u0000\u0001", "no drawing of Excalidraw"],
    ["f.excalidraw", `{"type":"excalidraw","elements":${"[".repeat(50_000)}`, "no Excalidraw file"],
    ["g.excalidrawlib", "{\"type\":\"excalidrawlib\",\"libraryItems\":[]}", "no stencil in this library"],
  ] as const) {
    await drop(host, name, content);
    await says(host, new RegExp(sentence, "i"));
    await host.canvas.shows(1);
  }
});
