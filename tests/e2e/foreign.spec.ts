// What others made, good and bad: what of it is sound arrives, what is not costs one sentence, and nothing of it is run.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { aRoom, click, keys } from "./pages/gestures.ts";
import { drop, pasteWords } from "./pages/incoming.ts";
import { OutlinePart } from "./pages/keyboard.ts";
import { colourAt } from "./pages/painted.ts";
import { png } from "./pages/png.ts";
import { recorded, standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, test } from "./scene.ts";

const DRAWING = path.resolve(import.meta.dirname, "../data/excalidraw/osdu-deployment-pipeline.excalidraw");
const TLDRAW = path.resolve(import.meta.dirname, "../data/tldraw/design_2_0.tldr");
const BOX = { id: "box", type: "rectangle", x: 0, y: 0, width: 100, height: 60 };
const notice = (room: RoomPage) => room.page.locator(".room-notice");

const text = (name: string, content: string) => ({ name, type: "", bytes: Buffer.from(content) });
const drawing = (elements: unknown[], files: object = {}) =>
  text("a.excalidraw", JSON.stringify({ type: "excalidraw", version: 2, elements, files }));
const data = (mime: string, bytes: Buffer) => `data:${mime};base64,${bytes.toString("base64")}`;

/** Says so when anything from outside is run. */
async function watched(room: RoomPage): Promise<() => Promise<void>> {
  await room.page.evaluate(() => Object.assign(window, { ran: 0 }));
  const dialogs: string[] = [];
  room.page.on("dialog", async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  return async () => {
    expect(dialogs, "a dialog was opened").toEqual([]);
    expect(await room.page.evaluate(() => (window as unknown as { ran: number }).ran), "something was run").toBe(0);
    expect(await room.page.locator(".stage script, .stage svg [onload], .stage b[onclick]").count()).toBe(0);
  };
}

test("of an unsound drawing what is sound arrives, and one sentence says what was left out or mended", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const nothingRan = await watched(room);
  const MENDED = /1 of its elements was damaged in the file and mended/;
  const cases: [string, unknown[], number, RegExp][] = [
    ["a number in words", [BOX, { ...BOX, id: "b", x: "left", width: null, height: [] }], 2, MENDED],
    ["far beyond any number", [BOX, { ...BOX, id: "b", x: 1e300, y: -1e300 }], 1, /1 of its elements was left out \(rectangle\)\./],
    ["an arrow to nothing", [BOX, { id: "c", type: "arrow", x: 0, y: 90, points: [[0, 0], [90, 0]], endBinding: { elementId: "gone", focus: 0, gap: 1 } }], 2, MENDED],
    [
      "frames in each other",
      [
        { id: "f", type: "frame", x: 0, y: 0, width: 90, height: 90, frameId: "g" },
        { id: "g", type: "frame", x: 0, y: 0, width: 90, height: 90, frameId: "f" },
      ],
      2,
      /2 of its elements were damaged in the file and mended/,
    ],
    ["a group in itself", [{ ...BOX, groupIds: ["x", "y", "x"] }, { ...BOX, id: "b", groupIds: ["y", "x"] }], 2, MENDED],
    ["a text in itself", [{ id: "t", type: "text", x: 0, y: 0, text: "me", containerId: "t" }], 1, MENDED],
    ["a link that runs something", [{ ...BOX, link: "javascript:window.ran=1" }], 1, /1 unsafe link was left out/],
    ["no elements at all", [7, null, "box", [], BOX], 1, /4 of its elements were left out/],
  ];
  let all = 0;
  for (const [what, elements, arrive, sentence] of cases) {
    await drop(room, drawing(elements));
    all += arrive;
    await expect.poll(() => room.canvas.count(), what).toBe(all);
    await expect(notice(room), what).toContainText(sentence);
    await notice(room).getByRole("button", { name: "Close" }).click();
    await nothingRan();
  }
  expect((await standing(room)).filter(({ props }) => props["Link"] != null), "no link came along").toEqual([]);
  // Each was one step.
  await room.canvas.surface.focus();
  for (const [, , arrive] of [...cases].reverse()) {
    await keys(room, "Control+z");
    all -= arrive;
    await room.canvas.shows(all);
  }
});

test("pictures that are too much, and libraries that are none, are refused in a sentence", async ({ server, stranger }) => {
  test.setTimeout(90_000);
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 40, 40);
  // A head that promises more pixels than memory has room for.
  const bomb = png(8, 8, [0, 0, 0]);
  bomb.writeUInt32BE(16_000, 16);
  bomb.writeUInt32BE(16_000, 20);
  const image = { id: "i", type: "image", x: 0, y: 200, width: 80, height: 80, fileId: "f" };
  const picture = (dataURL: string) => drawing([image], { f: { id: "f", mimeType: "image/png", dataURL } });
  for (const [what, file, sentence] of [
    ["a bomb", { name: "bomb.png", type: "image/png", bytes: bomb }, /“bomb\.png” was not added: it has more than 64 million pixels\./],
    ["a bomb in a drawing", picture(data("image/png", bomb)), /picture/i],
    ["fifty megabytes in a drawing", picture(data("image/png", Buffer.alloc(50 << 20))), /larger than the \d+ MiB that can be opened/],
    ["a library of numbers", text("n.excalidrawlib", '{"type":"excalidrawlib","version":2,"libraryItems":[1,{"elements":7},null]}'), /stencil/],
    ["a library that is a list", text("l.excalidrawlib", '{"type":"excalidrawlib","library":"no"}'), /no Excalidraw library/],
  ] as const) {
    await drop(room, file);
    await expect(notice(room), what).toContainText(sentence);
    await notice(room).getByRole("button", { name: "Close" }).click();
    await room.canvas.shows(1);
  }
});

test("an SVG within a drawing is the picture of what it shows", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const nothingRan = await watched(room);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" onload="parent.ran=1"><script>parent.ran=1</script>
    <rect width="80" height="80" fill="#00ff00"/></svg>`;
  const elements = [BOX, { id: "i", type: "image", x: 0, y: 100, width: 80, height: 80, fileId: "f" }];
  await drop(room, drawing(elements, { f: { id: "f", mimeType: "image/svg+xml", dataURL: data("image/svg+xml", Buffer.from(svg)) } }));
  await room.canvas.shows(2);
  await expect(notice(room)).toBeHidden();
  // All of it lies about the place it was dropped at: the picture below the box.
  const isGreen = ([red, green, blue]: number[]) => red! < 30 && green! > 220 && blue! < 30;
  await expect.poll(async () => isGreen(await colourAt(room.canvas, 290, 345))).toBe(true);
  const made = await standing(room);
  expect(made.map(({ kind }) => kind)).toEqual(["Shape", "Image"]);
  const stored = await room.page.evaluate(
    async ([id, seat, hash]) => (await fetch(`/api/v1/rooms/${id}/assets/${hash}?seat=${seat}`)).headers.get("content-type"),
    [room.id, room.seat, String(made[1]?.what)] as const,
  );
  expect(stored).toBe("image/webp");
  await nothingRan();
});

test("a real drawing has as many texts, bindings and groups on the board as in its file", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const content = await readFile(DRAWING, "utf8");
  type Foreign = { id: string; type: string; text?: string; isDeleted?: boolean; containerId?: string; groupIds?: string[]; startBinding?: object; endBinding?: object };
  const elements = (JSON.parse(content).elements as Foreign[]).filter(({ isDeleted }) => isDeleted !== true);
  const bindings = elements.flatMap(({ startBinding, endBinding }) => [startBinding, endBinding]).filter((bound) => bound != null);
  const groups = new Set(elements.flatMap(({ groupIds }) => groupIds ?? []));
  const texts = elements.flatMap(({ text }) => (text === undefined || text.trim() === "" ? [] : [text]));
  const letters = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/\s/g, "")).sort();
  await drop(room, text("pipeline.excalidraw", content));
  // Words of a shape are no element of their own here.
  await room.canvas.shows(elements.filter(({ containerId }) => containerId == null).length);
  const made = await standing(room);
  expect(letters(made.map(({ text }) => text).filter((text) => text !== ""))).toEqual(letters(texts));
  const bound = made.flatMap(({ props }) => [props["Start"]?.bound, props["End"]?.bound]).filter((bound) => bound != null);
  expect(bound).toHaveLength(bindings.length);
  expect(new Set(made.flatMap(({ props }) => props["Groups"] as string[])).size).toBe(groups.size);
});

test("markup that is pasted is text", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const nothingRan = await watched(room);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1"><script>window.ran=1</script></svg>';
  await pasteWords(room, { "text/plain": svg });
  await room.canvas.shows(1);
  await keys(room, "Escape");
  await pasteWords(room, { "text/html": "<b onclick='window.ran=1'>bold</b> words", "text/plain": "bold words" });
  await room.canvas.shows(2);
  const made = await recorded(room);
  expect(made.map(({ kind, text }) => [kind, text])).toEqual([["Text", svg], ["Text", "bold words"]]);
  await click(room, 20, 20);
  await nothingRan();
});

test("pasted markup with scripts is words wherever the board is read, in the room and in the review", async ({ server, stranger }) => {
  const page = await stranger();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const room = await aRoom(page, server);
  await page.addInitScript(() => Object.assign(window, { ran: 0 }));
  await page.reload();
  await room.isOpen();
  const nothingRan = await watched(room);
  // Short enough to be a name whole: what is cut off would open nothing.
  const svg = "<svg id=foreign onload=window.ran=1><script/></svg>";
  const html = "words<img id=foreign src=no onerror=window.ran=1>";
  /** Its words in all the places that read them, and not a single element of it. */
  const isWords = async (page: RoomPage["page"], markup: string) => {
    const outline = new OutlinePart(page);
    await outline.open();
    const name = outline.lines.locator(".outline-name").getByText(markup, { exact: true }).first();
    await expect(name).toBeVisible();
    await name.click();
    await expect(outline.lines.and(page.locator("[aria-selected=true]"))).toContainText(markup);
    await expect(page.locator("#foreign, [onload], [onerror]")).toHaveCount(0);
    await nothingRan();
  };

  await test.step("by the keys, as text", async () => {
    await page.evaluate((svg) => navigator.clipboard.writeText(svg), svg);
    await room.canvas.surface.focus();
    await keys(room, "Control+v");
    await room.canvas.shows(1);
    await keys(room, "Escape");
    await isWords(page, svg);
  });
  await test.step("as a part of a page that has its markup for its words too", async () => {
    await pasteWords(room, { "text/html": html, "text/plain": html });
    await room.canvas.shows(2);
    await keys(room, "Escape");
    await isWords(page, html);
  });
  await test.step("as the words of a box", async () => {
    await room.drawShape("Rectangle", 20, 380, 120, 60);
    await keys(room, "Enter");
    await keys(room, "Control+v", "Escape", "Escape");
    await room.isSaved();
    await isWords(page, svg);
  });
  const words = (await recorded(room)).map(({ text }) => text);
  expect(words).toEqual([svg, html, svg]);
  await test.step("in the review", async () => {
    const review = await new StaffPages(page, server).review(room.id);
    await review.key("End");
    await review.canvas.shows(3);
    for (const markup of [svg, html]) await isWords(page, markup);
  });
});

test("a drawing of tldraw's is put on the board with its words and ties, and what the board has nothing for is said", async ({ interview }) => {
  const { host, candidate } = await interview();
  const bytes = await readFile(TLDRAW);
  await drop(candidate, { name: "design.tldr", type: "", bytes });
  await candidate.canvas.shows(15);
  await host.canvas.shows(15);
  await expect(candidate.page.locator(".room-notice")).toContainText("1 of its elements was left out (video).");
  const elements = await recorded(host);
  const named = (words: string) => elements.find(({ text }) => text === words);
  const line = named("shard by room");
  const ends = ["Start", "End"].map((end) => line?.props[end]?.bound?.element as string);
  expect(ends).toEqual([named("Gateway")?.id, named("Shard 1")?.id]);
  await candidate.page.keyboard.press("Control+z");
  await host.canvas.shows(0);
});
