// Each tool by a real pointer: what it makes, how it is taken hold of afterwards, and that the review shows the same.

import type { CanvasPart } from "./pages/canvas.ts";
import { inkIn, type Part, pixelsIn, stripes } from "./pages/painted.ts";
import { type Box, drawnBox } from "./pages/picture.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { opsOf } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;

async function click(room: RoomPage, x: number, y: number, times = 1): Promise<void> {
  const at = await room.canvas.place(x, y);
  await room.page.mouse.click(at.x, at.y, { clickCount: times });
}

/** The last values of what stands, oldest first. */
async function standing(room: RoomPage): ReturnType<typeof recorded> {
  return (await recorded(room)).filter((element) => !element.deleted);
}

test("shapes are drawn, boxed in, resized, turned, connected and erased, and the review shows the same", async ({ interview }) => {
  const { host, candidate, staff } = await interview();
  const { page } = candidate;
  const size = async (index: number) => (await standing(host))[index]?.props["Size"] as { width: number; height: number };
  await test.step("shapes", async () => {
    await candidate.drawShape("Rectangle", 40, 80);
    await candidate.drawShape("Diamond", 240, 80);
    await candidate.drawShape("Ellipse", 40, 240);
    await page.keyboard.down("Shift");
    await candidate.drawShape("Cylinder", 240, 240, 80, 60);
    await page.keyboard.up("Shift");
    await candidate.canvas.shows(4);
    expect((await standing(host)).map((element) => element.what)).toEqual(["Rectangle", "Diamond", "Ellipse", "Cylinder"]);
    const { width, height } = await size(3);
    expect(width, "with Shift as wide as high").toBe(height);
  });
  await test.step("a connector between two of them follows", async () => {
    await candidate.take("Connector");
    await candidate.drag([90, 110], [180, 110], [290, 110]);
    await page.keyboard.press("Escape");
    const line = (await standing(host))[4]!;
    const ends = line.what as { start: { bound: { element: string } }; end: { bound: { element: string } } };
    const [box, diamond] = await standing(host);
    expect([ends.start.bound.element, ends.end.bound.element]).toEqual([box?.id, diamond?.id]);
    await expect.poll(() => candidate.canvas.isDrawn(176, 106)).toBe(true);
    await page.keyboard.press("Escape");
    // By its outline: what is hollow is grabbed there.
    await candidate.drag([265, 95], [270, 130], [265, 395]);
    await expect.poll(() => candidate.canvas.isDrawn(176, 106)).toBe(false);
    await page.keyboard.press("Control+z");
    await expect.poll(() => candidate.canvas.isDrawn(176, 106)).toBe(true);
  });
  await test.step("a box selects what lies in it, and a handle resizes it", async () => {
    await page.keyboard.press("Escape");
    await candidate.drag([20, 220], [100, 300], [170, 330]);
    await candidate.drag([140, 300], [150, 310], [160, 340]);
    expect(await size(2)).toEqual({ width: 120 * EIGHTHS, height: 100 * EIGHTHS });
    await page.keyboard.press("Control+z");
    expect(await size(2)).toEqual({ width: 100 * EIGHTHS, height: 60 * EIGHTHS });
  });
  await test.step("the handle above turns it, which is painted", async () => {
    // From above its middle to the right of it: a quarter, and what was low is high.
    await candidate.drag([90, 214], [130, 230], [150, 270]);
    expect((await standing(host))[2]?.props["Angle"]).toBe(9_000);
    for (const { canvas } of [candidate, host]) {
      await expect.poll(() => canvas.isDrawn(86, 216), "its new top").toBe(true);
      await expect.poll(() => canvas.isDrawn(36, 266), "its old side").toBe(false);
    }
    await page.keyboard.press("Control+z");
    await expect.poll(() => host.canvas.isDrawn(36, 266)).toBe(true);
  });
  await test.step("words go into a shape by a double click", async () => {
    await page.keyboard.press("Escape");
    await click(candidate, 90, 110, 2);
    await page.keyboard.type("Gateway");
    await page.keyboard.press("Escape");
    await expect.poll(() => candidate.canvas.isDrawn(86, 106)).toBe(true);
  });
  await test.step("the eraser takes what it passes, in one step", async () => {
    await candidate.take("Eraser");
    await candidate.drag([30, 270], [90, 270], [330, 270]);
    await candidate.canvas.shows(3);
    await page.keyboard.press("Control+z");
    await candidate.canvas.shows(5);
  });
  await host.canvas.shows(5);
  await page.keyboard.press("Escape");
  const shape = (box: Box | null) => Math.round(((box?.right ?? 0) - (box?.left ?? 0)) / ((box?.bottom ?? 0) - (box?.top ?? 1)) * 50);
  const inRoom = shape(await drawnBox(candidate));
  await host.end();
  const review = await staff.review(host.id);
  await review.key("End");
  await review.canvas.shows(5);
  expect(shape(await drawnBox(review)), "as wide for its height as in the room").toBe(inRoom);
  await review.key("Home");
  await review.canvas.shows(0);
});

test("each nib of the pen leaves another stroke, and lines are dotted and dashed", async ({ interview, server }) => {
  const { host, candidate } = await interview();
  const { page } = candidate;
  const ROWS = [60, 180, 300];
  const around = (y: number) => ({ x: 50, y: y - 30, width: 220, height: 60 });
  await candidate.take("Pen");
  for (const [index, key] of ["", "Shift+P", "Shift+D"].entries()) {
    if (key !== "") await page.keyboard.press(key);
    const y = ROWS[index]!;
    await candidate.drag([60, y], [120, y + 20], [200, y - 10], [260, y]);
    await host.canvas.shows(index + 1);
  }
  await candidate.isSaved();
  const changes = opsOf(await server.entries(host.id), "Update").flatMap(({ body }) => body.flatMap((change: any) => change.props));
  expect(changes.flatMap((prop: any) => prop["Nib"] ?? [])).toEqual(["Constant", "Highlighter"]);
  for (const { canvas } of [candidate, host]) {
    // All stand alike among the dots of the grid.
    const strokes = await Promise.all(ROWS.map((y) => pixelsIn(canvas, around(y))));
    expect(new Set(strokes.map((pixels) => JSON.stringify(pixels))).size, "no two alike").toBe(3);
    const [, even, broad] = strokes.map((pixels) => pixels.filter((pixel) => pixel.join() !== pixels[0]!.join()).length);
    expect(broad!, "the highlighter is broad").toBeGreaterThan(even! * 2);
    expect((await inkIn(canvas, around(ROWS[1]!))).length, "the line is ink").toBeGreaterThan(300);
    expect(await lightest(canvas, around(ROWS[2]!)), "and the highlighter lets the board shine through").toBeGreaterThan(0.9);
  }

  await candidate.drawShape("Rectangle", 60, 400, 200, 60);
  await page.getByRole("button", { name: "Look", exact: true }).click();
  const look = page.getByRole("region", { name: "Look", exact: true });
  const gaps = async (of: RoomPage) => stripes(of.canvas, 60, 260, 400);
  await host.canvas.shows(4);
  for (const room of [candidate, host]) await expect.poll(() => gaps(room), "solid").toBe(0);
  const counts: number[] = [];
  for (const dash of ["Dotted", "Dashed"]) {
    await look.getByRole("button", { name: dash, exact: true }).click();
    for (const room of [candidate, host]) await expect.poll(() => gaps(room), dash).toBeGreaterThan(5);
    await candidate.isSaved();
    expect((await standing(host)).at(-1)?.props["Dash"]).toBe(dash);
    counts.push(await gaps(host));
  }
  expect(counts[0], "dots are closer").toBeGreaterThan(counts[1]!);
  await expect(look.getByText("Made by Ana Okafor")).toBeVisible();
});

/** Of all painted pixels the part that is no ink. */
async function lightest(canvas: CanvasPart, part: Part): Promise<number> {
  const pixels = await pixelsIn(canvas, part);
  const painted = pixels.filter((pixel) => pixel.join() !== pixels[0]!.join());
  return painted.filter((pixel) => Math.min(...pixel) >= 110).length / painted.length;
}
