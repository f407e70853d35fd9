// What one reaches for now and then: the magnifying glass, the bucket, the handles beside a note, the points of a line by keys,
// a link to one thing on the board.

import type { Page } from "@playwright/test";

import { chooseAt, click, keys } from "./pages/gestures.ts";
import { colourAt, pixelsOf } from "./pages/painted.ts";
import { recorded, standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

const EIGHTHS = 8;

async function aRoom(page: Page, server: Server): Promise<RoomPage> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff.startRoom("Design a feed");
}

/** A line from click to click, read out and no longer selected. */
async function aLine(room: RoomPage, ...places: [number, number][]): Promise<void> {
  await keys(room, "l");
  for (const [x, y] of places) await click(room, x, y);
  await keys(room, "Enter");
  await room.canvas.shows(1);
  // What is done in the same third of a second is told together, in fewer words.
  await expect(room.page.locator(".announcer")).toContainText("You added Line");
  await keys(room, "Escape");
}

test("the magnifying glass comes nearer at a click, goes away with Alt, and shows a box; nothing is recorded", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 100, 120, 80, 60);
  await room.canvas.shows(1);
  const percent = room.page.locator(".zoom-percent");
  await room.page.keyboard.press("z");
  await click(room, 100, 150);
  await expect(percent).toHaveText("200 %");
  // The left side of the rectangle is held where it was.
  await expect.poll(() => room.canvas.isDrawn(96, 146)).toBe(true);
  await room.page.keyboard.down("Alt");
  await click(room, 100, 150);
  await room.page.keyboard.up("Alt");
  await expect(percent).toHaveText("100 %");
  await room.press([80, 100], [140, 160], [200, 200]);
  await expect.poll(() => room.canvas.hasOver(80, 150), "the box").toBe(true);
  await room.page.mouse.up();
  await expect.poll(async () => Number.parseInt((await percent.textContent()) ?? "", 10)).toBeGreaterThan(400);
  await room.page.keyboard.press("Escape");
  expect(await recorded(room), "only the view changed").toHaveLength(1);
  expect((await recorded(room))[0]?.props["Size"]).toEqual({ width: 80 * EIGHTHS, height: 60 * EIGHTHS });
});

test("the bucket fills the smallest shape around a place and empties it with Alt, for everybody and in the review", async ({ interview }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 60, 100, 240, 200);
  await candidate.drawShape("Ellipse", 120, 150, 100, 80);
  await host.canvas.shows(2);
  const paper = await colourAt(host.canvas, 170, 190);
  await candidate.page.keyboard.press("b");
  await click(candidate, 170, 190);
  await expect.poll(() => colourAt(host.canvas, 170, 190), "the ellipse").not.toEqual(paper);
  expect(await colourAt(host.canvas, 80, 120), "not what is around it").toEqual(paper);
  const filled = await standing(host);
  expect(filled.map(({ props }) => props["Fill"] ?? null)).toEqual([null, { Token: 3 }]);

  await candidate.page.keyboard.down("Alt");
  await click(candidate, 170, 190);
  await candidate.page.keyboard.up("Alt");
  await expect.poll(() => colourAt(host.canvas, 170, 190)).toEqual(paper);
  await candidate.page.keyboard.press("Control+z");
  await expect.poll(() => colourAt(host.canvas, 170, 190), "taken back").not.toEqual(paper);
  await candidate.isSaved();
  const fill = await colourAt(host.canvas, 170, 190);
  await host.end();
  const review = await staff.review(host.id);
  await review.key("End");
  await review.canvas.shows(2);
  await expect.poll(() => pixelsOf(review.canvas, fill), "an ellipse full of that colour").toBeGreaterThan(3_000);
  await review.key("Home");
  await expect.poll(() => pixelsOf(review.canvas, fill)).toBe(0);
});

test("beside a note a click puts down the next, and what is typed goes into it", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.page.keyboard.press("s");
  await click(room, 200, 200);
  await room.page.keyboard.type("first");
  await room.page.keyboard.press("Escape");
  await room.canvas.shows(1);
  const [note] = await standing(room);
  const origin = note?.props["Origin"] as { x: number; y: number };
  const size = note?.props["Size"] as { width: number; height: number };
  // Where the note is on the surface: its press was at its middle.
  const right = 200 + size.width / EIGHTHS / 2 + 24;
  await expect.poll(() => room.canvas.hasOver(right, 200), "the handle").toBe(true);
  await click(room, right, 200);
  await room.canvas.shows(2);
  await room.page.keyboard.type("second");
  await room.page.keyboard.press("Escape");
  const notes = await standing(room);
  expect(notes.map(({ text }) => text)).toEqual(["first", "second"]);
  expect(notes[1]?.props["Origin"]).toEqual({ x: origin.x + size.width + 24 * EIGHTHS, y: origin.y });
});

test("the points of a line are moved by keys, and each step is read out", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const { page } = room;
  const said = page.locator(".announcer");
  await aLine(room, [80, 200], [280, 200]);
  await click(room, 130, 200);
  await expect(said).toContainText("Selected: Line");
  const via = async () => (await standing(room))[0]?.props["Via"] as { x: number; y: number }[] | undefined;

  await page.keyboard.press("Control+Enter");
  await expect(said).toContainText("Tab goes to the next");
  await page.keyboard.press("Tab");
  await expect(said).toContainText("Between two points");
  await page.keyboard.press("ArrowDown");
  await expect(said).toContainText("Point 1 of 1");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(async () => (await via())?.length).toBe(1);
  await expect.poll(() => room.canvas.isDrawn(176, 316), "the line goes there").toBe(true);

  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(said).toContainText("End, at");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(said).toContainText("Point 1 of 1");
  await page.keyboard.press("Delete");
  await expect(said).toContainText("taken out");
  await expect.poll(via).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(said).toContainText("Done with the points");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await via())?.length, "each is a step of undo").toBe(1);
});

test("the menu of a line begins to move its points by keys, Escape ends it, and undo brings the point back", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const said = room.page.locator(".announcer");
  await aLine(room, [80, 200], [280, 200], [280, 400]);
  const line = async () => {
    const { Start, End, Via } = (await standing(room))[0]!.props;
    return { Start, End, Via };
  };
  const before = await line();
  expect(before.Via).toHaveLength(1);
  await click(room, 130, 200);
  await chooseAt(room, 130, 200, "Move its points by keys");
  await expect(said).toContainText("Tab goes to the next");
  // From the start by way of a place between to the point.
  await keys(room, "Tab", "Tab");
  await expect(said).toContainText("Point 1 of 1");
  await keys(room, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp");
  const moved = { ...before, Via: [{ x: before.Via[0].x + 60 * EIGHTHS, y: before.Via[0].y - 20 * EIGHTHS }] };
  await expect.poll(line, "the point alone").toEqual(moved);
  // Half way down from the point to the end, and where the corner was.
  const goes = async () => [await room.canvas.isDrawn(306, 286), await room.canvas.isDrawn(276, 296)];
  await expect.poll(goes).toEqual([true, false]);

  await keys(room, "Escape");
  await expect(said).toContainText("Done with the points");
  await keys(room, "ArrowDown");
  const shifted = ({ x, y }: { x: number; y: number }) => ({ x, y: y + EIGHTHS });
  await expect.poll(line, "now all of it moves").toMatchObject({ Via: moved.Via.map(shifted), Start: { at: shifted(before.Start.at) } });
  await keys(room, "Control+z", "Control+z", "Control+z", "Control+z", "Control+z");
  await expect.poll(line).toEqual(before);
  await expect.poll(goes).toEqual([false, true]);
});

test("a link to one thing leads whoever has a seat to it, and within the room moves only the view", async ({ interview, server }) => {
  const { host, candidate } = await interview();
  await host.page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  await host.drawShape("Rectangle", 60, 100);
  await host.drawShape("Ellipse", 200, 300);
  await host.canvas.shows(2);
  await host.page.keyboard.press("Shift+F10");
  await host.page.getByRole("menuitem", { name: "Copy a link to it" }).click();
  await expect(host.page.locator(".room-notice")).toContainText("The link is copied");
  const link = await host.page.evaluate(() => navigator.clipboard.readText());
  expect(link, "names no seat").not.toContain("seat");

  await test.step("whoever has a seat comes to it", async () => {
    await candidate.page.goto(link);
    await candidate.isOpen();
    expect(candidate.page.url()).toContain("seat=");
    await expect(candidate.page.getByRole("region", { name: "Look", exact: true }).or(candidate.page.locator(".inspector-fold"))).toBeVisible();
    await expect.poll(() => candidate.canvas.hasOver(196, 296), "it is selected").toBe(true);
  });
  await test.step("a stranger is told what is missing", async () => {
    const stranger = await candidate.page.context().browser()!.newContext();
    const page = await stranger.newPage();
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "You have no seat in this room yet" })).toBeVisible();
    await stranger.close();
  });
  await test.step("a click on it within the room opens no page", async () => {
    await host.page.keyboard.press("Escape");
    await click(host, 60, 130);
    const look = host.page.getByRole("region", { name: "Look", exact: true });
    if ((await look.count()) === 0) await host.page.getByRole("button", { name: "Look", exact: true }).click();
    await look.getByLabel("Link").fill(link);
    await look.getByLabel("Link").press("Enter");
    await host.isSaved();
    await host.canvas.surface.focus();
    await host.page.keyboard.press("Escape");
    const at = await host.canvas.place(60, 130);
    await host.page.mouse.move(at.x, at.y);
    await host.page.mouse.wheel(0, 40);
    await host.page.mouse.wheel(0, -40);
    await host.page.keyboard.down("Control");
    await host.page.mouse.click(at.x, at.y);
    await host.page.keyboard.up("Control");
    await expect.poll(() => host.canvas.hasOver(196, 296), "the ellipse is selected").toBe(true);
    expect(host.page.context().pages()).toHaveLength(1);
  });
});
