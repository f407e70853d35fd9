// What the menu at a place of the board offers beyond arranging, links, and what keys draw by themselves.

import type { Page } from "@playwright/test";

import { recorded, type Recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

async function aRoom(page: Page, server: Server): Promise<RoomPage> {
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff.startRoom("Design a feed");
}

async function keys(room: RoomPage, ...strokes: string[]): Promise<void> {
  for (const stroke of strokes) await room.page.keyboard.press(stroke);
}

async function click(room: RoomPage, x: number, y: number, button: "left" | "right" = "left"): Promise<void> {
  const at = await room.canvas.place(x, y);
  await room.page.mouse.click(at.x, at.y, { button });
}

async function choose(room: RoomPage, name: string | RegExp): Promise<void> {
  await room.page.getByRole("menuitem", { name }).click();
  await expect(room.page.getByRole("menu")).toHaveCount(0);
}

const living = (elements: readonly Recorded[]): Recorded[] => elements.filter(({ deleted }) => !deleted);

test("a frame is put around what is selected, its things are selected and taken out", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 60, 120, 80, 60);
  await room.drawShape("Ellipse", 200, 120, 80, 60);
  await room.drawShape("Diamond", 60, 400, 80, 60);
  await keys(room, "Escape");
  await room.page.keyboard.down("Shift");
  await click(room, 100, 150);
  await click(room, 240, 150);
  await room.page.keyboard.up("Shift");
  await keys(room, "Shift+F10");
  await expect(room.page.getByRole("menuitem", { name: "Take out of the frame" }), "not where there is none").toHaveCount(0);
  await expect(room.page.getByRole("menuitem", { name: /link/ }), "several lead nowhere").toHaveCount(0);
  await choose(room, "Put a frame around");
  await room.canvas.shows(4);
  let [box, round, third, frame] = await recorded(room);
  expect(frame?.kind).toBe("Frame");
  expect([box, round, third].map((element) => element?.props["Frame"])).toEqual([frame!.id, frame!.id, undefined]);

  await keys(room, "Shift+F10");
  await choose(room, "Select all in it");
  await keys(room, "Shift+F10");
  await choose(room, "Take out of the frame");
  [box, round] = await recorded(room);
  expect([box?.props["Frame"], round?.props["Frame"]]).toEqual([null, null]);
  await keys(room, "Control+z", "Control+z");
  await room.canvas.shows(3);
});

test("a link is given, shown and followed by pointer and by keys", async ({ server, interview }) => {
  const { host, candidate } = await interview();
  const address = `${server.url}/join`;
  await candidate.drawShape("Rectangle", 100, 120, 140, 90);
  await keys(candidate, "Shift+F10");
  await expect(candidate.page.getByRole("menuitem", { name: "Open the link" })).toHaveCount(0);
  await choose(candidate, "Add a link…");
  const field = candidate.page.getByRole("textbox", { name: "Link" });
  await expect(field).toBeFocused();
  await candidate.page.keyboard.type(address);
  await keys(candidate, "Enter");
  await candidate.isSaved();
  expect((await recorded(host))[0]?.props["Link"]).toBe(address);
  await candidate.page.getByRole("button", { name: "Look", exact: true }).click();

  for (const room of [candidate, host]) {
    await room.canvas.shows(1);
    const at = await room.canvas.place(170, 121);
    const hint = room.page.getByRole("tooltip").filter({ hasText: address });
    await room.page.mouse.move(at.x + 300, at.y + 200);
    await expect(hint).toHaveCount(0);
    await room.page.mouse.move(at.x, at.y);
    await expect(hint).toBeVisible();
    await keys(room, "Escape");
    await expect(hint, "who goes on with keys has seen it").toHaveCount(0);
    await room.page.mouse.move(at.x + 1, at.y);
    await expect(hint).toBeVisible();
    await room.page.mouse.click(at.x, at.y);
    await expect(hint, "a press takes it away").toHaveCount(0);
    expect(room.page.context().pages(), "a plain click opens nothing").toHaveLength(1);
    const opened = room.page.waitForEvent("popup");
    await room.page.keyboard.down("Control");
    await room.page.mouse.click(at.x, at.y);
    await room.page.keyboard.up("Control");
    const popup = await opened;
    await expect(popup).toHaveURL(address);
    expect(await popup.evaluate(() => window.opener === null)).toBe(true);
    await popup.close();
  }

  await test.step("by keys", async () => {
    await candidate.canvas.surface.focus();
    await keys(candidate, "Control+a", "Shift+F10");
    const item = candidate.page.getByRole("menuitem", { name: "Open the link" });
    for (let steps = 0; steps < 20 && !(await item.evaluate((item) => item === document.activeElement)); steps++)
      await keys(candidate, "ArrowDown");
    const opened = candidate.page.waitForEvent("popup");
    await keys(candidate, "Enter");
    await (await opened).close();
  });
  // What is dragged with Ctrl held goes nowhere else.
  const at = await candidate.canvas.place(170, 121);
  await candidate.page.keyboard.down("Control");
  await candidate.page.mouse.move(at.x, at.y);
  await candidate.page.mouse.down();
  await candidate.page.mouse.move(at.x + 30, at.y + 30, { steps: 3 });
  await candidate.page.mouse.up();
  await candidate.page.keyboard.up("Control");
  expect(candidate.page.context().pages()).toHaveLength(1);
});

test("lines and free connectors are drawn by keys, and belong to the frame they end in", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.canvas.surface.focus();
  await keys(room, "f", "Enter", "Escape", "Escape", "Escape");
  await room.canvas.shows(1);
  const frame = (await recorded(room))[0];

  await test.step("a line of three points", async () => {
    await keys(room, "l", "Enter", "ArrowRight", "ArrowRight", "Enter", "Shift+ArrowDown", "Enter", "Escape");
    await room.canvas.shows(2);
    const line = (await recorded(room))[1];
    expect(line?.kind).toBe("Connector");
    const made = line?.what as { start: any; end: any; via: any[] };
    expect(made.via).toHaveLength(1);
    expect([made.via[0].x - made.start.at.x, made.end.at.y - made.via[0].y]).toEqual([40 * 8, 100 * 8]);
    expect(line?.props["Frame"], "it lies in the frame").toBe(frame?.id);
  });

  await test.step("a connector from nowhere to nowhere, with its words", async () => {
    await keys(room, "Escape", "a", "Enter", "Shift+ArrowLeft", "ArrowUp", "Alt+ArrowUp", "Enter");
    await room.page.keyboard.type("retries");
    await keys(room, "Escape");
    await room.canvas.shows(3);
    const connector = (await recorded(room))[2];
    const { start, end } = connector?.what as { start: any; end: any };
    expect([start.bound, end.bound]).toEqual([null, null]);
    expect([end.at.x - start.at.x, end.at.y - start.at.y]).toEqual([-100 * 8, -21 * 8]);
  });

  await test.step("what is given up leaves nothing", async () => {
    await keys(room, "Escape", "Escape", "a", "Enter", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Escape", "Escape");
    await keys(room, "l", "Enter", "Enter", "Escape");
    expect(living(await recorded(room))).toHaveLength(3);
  });
});

test("a shape grows with its letters, and everybody has a key for sticky notes", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 60, 120, 120, 50);
  await keys(room, "Enter");
  await room.page.keyboard.type("requests a second");
  await keys(room, "Escape");
  const height = async () => ((await recorded(room))[0]?.props["Size"] as { height: number }).height;
  const before = await height();
  await room.page.getByRole("button", { name: "Look", exact: true }).click();
  const letters = room.page.getByRole("group", { name: "Letters" });
  await letters.getByRole("button", { name: "Very large" }).click();
  expect(await height()).toBeGreaterThan(before);
  await keys(room, "Control+z");
  expect(await height(), "one step").toBe(before);

  await room.page.getByRole("button", { name: "Look", exact: true }).click();
  await room.canvas.surface.focus();
  await keys(room, "Escape", "s", "Enter");
  await room.page.keyboard.type("note");
  await keys(room, "Escape");
  const note = (await recorded(room))[1];
  expect(note?.what).toBe("Sticky");
});

test("the menu of the ground has the grid, the snapping, the board alone and everything", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 40, 100);
  await room.drawShape("Rectangle", 240, 300);
  await room.canvas.shows(2);
  await keys(room, "Escape");
  const ground = async () => {
    await click(room, 300, 200, "right");
    await expect(room.page.getByRole("menu", { name: "Board" })).toBeVisible();
    // It hears keys once it has the focus.
    await expect(room.page.locator(".menu-at :focus")).toHaveCount(1);
  };
  const isChecked = async (name: string, checked: boolean) => {
    await ground();
    await expect(room.page.getByRole("menuitemcheckbox", { name })).toBeChecked({ checked });
    await keys(room, "Escape");
    await expect(room.page.getByRole("menu")).toHaveCount(0);
  };
  const press = async (name: string) => {
    await ground();
    await room.page.getByRole("menuitemcheckbox", { name }).click();
    await expect(room.page.getByRole("menu")).toHaveCount(0);
  };

  await test.step("grid", async () => {
    const dots = await room.canvas.inked("baked");
    await isChecked("Grid", false);
    await press("Grid");
    await expect.poll(() => room.canvas.inked("baked"), "lines instead of dots").toBeGreaterThan(dots * 2);
    await isChecked("Grid", true);
    await press("Grid");
    await expect.poll(() => room.canvas.inked("baked")).toBe(dots);
  });
  await test.step("snapping", async () => {
    await isChecked("Snap to each other", true);
    await press("Snap to each other");
    await isChecked("Snap to each other", false);
    // To three units beside the other box's side.
    await room.drag([265, 300], [150, 310], [68, 320]);
    const x = async () => ((await recorded(room))[1]?.props["Origin"] as { x: number }).x / 8;
    expect(await x(), "free").toBe(343);
    await keys(room, "Control+z");
    await press("Snap to each other");
    await keys(room, "Escape");
    await room.drag([265, 300], [150, 310], [68, 320]);
    expect(await x(), "in line").toBe(340);
    await keys(room, "Escape");
  });
  await test.step("the board alone", async () => {
    const tools = room.page.getByRole("toolbar", { name: "Tools" });
    await press("Only the board");
    await expect(tools).toBeHidden();
    await expect(room.code).toBeHidden();
    await keys(room, "Escape");
    await expect(tools).toBeVisible();
  });
  await test.step("everything", async () => {
    await ground();
    await choose(room, "Select everything");
    await keys(room, "Delete");
    await room.canvas.shows(0);
    expect(living(await recorded(room))).toHaveLength(0);
  });
});
