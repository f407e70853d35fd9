// What somebody else has selected is outlined on one's own board, in their colour, as long as they have it selected.

import { click, doubleClick, keys } from "./pages/gestures.ts";
import { colourAt, type Part, type Rgb } from "./pages/painted.ts";
import type { RoomPage } from "./pages/room.ts";
import { ScratchPart } from "./pages/scratch.ts";
import { expect, test } from "./scene.ts";

type Place = readonly [number, number];

const [WIDTH, HEIGHT] = [100, 60];
/** The outline is so far from the line of a shape, and around several shapes twice as far. */
const GAP = 4;

/** The strongest colour that is painted over the drawing in a part of the board; `null` where nothing is. */
function overIn(room: RoomPage, part: Part): Promise<Rgb | null> {
  return room.canvas.place(part.x, part.y).then(({ x, y }) =>
    room.canvas.surface.locator("canvas.canvas-over").evaluate(
      (canvas: HTMLCanvasElement, { x, y, width, height }) => {
        const corner = canvas.getBoundingClientRect();
        const pixels = canvas.getContext("2d")!.getImageData(x - corner.x, y - corner.y, width, height).data;
        let most = -1;
        for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3]! > (pixels[most + 3] ?? 0)) most = at;
        return most < 0 ? null : ([...pixels.slice(most, most + 3)] as [number, number, number]);
      },
      { ...part, x, y },
    ),
  );
}

/** Whether two colours are the same but for what a browser rounds of one that is painted in part. */
const alike = (one: Rgb | null, other: Rgb) =>
  one !== null && one.every((channel, index) => Math.abs(channel - other[index]!) <= 4);

/** Across the outline of a box at its left side and at its lower one, away from its handles. */
const besides = (x: number, y: number): Part[] => [
  { x: x - GAP - 2, y: y + 12, width: 4, height: 8 },
  { x: x + 20, y: y + HEIGHT + GAP - 2, width: 8, height: 4 },
];

/** The colours of an outline around a box, side by side. */
const outline = (room: RoomPage, x: number, y: number) => Promise.all(besides(x, y).map((part) => overIn(room, part)));

async function isOutlined(room: RoomPage, [x, y]: Place, colour: Rgb, what: string): Promise<void> {
  await expect.poll(async () => (await outline(room, x, y)).map((side) => alike(side, colour)), what).toEqual([true, true]);
}

async function isBare(room: RoomPage, [x, y]: Place, what: string): Promise<void> {
  await expect.poll(() => outline(room, x, y), what).toEqual([null, null]);
}

const FIRST: Place = [60, 100];
const SECOND: Place = [260, 300];

test("what the other has selected is outlined in their colour, and no longer when they select nothing", async ({ interview }) => {
  const { host, candidate } = await interview();
  for (const [room, [x, y]] of [[candidate, FIRST], [host, SECOND]] as const) {
    await room.drawShape("Rectangle", x, y, WIDTH, HEIGHT);
    await keys(room, "Escape", "Escape");
  }
  for (const { canvas } of [host, candidate]) await canvas.shows(2);
  // Each draws in a colour of their own.
  const lineOf = ([x, y]: Place) => colourAt(host.canvas, x, y + 15);
  const [hers, his] = [await lineOf(FIRST), await lineOf(SECOND)];
  expect(hers).not.toEqual(his);
  for (const place of [FIRST, SECOND]) await isBare(host, place, "nothing is selected");

  await test.step("one, where only it is outlined", async () => {
    await click(candidate, FIRST[0] + 75, FIRST[1]);
    // A pointer over it is painted as well.
    const away = await candidate.canvas.place(420, 60);
    await candidate.page.mouse.move(away.x, away.y);
    await isOutlined(host, FIRST, hers, "what she selected");
    await isBare(host, SECOND, "not what she did not");
    const own = await outline(candidate, ...FIRST);
    expect(own.some((side) => alike(side, hers)), "to her it is shown as selected").toBe(false);
  });
  await test.step("it goes along when it is moved", async () => {
    await keys(candidate, "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight");
    await isOutlined(host, [FIRST[0] + 10, FIRST[1] + 20], hers, "where it went");
    await isBare(host, FIRST, "not where it was");
    await keys(candidate, "Control+z", "Control+z", "Control+z");
    await isOutlined(host, FIRST, hers, "where it came from");
  });
  await test.step("several, each and all together", async () => {
    await keys(candidate, "Control+a");
    for (const place of [FIRST, SECOND]) await isOutlined(host, place, hers, "each that she selected");
    const around = () => overIn(host, { x: FIRST[0] - 2 * GAP - 3, y: SECOND[1], width: 4, height: 8 });
    await expect.poll(async () => alike(await around(), hers), "all of it").toBe(true);
    await keys(candidate, "Escape");
    for (const place of [FIRST, SECOND]) await isBare(host, place, "she selects nothing");
    await expect.poll(around).toBeNull();
  });
  await test.step("in the colour of each", async () => {
    await click(host, SECOND[0] + 75, SECOND[1]);
    await isOutlined(candidate, SECOND, his, "what he selected");
    await click(candidate, FIRST[0] + 75, FIRST[1]);
    await isOutlined(host, FIRST, hers, "what she selected");
    await host.page.goto("about:blank");
    await isBare(candidate, SECOND, "he is gone");
  });
});

test("over what the other writes in stands their name, wherever their pointer is", async ({ interview }) => {
  const { host, candidate } = await interview();
  const [x, y] = FIRST;
  await candidate.drawShape("Rectangle", x, y, WIDTH, HEIGHT);
  await keys(candidate, "Escape", "Escape");
  await host.canvas.shows(1);
  const hers = await colourAt(host.canvas, x, y + 15);
  /** At the side of the name, where no letter is. */
  const tag = async (room: RoomPage) => alike(await overIn(room, { x: x - 2, y: y - 20, width: 2, height: 6 }), hers);

  await doubleClick(candidate, x + WIDTH / 2, y + HEIGHT / 2);
  await candidate.page.keyboard.type("Ledger");
  const away = await candidate.canvas.place(420, 60);
  await candidate.page.mouse.move(away.x, away.y);
  await expect.poll(() => tag(host), "she writes").toBe(true);
  await isOutlined(host, FIRST, hers, "what she writes in");
  expect(await tag(candidate), "she knows").toBe(false);
  await keys(candidate, "Escape");
  await expect.poll(() => tag(host), "she has done").toBe(false);

  await test.step("also when she ends it where attention is private", async () => {
    const scratch = new ScratchPart(candidate.page);
    await scratch.open();
    await doubleClick(candidate, x + WIDTH / 2, y + HEIGHT / 2);
    await expect.poll(() => tag(host), "she writes again").toBe(true);
    await scratch.enter();
    await keys(candidate, "Escape");
    await expect(candidate.page.getByRole("textbox", { name: "Text on the board" })).toHaveCount(0);
    await candidate.page.mouse.move(away.x, away.y);
    await expect.poll(() => tag(host), "she has done").toBe(false);
  });
});
