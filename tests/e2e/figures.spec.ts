// Everything with a box that is taken by its name: each closed shape, and pins with their numbers.

import { aRoom, click, keys, takeFromPanel } from "./pages/gestures.ts";
import { pixelsIn } from "./pages/painted.ts";
import { recorded } from "./pages/recorded.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
/** Names in the panel with what the recording calls them. */
const SHAPES = [
  ["Rectangle", "Rectangle"],
  ["Rounded rectangle", "Rounded"],
  ["Ellipse", "Ellipse"],
  ["Diamond", "Diamond"],
  ["Cylinder", "Cylinder"],
  ["Lying cylinder", "Queue"],
  ["Cloud", "Cloud"],
  ["Document", "Document"],
  ["Person", "Person"],
  ["Parallelogram", "Parallelogram"],
  ["Triangle", "Triangle"],
  ["Hexagon", "Hexagon"],
  ["Sticky note", "Sticky"],
] as const;
const [WIDTH, HEIGHT] = [80, 60];

test("every closed shape of the panel is dragged open, recorded by its kind and painted like no other", async ({ server, stranger }) => {
  test.setTimeout(120_000);
  const room = await aRoom(await stranger(), server);
  const corner = (index: number) => ({ x: (index % 4) * 120, y: 80 + Math.floor(index / 4) * 120 });
  for (const [index, [name]] of SHAPES.entries()) {
    const { x, y } = corner(index);
    await takeFromPanel(room, name);
    await room.drag([x, y], [x + 30, y + 20], [x + WIDTH, y + HEIGHT]);
    await room.canvas.shows(index + 1);
    await keys(room, "Escape");
  }
  const made = await recorded(room);
  expect(made.map(({ kind, what }) => [kind, what])).toEqual(SHAPES.map(([, kind]) => ["Shape", kind]));
  for (const { what, props } of made) {
    expect(props["Size"], String(what)).toEqual({ width: WIDTH * EIGHTHS, height: HEIGHT * EIGHTHS });
  }
  // All stand alike among the dots of the grid.
  const printOf = async (index: number) => {
    const { x, y } = corner(index);
    return JSON.stringify(await pixelsIn(room.canvas, { x: x - 4, y: y - 4, width: WIDTH + 8, height: HEIGHT + 8 }));
  };
  const prints = new Map([[await printOf(SHAPES.length), "nothing"]]);
  for (const [index, [name]] of SHAPES.entries()) {
    const print = await printOf(index);
    expect(prints.get(print), `${name} looks like something else`).toBeUndefined();
    prints.set(print, name);
  }
});

test("a box that was drawn first becomes a part, keeps its words and its connection, and goes back in one step", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 60, 200, 140, 80);
  await keys(room, "Enter");
  await room.page.keyboard.type("Orders");
  await keys(room, "Escape", "Control+ArrowRight", "Escape");
  await room.canvas.shows(3);
  await click(room, 90, 200);
  await keys(room, "Control+/");
  await room.page.keyboard.type("turn into sql");
  await expect(room.page.getByRole("dialog", { name: "Find anything" }).getByRole("option").first()).toContainText("Turn into: SQL");
  await keys(room, "Enter");
  const now = async () => {
    const all = await recorded(room);
    const [box, connector] = [all[0], all.find(({ kind }) => kind === "Connector")];
    const { Part, Shape } = box?.props ?? {};
    return { text: box?.text, Part, Shape, isBound: connector?.props["Start"].bound?.element === box?.id };
  };
  await expect.poll(now).toMatchObject({ text: "Orders", Part: "Sql", isBound: true });
  await keys(room, "Control+z");
  await expect.poll(now).toMatchObject({ text: "Orders", Shape: "Rectangle", isBound: true });
});

test("the next numbered pin has the next number", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  for (const [index, x] of [100, 200, 300].entries()) {
    await takeFromPanel(room, "Numbered pin");
    await click(room, x, 200);
    await room.canvas.shows(index + 1);
    await keys(room, "Escape");
  }
  const signs = (await recorded(room)).map(({ what }) => (what as { sign: unknown }).sign);
  expect(signs).toEqual([{ Pin: 1 }, { Pin: 2 }, { Pin: 3 }]);
  const faces = [];
  for (const x of [100, 200, 300]) faces.push(JSON.stringify(await pixelsIn(room.canvas, { x: x - 6, y: 192, width: 12, height: 16 })));
  expect(new Set(faces).size, "each number is painted").toBe(3);
  await keys(room, "Control+z");
  await takeFromPanel(room, "Numbered pin");
  await click(room, 300, 300);
  await room.canvas.shows(3);
  expect(((await recorded(room)).at(-1)?.what as { sign: unknown }).sign, "a number that is free again").toEqual({ Pin: 3 });
});
