// The width of lines, the opacity and lines for an inside, by the controls of the panel for the look.

import type { CanvasPart } from "./pages/canvas.ts";
import { aRoom, keys, lookPanel } from "./pages/gestures.ts";
import { colourAt, pixelsIn, stripes } from "./pages/painted.ts";
import { drawnBox } from "./pages/picture.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const BOX = { x: 120, y: 160, width: 200, height: 120 };
/** Across its left side, where no dot of the grid is. */
const ACROSS = { x: BOX.x - 10, y: BOX.y + 67, width: 20, height: 1 };

/** How broad the line is at the left side, in pixels: one that is half as strong counts half. The colours of people lack one of
 * red, green and blue. */
async function breadth(canvas: CanvasPart): Promise<number> {
  const least = (await pixelsIn(canvas, ACROSS)).map((pixel) => Math.min(...pixel));
  const paper = least[0]!;
  return least.reduce((sum, channel) => sum + (paper - channel) / paper, 0);
}

async function aBox(room: RoomPage): Promise<void> {
  await room.drawShape("Rectangle", BOX.x, BOX.y, BOX.width, BOX.height);
  await room.canvas.shows(1);
}

test("lines are thin, medium, thick and very thick, for everybody", async ({ interview }) => {
  const { host, candidate } = await interview();
  await aBox(candidate);
  await host.canvas.shows(1);
  const look = await lookPanel(candidate);
  const lines = look.getByRole("group", { name: "Line", exact: true });
  for (const [name, eighths] of [["Very thick", 64], ["Thick", 32], ["Thin", 8], ["Medium", 16]] as const) {
    await lines.getByRole("button", { name, exact: true }).click();
    await expect(lines.getByRole("button", { name, exact: true })).toHaveAttribute("aria-pressed", "true");
    for (const { canvas } of [candidate, host]) {
      await expect.poll(async () => Math.abs((await breadth(canvas)) - eighths / 8), `${name}, in pixels`).toBeLessThan(0.4);
    }
    await candidate.isSaved();
    expect((await recorded(host))[0]?.props["Width"]).toBe(eighths);
  }
  await test.step("what is drawn next has it too", async () => {
    await lines.getByRole("button", { name: "Thick", exact: true }).click();
    await candidate.drawShape("Ellipse", 120, 400);
    await host.canvas.shows(2);
    await candidate.isSaved();
    expect((await recorded(host))[1]?.props["Width"]).toBe(32);
  });
});

test("the slider of opacity lets what lies below shine through, in one step", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await aBox(room);
  const look = await lookPanel(room);
  await look.getByRole("group", { name: "Fill" }).getByRole("button", { name: "Ink", exact: true }).click();
  const slider = look.getByRole("slider", { name: "Opacity" });
  await expect(slider).toHaveAttribute("aria-valuetext", "100 %");
  const side = async () => (await colourAt(room.canvas, BOX.x + 60, BOX.y))[0];
  await expect.poll(side).toBeLessThan(90);
  const [lineBefore, insideBefore] = [await side(), await colourAt(room.canvas, BOX.x + 107, BOX.y + 67)];
  const track = (await slider.boundingBox())!;
  await room.page.mouse.move(track.x + track.width - 6, track.y + track.height / 2);
  await room.page.mouse.down();
  await room.page.mouse.move(track.x + track.width / 2, track.y + track.height / 2, { steps: 4 });
  await room.page.mouse.move(track.x + 2, track.y + track.height / 2, { steps: 4 });
  await room.page.mouse.up();
  await expect(slider).toHaveAttribute("aria-valuetext", "10 %");
  await expect.poll(side, "a faint line").toBeGreaterThan(190);
  const inside = await colourAt(room.canvas, BOX.x + 107, BOX.y + 67);
  expect(inside[0], "and a faint inside").toBeGreaterThan(insideBefore[0]);
  expect((await recorded(room))[0]?.props["Opacity"]).toBe(10);
  await room.canvas.surface.focus();
  await keys(room, "Control+z");
  await expect.poll(side).toBe(lineBefore);
  await room.isSaved();
  expect((await recorded(room))[0]?.props["Opacity"]).toBe(100);
});

test("an inside of lines is painted in stripes, for everybody and in the review", async ({ interview }) => {
  const { host, candidate, staff } = await interview();
  await aBox(candidate);
  await host.canvas.shows(1);
  const look = await lookPanel(candidate);
  await look.getByRole("group", { name: "Fill" }).getByRole("button", { name: "Blue", exact: true }).click();
  const inside = look.getByRole("group", { name: "Inside" });
  // Where no dots of the grid are.
  const across = (canvas: CanvasPart) => stripes(canvas, BOX.x, BOX.x + BOX.width, BOX.y + 67);
  const colours = async (canvas: CanvasPart) => {
    const pixels = await pixelsIn(canvas, { x: BOX.x + 6, y: BOX.y + 67, width: BOX.width - 12, height: 1 });
    return new Set(pixels.map((pixel) => pixel.join())).size;
  };
  for (const { canvas } of [candidate, host]) await expect.poll(() => colours(canvas), "full of one colour").toBe(1);
  await inside.getByRole("button", { name: "Lines", exact: true }).click();
  await expect(inside.getByRole("button", { name: "Lines", exact: true })).toHaveAttribute("aria-pressed", "true");
  // Their distance across is eight units and a half or so of the slope.
  for (const { canvas } of [candidate, host]) await expect.poll(() => across(canvas), "paint and paper by turns").toBeGreaterThan(12);
  const lines = await across(candidate.canvas);
  expect(await across(host.canvas)).toBe(lines);
  await candidate.isSaved();
  expect((await recorded(host))[0]?.props["Hatch"]).toBe("Lines");

  await host.end();
  const review = await staff.review(host.id);
  await review.key("End");
  await review.canvas.shows(1);
  const replayed = async () => {
    const box = await drawnBox(review);
    const corner = await review.canvas.place(0, 0);
    if (box === null) return 0;
    return stripes(review.canvas, box.left - corner.x, box.right - corner.x, (box.top + box.bottom) / 2 - corner.y);
  };
  await expect.poll(replayed, "as many").toBe(lines);
});
