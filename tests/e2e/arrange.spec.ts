// Selecting and arranging with real pointers and keys, checked in the recording and in what is painted.

import { drawn, type Drawn } from "./pages/drawn.ts";
import { aRoom, lookPanel } from "./pages/gestures.ts";
import { Hand } from "./pages/hand.ts";
import { ReviewPage } from "./pages/review.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

const WIDTH = 100;
const HEIGHT = 60;

/** Clicks a place of the board, with keys held. */
async function click(room: RoomPage, x: number, y: number, keys: "Shift" | "Control" | "" = "", times = 1): Promise<void> {
  const at = await room.canvas.place(x, y);
  if (keys !== "") await room.page.keyboard.down(keys);
  await room.page.mouse.click(at.x, at.y, { clickCount: times });
  if (keys !== "") await room.page.keyboard.up(keys);
}

async function keys(room: RoomPage, ...strokes: string[]): Promise<void> {
  for (const stroke of strokes) await room.page.keyboard.press(stroke);
}

async function recorded(server: Server, room: RoomPage): Promise<Drawn[]> {
  await room.isSaved();
  return drawn(server, room.id);
}

/** Shapes with their near corners at these places, drawn without anything selected after. */
async function shapes(room: RoomPage, ...corners: [number, number][]): Promise<void> {
  for (const [x, y] of corners) await room.drawShape("Rectangle", x, y, WIDTH, HEIGHT);
  await room.canvas.shows(corners.length);
  await keys(room, "Escape");
}

test("groups are made, moved as one, entered and taken apart", async ({ interview, server }) => {
  const { candidate, host } = await interview();
  await shapes(candidate, [40, 100], [200, 130], [40, 300]);
  await click(candidate, 90, 130);
  await click(candidate, 250, 160, "Shift");
  await keys(candidate, "Control+g");
  const grouped = await recorded(server, candidate);
  expect(grouped[0]!.groups).toHaveLength(1);
  expect(grouped[1]!.groups).toEqual(grouped[0]!.groups);
  expect(grouped[2]!.groups).toEqual([]);

  await keys(candidate, "Escape");
  await candidate.drag([90, 130], [110, 170], [130, 230]);
  const moved = await recorded(server, candidate);
  const way = (index: number) => [moved[index]!.x - grouped[index]!.x, moved[index]!.y - grouped[index]!.y];
  expect(way(0), "both went").toEqual(way(1));
  expect(way(0)[0]).toBeGreaterThan(30);
  expect(way(2)).toEqual([0, 0]);

  await keys(candidate, "Escape");
  await click(candidate, 130, 230);
  await click(candidate, 130, 230, "", 2);
  await keys(candidate, "Shift+ArrowUp");
  const entered = await recorded(server, candidate);
  expect(entered[0]!.y, "only the one inside").toBe(moved[0]!.y - 10);
  expect(entered[1]!.y).toBe(moved[1]!.y);

  await candidate.page.reload();
  await candidate.isOpen();
  await candidate.canvas.shows(3);
  await click(candidate, 290, 260);
  await keys(candidate, "Control+Shift+G");
  expect((await recorded(server, candidate)).map(({ groups }) => groups)).toEqual([[], [], []]);
  await keys(candidate, "Control+z");
  const back = await recorded(server, candidate);
  expect(back[0]!.groups, "a group as before").toEqual(grouped[0]!.groups);
  await host.page.goto(`${server.url}/review/${host.id}`);
  const review = new ReviewPage(host.page);
  await review.isOpen();
  await review.key("End");
  await review.canvas.shows(3);
});

test("things are lined up, spaced, ordered, mirrored and turned", async ({ interview, server }) => {
  const { candidate } = await interview();
  await shapes(candidate, [40, 60], [190, 150], [360, 330]);
  await keys(candidate, "Control+a", "Control+Shift+ArrowLeft");
  const lined = await recorded(server, candidate);
  expect(new Set(lined.map(({ x }) => x)).size, "one left side").toBe(1);
  await keys(candidate, "Alt+Shift+V");
  const spaced = await recorded(server, candidate);
  const ys = spaced.map(({ y }) => y);
  expect(ys[1]! - ys[0]!).toBeCloseTo(ys[2]! - ys[1]!, 0);
  await keys(candidate, "Control+z", "Control+z");
  const back = await recorded(server, candidate);
  expect(back.map(({ x, y }) => [x, y]), "two steps").toEqual([[340, 60], [490, 150], [660, 330]]);

  await test.step("by its buttons", async () => {
    await candidate.page.getByRole("button", { name: "Look", exact: true }).click();
    const panel = candidate.page.getByRole("region", { name: "Look" });
    await panel.getByRole("group", { name: "Line up" }).getByRole("button", { name: "Align top" }).click();
    await panel.getByRole("button", { name: "Flip left and right" }).click();
    const flipped = await recorded(server, candidate);
    expect(new Set(flipped.map(({ y }) => y)).size, "one upper side").toBe(1);
    expect(flipped.map(({ x }) => x), "changed places").toEqual([660, 510, 340]);
    expect(flipped.every(({ flip }) => flip.horizontal)).toBe(true);
    await keys(candidate, "Control+z", "Control+z");
    await candidate.page.getByRole("button", { name: "Look", exact: true }).click();
  });

  await test.step("order passes what overlaps only", async () => {
    await keys(candidate, "Escape");
    await candidate.drag([90, 90], [150, 130], [200, 155]);
    await keys(candidate, "Control+]");
    const [first, second, third] = await recorded(server, candidate);
    expect(first!.order > second!.order, "above what it lay under").toBe(true);
    expect(first!.order < third!.order, "and below what it does not touch").toBe(true);
    await keys(candidate, "]");
    const raised = await recorded(server, candidate);
    expect(raised[0]!.order > raised[2]!.order).toBe(true);
  });

  await test.step("the handle above turns", async () => {
    await click(candidate, 410, 360);
    await candidate.page.keyboard.down("Shift");
    await candidate.drag([410, 304], [440, 320], [470, 362]);
    await candidate.page.keyboard.up("Shift");
    expect((await recorded(server, candidate))[2]!.angle).toBe(90);
  });
});

test("every way of lining up, spacing, ordering and mirroring has its key", async ({ interview, server }) => {
  const { candidate } = await interview();
  await shapes(candidate, [40, 60], [190, 150], [360, 330]);
  const before = await recorded(server, candidate);
  await keys(candidate, "Control+a");
  const same = (of: (element: Drawn) => number) => (now: Drawn[]) => new Set(now.map(of)).size === 1;
  const even = (of: (element: Drawn) => number) => (now: Drawn[]) => {
    const [first, second, third] = now.map(of);
    return Math.abs(second! - first! - (third! - second!)) <= 1;
  };
  const ways: [string, (now: Drawn[]) => boolean][] = [
    ["Control+Shift+ArrowLeft", same(({ x }) => x)],
    ["Control+Shift+ArrowRight", same(({ x, width }) => x + width)],
    ["Control+Shift+ArrowUp", same(({ y }) => y)],
    ["Control+Shift+ArrowDown", same(({ y, height }) => y + height)],
    ["Alt+h", same(({ x, width }) => x + width / 2)],
    ["Alt+v", same(({ y, height }) => y + height / 2)],
    ["Alt+Shift+H", even(({ x }) => x)],
    ["Alt+Shift+V", even(({ y }) => y)],
    ["Shift+H", (now) => now.every(({ flip }) => flip.horizontal)],
    ["Shift+V", (now) => now.every(({ flip }) => flip.vertical)],
  ];
  for (const [key, holds] of ways) {
    expect(holds(before), `${key} has something to do`).toBe(false);
    await keys(candidate, key);
    expect(holds(await recorded(server, candidate)), key).toBe(true);
    await keys(candidate, "Control+z");
    expect(await recorded(server, candidate), `${key} taken back`).toEqual(before);
  }

  // The second over the first, the third over the second.
  await keys(candidate, "Escape");
  await candidate.drag([240, 180], [200, 150], [120, 100]);
  await candidate.drag([410, 360], [300, 200], [170, 140]);
  const stack = async () => {
    const now = await recorded(server, candidate);
    return [0, 1, 2].sort((one, other) => (now[one]!.order < now[other]!.order ? -1 : 1)).join("");
  };
  expect(await stack()).toBe("012");
  await keys(candidate, "Escape");
  await click(candidate, 60, 70);
  for (const [key, order] of [["Control+]", "102"], ["]", "120"], ["Control+[", "102"], ["[", "012"]] as const) {
    await keys(candidate, key);
    expect(await stack(), key).toBe(order);
  }
});

test("what is moved snaps with a guide, and to the grid when it is shown", async ({ interview, server }) => {
  const { candidate } = await interview();
  await shapes(candidate, [40, 60], [230, 300]);
  await candidate.press([280, 330], [200, 330], [95, 333]);
  await expect.poll(() => candidate.canvas.hasOver(40, 200), "a guide between the two").toBe(true);
  await candidate.page.mouse.up();
  expect((await recorded(server, candidate))[1]!.x, "in line").toBe(340);
  await expect.poll(() => candidate.canvas.hasOver(40, 200), "gone after").toBe(false);

  await candidate.page.keyboard.down("Control");
  await candidate.drag([90, 333], [92, 333], [96, 333]);
  await candidate.page.keyboard.up("Control");
  expect((await recorded(server, candidate))[1]!.x, "free with Control").toBe(346);

  await keys(candidate, "Alt+Shift+S");
  await candidate.page.reload();
  await candidate.isOpen();
  await candidate.drag([96, 333], [92, 333], [93, 333]);
  expect((await recorded(server, candidate))[1]!.x, "switched off, also after a reload").toBe(343);

  const dots = await candidate.canvas.inked("baked");
  await keys(candidate, "Control+'");
  await expect.poll(() => candidate.canvas.inked("baked"), "lines instead of dots").toBeGreaterThan(dots * 2);
  await candidate.drawShape("Ellipse", 207, 111, 95, 77);
  const onGrid = (await recorded(server, candidate))[2]!;
  expect([onGrid.x % 20, onGrid.y % 20, onGrid.width % 20, onGrid.height % 20]).toEqual([0, 0, 0, 0]);
  await keys(candidate, "ArrowRight");
  expect((await recorded(server, candidate))[2]!.x).toBe(onGrid.x + 20);
});

test("what is moved snaps to a gap as wide as one that is there", async ({ interview, server }) => {
  const { candidate } = await interview();
  // Between the first two 40 units; the third comes to stand 43 beyond the second, a little higher.
  await shapes(candidate, [20, 60], [160, 60], [420, 300]);
  await candidate.press([470, 330], [400, 200], [353, 97]);
  const gapBetween = () => candidate.canvas.hasOver(130, 80);
  await expect.poll(gapBetween, "the two gaps are shown to be equal").toBe(true);
  await candidate.page.mouse.up();
  const placed = await recorded(server, candidate);
  const right = (index: number) => placed[index]!.x + placed[index]!.width;
  expect(placed[2]!.x - right(1), "as far apart").toBe(placed[1]!.x - right(0));
  await expect.poll(gapBetween, "gone after").toBe(false);
});

test("a menu is there for the mouse, the keyboard and a finger", async ({ interview, server }) => {
  const { candidate } = await interview();
  await shapes(candidate, [40, 60], [230, 300]);
  const menu = candidate.page.getByRole("menu", { name: "Selection" });

  await test.step("the right button", async () => {
    const at = await candidate.canvas.place(90, 90);
    await candidate.page.mouse.click(at.x, at.y, { button: "right" });
    await menu.getByRole("menuitem", { name: "Lock" }).click();
    await expect(menu).toHaveCount(0);
    expect((await recorded(server, candidate)).map(({ locked }) => locked)).toEqual([true, false]);
    await candidate.drag([90, 90], [120, 90], [160, 90]);
    expect((await recorded(server, candidate))[0]!.x, "locked").toBe(340);
    const ground = await candidate.canvas.place(300, 150);
    await candidate.page.mouse.click(ground.x, ground.y, { button: "right" });
    await candidate.page.getByRole("menu", { name: "Board" }).getByRole("menuitem", { name: "Unlock everything" }).click();
    expect((await recorded(server, candidate)).map(({ locked }) => locked)).toEqual([false, false]);
  });

  await test.step("keys alone", async () => {
    await keys(candidate, "Escape", "Control+a", "Shift+F10");
    await expect(menu.getByRole("menuitem").first()).toBeFocused();
    await keys(candidate, "End");
    await expect(menu.getByRole("menuitem", { name: "Delete" })).toBeFocused();
    await keys(candidate, "Escape");
    await expect(menu).toHaveCount(0);
    await keys(candidate, "Shift+F10");
    const duplicate = menu.getByRole("menuitem", { name: "Duplicate" });
    await expect(menu.getByRole("menuitem").first()).toBeFocused();
    for (let steps = 0; steps < 12 && !(await duplicate.evaluate((item) => item === document.activeElement)); steps++)
      await keys(candidate, "ArrowDown");
    await keys(candidate, "Enter");
    await candidate.canvas.shows(4);
    await keys(candidate, "Delete");
    await candidate.canvas.shows(2);
  });

  await test.step("a finger that rests", async () => {
    const hand = await Hand.on(candidate.page, candidate.canvas);
    await hand.fingers([[580, 330]]);
    await expect(menu).toBeVisible();
    await hand.liftFingers();
    await menu.getByRole("menuitem", { name: "Duplicate" }).click();
    await candidate.canvas.shows(3);
  });
});

test("a look is handed on, and the board can be looked at alone", async ({ interview, server }) => {
  const { candidate } = await interview();
  await shapes(candidate, [40, 60], [230, 300]);
  await click(candidate, 90, 90);
  await candidate.page.getByRole("button", { name: "Look", exact: true }).click();
  await candidate.page.getByRole("group", { name: "Fill" }).getByRole("button", { name: "Green" }).click();
  await keys(candidate, "Control+Alt+c");
  await click(candidate, 280, 330);
  await keys(candidate, "Control+Alt+v");
  const [one, other] = await recorded(server, candidate);
  expect(other!.style.fill).toEqual(one!.style.fill);
  expect(other!.style.fill).not.toBeNull();

  const tools = candidate.page.getByRole("toolbar", { name: "Tools" });
  await keys(candidate, "Escape", "Alt+z");
  await expect(tools).toBeHidden();
  await expect(candidate.code).toBeHidden();
  await expect(candidate.recording, "still said").toBeVisible();
  await expect(candidate.page.getByRole("button", { name: /Show everything again/ })).toBeVisible();
  await keys(candidate, "Escape");
  await expect(tools).toBeVisible();

  // Elsewhere on it, so that the click is no second one.
  await click(candidate, 255, 330);
  await expect.poll(() => candidate.canvas.hasOver(226, 296), "it is selected").toBe(true);
  await keys(candidate, "Shift+2");
  await expect(candidate.page.getByTitle("100 %")).toHaveText("100 %");
  await expect.poll(() => candidate.canvas.hasOver(280, 330), "it came to the middle").toBe(false);
});

test("things are put into a row, packed and made equally wide, each by its name and by its button", async ({ page, server }) => {
  const room = await aRoom(page, server);
  await shapes(room, [40, 100], [200, 130], [40, 300]);
  await keys(room, "Control+a");
  const look = await lookPanel(room);
  const palette = page.getByRole("dialog", { name: "Find anything" });
  const places = async () => (await recorded(server, room)).map(({ x, y, width }) => [x - 300, y, width]);
  const before = await places();
  /** Gaps between those that stand beside or above each other, and whether any lie on each other. */
  const packed = (now: number[][]) => {
    const xs = [...new Set(now.map(([x]) => x!))].sort((one, other) => one - other);
    const ys = [...new Set(now.map(([, y]) => y!))].sort((one, other) => one - other);
    expect([xs.length, ys.length], "two rows in two columns").toEqual([2, 2]);
    expect(new Set(now.map(([x, y]) => `${x} ${y}`)).size, "nothing lies on anything").toBe(3);
    const [across, down] = [xs[1]! - xs[0]! - WIDTH, ys[1]! - ys[0]! - HEIGHT];
    expect(across, "as close across as down").toBe(down);
    expect(across, "closer than before, and apart").toBeGreaterThan(0);
    expect(across).toBeLessThan(60);
  };
  const ways: [string, string, (now: number[][]) => void][] = [
    ["Put into a row", "into a row", (now) => expect(now, "in the order of their middles").toEqual([[40, 100, WIDTH], [288, 130, WIDTH], [164, 300, WIDTH]])],
    ["Pack closely", "pack", packed],
    ["Make equally wide", "equally wide", (now) => expect(now).toEqual([[40, 100, 260], [40, 130, 260], [40, 300, 260]])],
  ];
  for (const [name, letters, check] of ways) {
    await test.step(name, async () => {
      await look.getByRole("button", { name, exact: true }).click();
      check(await places());
      await keys(room, "Control+z");
      expect(await places(), "one step").toEqual(before);
      await keys(room, "Control+/");
      await palette.getByRole("combobox").fill(letters);
      await expect(palette.getByRole("option").first()).toContainText(name);
      await keys(room, "Enter");
      check(await places());
      await keys(room, "Control+z");
      expect(await places(), "one step").toEqual(before);
    });
  }
});
