// Keys that mean what another key or a button means as well, and items of the menu that repeat a key: each with what it does.

import { drawn } from "./pages/drawn.ts";
import { aRoom, chooseAt, click, keys, lookPanel, takeFromPanel } from "./pages/gestures.ts";
import { drawnBox } from "./pages/picture.ts";
import { recorded, standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
const [WIDTH, HEIGHT] = [100, 60];
/** Keys that grow, with the way back, the name of what grows, and where it stands from what it grew from: 128 units are between
 * them across, 96 down. */
const WAYS = [
  ["Left", "Right", "west", -(WIDTH + 128), 0],
  ["Up", "Down", "north", 0, -(HEIGHT + 96)],
  ["Down", "Up", "south", 0, HEIGHT + 96],
  ["Right", "Left", "east", WIDTH + 128, 0],
] as const;

const said = (room: RoomPage) => room.page.locator(".announcer");

test("Ctrl and an arrow grows to each side, Alt and the opposite one walks back", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 180, 300, WIDTH, HEIGHT);
  await keys(room, "Enter");
  await room.page.keyboard.type("Hub");
  await keys(room, "Escape");
  for (const [index, [forth, back, name, across, down]] of WAYS.entries()) {
    await keys(room, `Control+Arrow${forth}`);
    await room.page.keyboard.type(name);
    await keys(room, "Escape");
    await room.canvas.shows(3 + 2 * index);
    // What one selects within the same third of a second would not be told by itself.
    await expect(said(room)).toContainText("connected Hub → ");
    const made = await standing(room);
    const [hub, node] = [made[0]!, made.find(({ text }) => text === name)!];
    const { x, y } = hub.props["Origin"];
    expect(node.what, forth).toBe("Rectangle");
    expect(node.props["Origin"], forth).toEqual({ x: x + across * EIGHTHS, y: y + down * EIGHTHS });
    const connector = made.filter(({ kind }) => kind === "Connector").at(-1)!.what as { start: any; end: any };
    expect([connector.start.bound.element, connector.end.bound.element], forth).toEqual([hub.id, node.id]);

    await keys(room, `Alt+Arrow${back}`);
    await expect(said(room), `back by ${back}`).toContainText(`Selected: Hub → ${name}, Connector`);
    await keys(room, `Alt+Arrow${back}`);
    await expect(said(room), `back by ${back}`).toContainText("Selected: Hub, Rectangle");
  }
});

test("N is a candidate's note, Ctrl+Backspace deletes what the other side drew, Ctrl+Y does it again", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.canvas.surface.focus();
  await keys(candidate, "n");
  await click(candidate, 200, 200);
  await candidate.page.keyboard.type("reads first");
  await keys(candidate, "Escape", "Escape");
  await host.canvas.shows(1);
  const [note] = await recorded(host);
  expect([note?.kind, note?.what, note?.text]).toEqual(["Shape", "Sticky", "reads first"]);

  await click(host, 200, 150);
  await keys(host, "Backspace");
  await expect(host.page.getByRole("button", { name: "Change it without the key" })).toBeVisible();
  await host.canvas.shows(1);
  await keys(host, "Control+Backspace");
  for (const { canvas } of [host, candidate]) await canvas.shows(0);
  await keys(host, "Control+z");
  for (const { canvas } of [host, candidate]) await canvas.shows(1);
  await keys(host, "Control+y");
  for (const { canvas } of [host, candidate]) await canvas.shows(0);
  expect((await recorded(host)).map(({ deleted }) => deleted)).toEqual([true]);
});

/** Three boxes, each over a part of the one before; nothing is selected. */
async function piled(room: RoomPage): Promise<void> {
  for (const step of [0, 1, 2]) await room.drawShape("Rectangle", 60 + 30 * step, 100 + 20 * step, WIDTH, HEIGHT);
  await room.canvas.shows(3);
  await keys(room, "Escape");
}

/** The elements from the lowest to the highest, each by when it was made. */
async function pile(server: Server, room: RoomPage): Promise<string> {
  await room.isSaved();
  const now = await drawn(server, room.id);
  const numbers = now.map((_, index) => index);
  return numbers.sort((one, other) => (now[one]!.order < now[other]!.order ? -1 : 1)).join("");
}

test("the other keys for order, for what is selected and for the menu", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await piled(room);
  await click(room, 60, 130);
  const orders = [["Alt+]", "102"], ["Control+Shift+]", "120"], ["Alt+[", "102"], ["Control+Shift+[", "012"]] as const;
  for (const [key, order] of orders) {
    await keys(room, key);
    expect(await pile(server, room), key).toBe(order);
  }

  await test.step("the menu key opens the menu of what is selected, and of the ground", async () => {
    const menu = (name: string) => room.page.getByRole("menu", { name });
    await keys(room, "ContextMenu");
    await expect(menu("Selection").getByRole("menuitem").first()).toBeFocused();
    const [box, middle] = [(await menu("Selection").boundingBox())!, await room.canvas.place(60 + WIDTH / 2, 100 + HEIGHT / 2)];
    expect(Math.abs(box.x - middle.x), "from the middle of what is selected on").toBeLessThan(4);
    expect(box.y <= middle.y + 4 && box.y + box.height >= middle.y, "as far down as there is room").toBe(true);
    await keys(room, "End", "Enter");
    await room.canvas.shows(2);
    await keys(room, "Control+z", "Escape");
    await room.canvas.shows(3);
    await keys(room, "ContextMenu");
    await expect(menu("Board")).toBeVisible();
    await keys(room, "Escape");
    await expect(menu("Board")).toHaveCount(0);
  });

  await test.step("Shift+3 brings what is selected into view, as Shift+2 does", async () => {
    const shown: object[] = [];
    for (const key of ["Shift+2", "Shift+3"]) {
      await keys(room, "Control+a", "PageDown", "PageDown", "Control+-");
      await expect.poll(() => drawnBox(room), "nothing is in view").toBeNull();
      await keys(room, key);
      await expect.poll(() => drawnBox(room), key).not.toBeNull();
      await expect(room.page.locator(".zoom-percent")).toHaveText("100 %");
      shown.push((await drawnBox(room))!);
    }
    expect(shown[1]).toEqual(shown[0]);
  });
});

test("the menu copies and pastes a look, orders, mirrors, deletes, and copies as an SVG", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const { page } = room;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const now = async () => {
    await room.isSaved();
    return drawn(server, room.id);
  };
  await piled(room);
  await click(room, 60, 130);
  const look = await lookPanel(room);
  await look.getByRole("group", { name: "Fill" }).getByRole("button", { name: "Green" }).click();
  await look.getByRole("group", { name: "Line", exact: true }).getByRole("button", { name: "Thick", exact: true }).click();

  await test.step("a look", async () => {
    const at = await room.canvas.place(60, 130);
    await page.mouse.click(at.x, at.y, { button: "right" });
    await expect(page.getByRole("menuitem", { name: /^Copy look/ })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: /^Paste look/ }), "there is none yet").toHaveCount(0);
    await keys(room, "Escape");
    await chooseAt(room, 60, 130, "Copy look");
    await chooseAt(room, 220, 180, "Paste look");
    const [first, second, third] = await now();
    expect([first!.style.width, third!.style.width, second!.style.width]).toEqual([32, 32, undefined]);
    expect(third!.style.fill).toEqual(first!.style.fill);
    expect(second!.style.fill, "nothing of it for others").toBeNull();
  });
  await test.step("order", async () => {
    await keys(room, "Escape");
    await click(room, 60, 130);
    await chooseAt(room, 60, 130, "Forward");
    expect(await pile(server, room)).toBe("102");
    await chooseAt(room, 60, 130, "Backward");
    expect(await pile(server, room)).toBe("012");
  });
  await test.step("both ways to mirror", async () => {
    await keys(room, "Escape");
    await takeFromPanel(room, "Parallelogram");
    await room.drag([240, 300], [300, 330], [400, 400]);
    await room.canvas.shows(4);
    // Its left upper corner is cut away, and its right upper one is not.
    const corners = async () => [await room.canvas.isDrawn(236, 296), await room.canvas.isDrawn(396, 296)];
    await expect.poll(corners).toEqual([false, true]);
    for (const [name, flip, expected] of [
      ["Flip left and right", { horizontal: true, vertical: false }, [true, false]],
      ["Flip top and bottom", { horizontal: true, vertical: true }, [false, true]],
    ] as const) {
      await chooseAt(room, 320, 350, name);
      await expect.poll(corners, name).toEqual(expected);
      expect((await now())[3]!.flip, name).toEqual(flip);
    }
  });
  await test.step("as an SVG", async () => {
    const copied = async () => {
      const svg = await page.evaluate(() => navigator.clipboard.readText().catch(() => ""));
      return /^<svg [\s\S]*<\/svg>/.test(svg) ? (svg.match(/<g[ >]/g) ?? []).length : svg;
    };
    await page.evaluate(() => navigator.clipboard.writeText("before"));
    await chooseAt(room, 320, 350, "Copy as SVG");
    await expect.poll(copied, "what is selected").toBe(1);
    await keys(room, "Escape");
    await chooseAt(room, 20, 500, "Copy as SVG");
    await expect.poll(copied, "the whole board").toBe(4);
  });
  await test.step("and it deletes", async () => {
    await chooseAt(room, 320, 400, "Delete");
    await room.canvas.shows(3);
    expect((await now()).map(({ style }) => style.width), "the others stay").toEqual([32, undefined, 32]);
  });
});
