// Everything with a box that is taken by its name: each closed shape, each part, each stamp, pins with their numbers; and every
// head that a connector can have.

import { exportedFigures } from "./pages/exported.ts";
import { aRoom, click, keys, lookPanel, takeFromPanel } from "./pages/gestures.ts";
import { HostPage } from "./pages/host.ts";
import { Keyboard, OutlinePart } from "./pages/keyboard.ts";
import { pixelsIn } from "./pages/painted.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { opsOf } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
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
const PARTS = [
  ["Client", "Client"],
  ["Mobile", "Mobile"],
  ["CDN", "Cdn"],
  ["DNS", "Dns"],
  ["Load balancer", "LoadBalancer"],
  ["API gateway", "ApiGateway"],
  ["Service", "Service"],
  ["Worker", "Worker"],
  ["Function", "Function"],
  ["Cache", "Cache"],
  ["SQL database", "Sql"],
  ["NoSQL store", "NoSql"],
  ["Object store", "ObjectStore"],
  ["Search", "Search"],
  ["Queue", "Queue"],
  ["Topic", "Topic"],
  ["Stream", "Stream"],
  ["Scheduler", "Scheduler"],
  ["Third party", "ThirdParty"],
  ["User", "User"],
  ["Region", "Region"],
  ["Zone", "Zone"],
] as const;
const STAMPS = ["Cut", "Later", "Risk", "Instrument", "Assumption"] as const;
/** Names of heads with what the recording calls them; `Arrow` is what a connector begins with. */
const HEADS = [
  ["None", "None"],
  ["Triangle", "Triangle"],
  ["Hollow triangle", "TriangleOutline"],
  ["Bar", "Bar"],
  ["Dot", "Dot"],
  ["Hollow dot", "DotOutline"],
  ["Diamond", "Diamond"],
  ["Hollow diamond", "DiamondOutline"],
  ["One", "One"],
  ["Exactly one", "ExactlyOne"],
  ["Zero or one", "ZeroOrOne"],
  ["Many", "Many"],
  ["One or many", "OneOrMany"],
  ["Zero or many", "ZeroOrMany"],
  ["Arrow", "Arrow"],
] as const;
const [WIDTH, HEIGHT] = [80, 60];

/** Says that no two pictures are the same, and none is that of nothing. */
function eachOwn(nothing: string, prints: readonly (readonly [string, string])[]): void {
  const seen = new Map([[nothing, "nothing"]]);
  for (const [name, print] of prints) {
    expect(seen.get(print), `${name} looks like something else`).toBeUndefined();
    seen.set(print, name);
  }
}

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
  const prints: [string, string][] = [];
  for (const [index, [name]] of SHAPES.entries()) prints.push([name, await printOf(index)]);
  eachOwn(await printOf(SHAPES.length), prints);
});

test("every part and every stamp is taken by its name, recorded as what it is, and has a sign like no other; all replay", async ({ server, stranger }) => {
  test.setTimeout(120_000);
  const page = await stranger();
  const room = HostPage.of(await aRoom(page, server));
  const corner = (index: number) => ({ x: (index % 6) * 80, y: 20 + Math.floor(index / 6) * 80 });
  // Nothing but its sign is looked at: the name of a part would tell it by itself.
  for (const [index, [name]] of PARTS.entries()) {
    const { x, y } = corner(index);
    await takeFromPanel(room, name);
    await room.drag([x, y], [x + 30, y + 20], [x + 60, y + 60]);
    await room.canvas.shows(index + 1);
    await keys(room, "Escape", "Escape");
  }
  const places = STAMPS.map((_, index) => ({ x: 40 + index * 60, y: 360 }));
  for (const [index, name] of STAMPS.entries()) {
    await takeFromPanel(room, name);
    await click(room, places[index]!.x, places[index]!.y);
    await room.canvas.shows(PARTS.length + index + 1);
    await keys(room, "Escape", "Escape");
  }
  const made = await recorded(room);
  const kinds = made.map(({ kind, what }) => (kind === "Stamp" ? [kind, (what as { sign: string }).sign] : [kind, what]));
  expect(kinds).toEqual([...PARTS.map(([, kind]) => ["Part", kind]), ...STAMPS.map((sign) => ["Stamp", sign])]);

  const printOf = async (x: number, y: number, width: number, height: number) =>
    JSON.stringify(await pixelsIn(room.canvas, { x, y, width, height }));
  const prints: [string, string][] = [];
  for (const [index, [name]] of PARTS.entries()) prints.push([name, await printOf(corner(index).x - 2, corner(index).y - 2, 64, 64)]);
  const empty = corner(PARTS.length + 1);
  eachOwn(await printOf(empty.x - 2, empty.y - 2, 64, 64), prints);
  const stamps: [string, string][] = [];
  for (const [index, name] of STAMPS.entries()) stamps.push([name, await printOf(places[index]!.x - 20, places[index]!.y - 20, 40, 40)]);
  eachOwn(await printOf(420, 340, 40, 40), stamps);

  await room.end();
  const review = await new StaffPages(page, server).review(room.id);
  await review.key("End");
  await review.canvas.shows(PARTS.length + STAMPS.length);
  const all = await review.canvas.inked("baked");
  await review.key("Home");
  await review.canvas.shows(0);
  expect(all - (await review.canvas.inked("baked")), "more than the dots of the grid").toBeGreaterThan(5_000);
});

test("every head is chosen for a line's end, recorded, and painted like no other, for everybody", async ({ interview, server }) => {
  test.setTimeout(120_000);
  const { host, candidate } = await interview();
  await candidate.take("Connector");
  await candidate.drag([40, 300], [200, 300], [300, 300]);
  await host.canvas.shows(1);
  const look = await lookPanel(candidate);
  const group = look.getByRole("group", { name: "End of the line" });
  const around = { x: 262, y: 280, width: 60, height: 40 };
  const printOf = async (room: RoomPage) => JSON.stringify(await pixelsIn(room.canvas, around));
  const prints: [string, string][] = [];
  let last = await printOf(host);
  for (const [name] of HEADS) {
    if (!(await group.isVisible())) await look.getByRole("button", { name: /^End: / }).click();
    await group.getByRole("button", { name, exact: true }).click();
    await expect.poll(() => printOf(host), `${name} comes to the other`).not.toBe(last);
    last = await printOf(host);
    prints.push([name, last]);
  }
  eachOwn("", prints);
  const ends = opsOf(await server.entries(host.id), "Update").flatMap(({ body }) => body.flatMap((change: any) => change.props));
  expect(ends.flatMap((prop: any) => prop.EndHead ?? [])).toEqual(HEADS.map(([, kind]) => kind));
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

/** Puts down what the palette finds first by a name, and lets go of it. */
async function placeByName(room: RoomPage, name: string): Promise<void> {
  await Keyboard.of(room).press("/");
  await room.page.keyboard.type(name);
  const first = room.page.getByRole("dialog", { name: "Put something down" }).getByRole("option").first();
  await expect(first.locator(".palette-name")).toHaveText(name);
  await keys(room, "Enter");
}

test("every part is put down by its name, read in the outline, and has its name and a sign of its own in an SVG", async ({ server, stranger }) => {
  test.setTimeout(120_000);
  const room = await aRoom(await stranger(), server);
  await room.canvas.surface.focus();
  for (const [index, [name]] of PARTS.entries()) {
    await placeByName(room, name);
    await room.canvas.shows(index + 1);
    await expect(room.page.locator(".announcer")).toContainText(`You added ${name}`);
    await keys(room, "Escape", "Escape");
  }
  expect((await recorded(room)).map(({ kind, what }) => [kind, what])).toEqual(PARTS.map(([, kind]) => ["Part", kind]));
  const outline = new OutlinePart(room.page);
  await outline.open();
  const names = PARTS.map(([name]) => name).sort();
  expect((await outline.names()).sort()).toEqual(names);

  await room.canvas.surface.focus();
  const figures = await exportedFigures(room.page);
  expect(figures.map(({ texts }) => texts.join(" ")).sort()).toEqual(names);
  // What is drawn as a person needs no sign; the first path of all others is their shape.
  const signOf = (paths: readonly string[]) => (paths.length === 1 ? paths : paths.slice(1)).map(fromItsStart).join(" ");
  eachOwn("", figures.map(({ texts, paths }) => [texts.join(" "), signOf(paths)] as const));
  expect(figures.filter(({ paths }) => paths.length === 1).map(({ texts }) => texts.join(" "))).toEqual(["User"]);
});

test("every sign put onto a box by its name is read out, painted like no other, and goes where the box goes", async ({ server, stranger }) => {
  test.setTimeout(120_000);
  const room = await aRoom(await stranger(), server);
  const names = [...STAMPS, "Numbered pin"];
  const corner = (index: number) => ({ x: (index % 3) * 160, y: 100 + Math.floor(index / 3) * 160 });
  const printOf = async (index: number, below = 0) => {
    const { x, y } = corner(index);
    return JSON.stringify(await pixelsIn(room.canvas, { x: x - 38, y: y + below - 38, width: 156, height: 136 }));
  };
  for (const [index] of names.entries()) {
    const { x, y } = corner(index);
    await room.drawShape("Rectangle", x, y, 80, 60);
  }
  await room.canvas.shows(names.length);
  await keys(room, "Escape", "Escape");
  const bare = await printOf(0);
  const prints: [string, string][] = [];
  for (const [index, name] of names.entries()) {
    const { x, y } = corner(index);
    await click(room, x, y + 15);
    await placeByName(room, name);
    await room.canvas.shows(names.length + index + 1);
    await expect(room.page.locator(".announcer")).toContainText(`You added ${name === "Numbered pin" ? "Pin 1" : name}`);
    await keys(room, "Escape", "Escape");
    prints.push([name, await printOf(index)]);
  }
  eachOwn(bare, prints);
  const made = await recorded(room);
  for (const [index] of names.entries()) {
    expect((made[names.length + index]?.what as { on: { element: string } }).on.element).toBe(made[index]?.id);
  }

  // The boxes alone, so far along the dots of the grid that all looks as before.
  const far = Array<string>(12).fill("Shift+ArrowDown");
  for (const [index] of [...names.entries()].reverse()) {
    const { x, y } = corner(index);
    await click(room, x, y + 15);
    await keys(room, ...far, "Escape", "Escape");
  }
  for (const [index, [name, print]] of prints.entries()) expect(await printOf(index, 120), name).toBe(print);
  expect((await recorded(room)).slice(names.length), "nothing is stored of the signs").toEqual(made.slice(names.length));
});

/** A path with its places told from its first one, in tenths. */
function fromItsStart(path: string): string {
  const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
  const [x = 0, y = 0] = numbers;
  return path.replace(/[^A-Za-z]/g, "") + numbers.map((value, index) => Math.round((value - (index % 2 === 0 ? x : y)) * 10)).join();
}
