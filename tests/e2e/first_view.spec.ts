// What is in view when a board opens, and what says where the rest is.

import { aRoom } from "./pages/gestures.ts";
import { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const percent = (room: RoomPage) => room.page.locator(".zoom-percent");
const wayBack = (room: RoomPage) => room.page.getByRole("button", { name: "The drawing is elsewhere: show all" });

/** Moves the board under the view. */
async function scroll(room: RoomPage, across: number, down: number): Promise<void> {
  const at = await room.canvas.place(200, 300);
  await room.page.mouse.move(at.x, at.y);
  await room.page.mouse.wheel(across, down);
}

test("a reload leaves the view where it was, and another tab of the room begins with all there is", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await scroll(room, 3_000, 2_000);
  await room.drawShape("Rectangle", 100, 120, 120, 80);
  await room.canvas.shows(1);
  await room.page.keyboard.press("Control+=");
  await expect(percent(room)).not.toHaveText("100 %");
  const seen = { percent: await percent(room).textContent(), print: await room.canvas.fingerprint() };
  await room.isSaved();
  await room.page.reload();
  await room.canvas.shows(1);
  await expect(percent(room)).toHaveText(seen.percent!);
  await room.page.keyboard.press("Escape");

  const other = new RoomPage(await room.page.context().newPage());
  await other.page.goto(room.page.url());
  await other.canvas.shows(1);
  await expect.poll(() => other.canvas.inked("baked"), "it is in view without being looked for").toBeGreaterThan(200);
  await expect(wayBack(other)).toHaveCount(0);
});

test("where nothing is in view a button leads back to the drawing", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await expect(wayBack(room), "an empty board is nowhere else").toHaveCount(0);
  await room.drawShape("Rectangle", 100, 120, 120, 80);
  await room.page.keyboard.press("Escape");
  await scroll(room, 5_000, 0);
  await expect(wayBack(room)).toBeVisible();
  expect(await room.canvas.isDrawn(96, 140)).toBe(false);
  await wayBack(room).click();
  await expect(wayBack(room)).toHaveCount(0);
  await expect.poll(() => room.canvas.inked("baked")).toBeGreaterThan(200);
});

test("a pointer that is out of sight is shown at the edge it is beyond, with its name", async ({ interview }) => {
  const { host, candidate } = await interview();
  await scroll(candidate, 4_000, 0);
  const at = await candidate.canvas.place(200, 300);
  await candidate.page.mouse.move(at.x + 5, at.y);
  const surface = (await host.canvas.surface.boundingBox())!;
  // The right edge, as high as the pointer is.
  const edge = surface.width - 330;
  await expect.poll(() => host.canvas.hasOver(edge, 292)).toBe(true);
  await scroll(candidate, -4_000, 0);
  await candidate.page.mouse.move(at.x, at.y);
  await expect.poll(() => host.canvas.hasOver(edge, 292)).toBe(false);
  await expect.poll(() => host.canvas.hasOver(200, 300), "where it is").toBe(true);
});
