// Words in every shape of the panel: painted within its outline, and letter by letter for everybody.

import { aRoom, doubleClick, keys, takeFromPanel } from "./pages/gestures.ts";
import { inkIn, type Part } from "./pages/painted.ts";
import { standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
const SHAPES = [
  "Rectangle",
  "Rounded rectangle",
  "Ellipse",
  "Diamond",
  "Triangle",
  "Hexagon",
  "Cylinder",
  "Lying cylinder",
  "Cloud",
  "Document",
  "Person",
  "Parallelogram",
] as const;
const [WIDTH, HEIGHT] = [116, 110];
const WORD = "disk";
/** All of the shapes, and ground around them. */
const ALL: Part = { x: 0, y: 50, width: 512, height: 410 };

/** Where the shape of a number stands: four in a row. */
const cornerOf = (index: number) => ({ x: 4 + (index % 4) * 128, y: 60 + Math.floor(index / 4) * 136 });

/** The numbers of the pixels of the whole that are ink. */
async function inkOf(room: RoomPage): Promise<Set<number>> {
  return new Set((await inkIn(room.canvas, ALL)).map(({ x, y }) => y * ALL.width + x));
}

/** The pixels that are reached from the edge of the whole without crossing ink: outside of every outline. */
function outsideOf(outlines: ReadonlySet<number>): Set<number> {
  const outside = new Set<number>();
  const waiting = Array.from({ length: ALL.width }, (_, x) => x);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at < 0 || at >= ALL.width * ALL.height || outlines.has(at) || outside.has(at)) continue;
    outside.add(at);
    const x = at % ALL.width;
    if (x > 0) waiting.push(at - 1);
    if (x < ALL.width - 1) waiting.push(at + 1);
    waiting.push(at - ALL.width, at + ALL.width);
  }
  return outside;
}

/** Says that the letters of each shape, which are ink that was not there before, are in it and touch no line. */
function lettersAreInside(outlines: ReadonlySet<number>, ink: ReadonlySet<number>, who: string): void {
  const outside = outsideOf(outlines);
  const letters = [...ink].filter((at) => !outlines.has(at));
  const around = (at: number) => [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((across) => at + down * ALL.width + across));
  for (const [index, name] of SHAPES.entries()) {
    const { x, y } = cornerOf(index);
    const isHere = (at: number) => {
      const [across, down] = [(at % ALL.width) + ALL.x - x, Math.floor(at / ALL.width) + ALL.y - y];
      return across >= 0 && across < WIDTH && down >= 0 && down < HEIGHT;
    };
    const own = letters.filter(isHere);
    expect(own.length, `${name}: its word is painted, for ${who}`).toBeGreaterThan(100);
    expect(own.filter((at) => outside.has(at)).length, `${name}: letters outside, for ${who}`).toBe(0);
    expect(own.filter((at) => around(at).some((near) => outlines.has(near))).length, `${name}: on a line, for ${who}`).toBe(0);
  }
  expect(letters.filter((at) => outside.has(at)).length, `letters between the shapes, for ${who}`).toBe(0);
  expect([...outlines].filter((at) => !ink.has(at)).length, `the outlines are as they were, for ${who}`).toBe(0);
}

test("a word is painted inside of every shape, for everybody, and letter by letter", async ({ interview }) => {
  test.setTimeout(120_000);
  const { host, candidate } = await interview();
  for (const [index, name] of SHAPES.entries()) {
    const { x, y } = cornerOf(index);
    await takeFromPanel(candidate, name);
    await candidate.drag([x, y], [x + 30, y + 20], [x + WIDTH, y + HEIGHT]);
    await candidate.canvas.shows(index + 1);
    await keys(candidate, "Escape", "Escape");
  }
  await host.canvas.shows(SHAPES.length);
  const outlines = [await inkOf(candidate), await inkOf(host)] as const;
  const begin = (index: number) => doubleClick(candidate, cornerOf(index).x + WIDTH / 2, cornerOf(index).y + HEIGHT / 2);
  for (const [index] of SHAPES.entries()) {
    if (index === SHAPES.length - 1) break;
    await begin(index);
    await candidate.page.keyboard.type(WORD);
    await keys(candidate, "Escape", "Escape");
  }
  await test.step("the last letter by letter: the other sees those that are there while it is written", async () => {
    const last = { ...cornerOf(SHAPES.length - 1), width: WIDTH, height: HEIGHT };
    const seen = async () => (await inkIn(host.canvas, last)).length;
    await begin(SHAPES.length - 1);
    const field = candidate.page.getByRole("textbox").and(candidate.page.locator(":focus"));
    let before = await seen();
    for (const [index, letter] of [...WORD].entries()) {
      await candidate.page.keyboard.type(letter);
      await expect.poll(seen, `“${letter}” is painted for the other`).toBeGreaterThan(before + 10);
      before = await seen();
      await expect(field, "it is still being written").toHaveValue(WORD.slice(0, index + 1));
    }
    await keys(candidate, "Escape", "Escape");
  });

  const made = await standing(host);
  expect(made.map(({ text }) => text)).toEqual(SHAPES.map(() => WORD));
  for (const { what, props } of made) {
    expect(props["Size"], `${what} is as large as it was drawn`).toEqual({ width: WIDTH * EIGHTHS, height: HEIGHT * EIGHTHS });
  }
  await expect.poll(async () => (await inkOf(candidate)).size - outlines[0].size).toBeGreaterThan(SHAPES.length * 100);
  lettersAreInside(outlines[0], await inkOf(candidate), "who writes");
  lettersAreInside(outlines[1], await inkOf(host), "the other");
});

test("who writes a word that is wider than the room of its shape sees all of it", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  for (const name of ["Rectangle", "Ellipse", "Diamond", "Parallelogram"]) {
    await takeFromPanel(room, name);
    await room.drag([100, 100], [130, 130], [216, 210]);
    await keys(room, "Enter");
    await room.page.keyboard.type("throughput");
    const field = room.page.getByRole("textbox").and(room.page.locator(":focus"));
    const hidden = () => field.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
    await expect.poll(hidden, `${name}: lines that are not seen`).toBe(0);
    await keys(room, "Escape", "Escape", "Control+a", "Delete");
    await room.canvas.shows(0);
  }
});

test("a word stays within the box of a lying cylinder that is wide enough for it", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await takeFromPanel(room, "Lying cylinder");
  await room.drag([100, 100], [130, 130], [216, 210]);
  await keys(room, "Enter");
  await room.page.keyboard.type("throughput");
  await keys(room, "Escape", "Escape");
  await room.canvas.shows(1);
  expect((await inkIn(room.canvas, { x: 80, y: 130, width: 18, height: 50 })).length, "left of its box").toBe(0);
});
