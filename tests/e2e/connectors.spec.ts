// Connectors that go round what stands in their way, lines from click to click, points pinned by hand.

import type { CanvasPart } from "./pages/canvas.ts";
import { click, doubleClick, lookPanel } from "./pages/gestures.ts";
import { inkIn, stripes } from "./pages/painted.ts";
import { recorded } from "./pages/recorded.ts";
import { opsOf } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

/** Two boxes far apart on one line, and where the line between them runs; away from the edge, at which a drag moves the view. */
const LEFT = [0, 200] as const;
const RIGHT = [340, 200] as const;
const ALONG_Y = 230;
/** Where the box that comes in between stands, and a place within its breadth. */
const BETWEEN_X = 190;
const WITHIN_X = 225;

/** Whether there is a line somewhere on an upright stretch of the board, away from the marks of a selection. */
async function hasLine(canvas: CanvasPart, x: number, from: number, to: number): Promise<boolean> {
  for (let y = from; y < to; y += 8) if (await canvas.isDrawn(x, y)) return true;
  return false;
}

test("a connector of right angles goes round what is put in its way, for everybody and in the review", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", ...LEFT);
  await candidate.drawShape("Rectangle", ...RIGHT);
  await candidate.take("Connector");
  // The same key again: curved, then right angles.
  await candidate.page.keyboard.press("a");
  await candidate.page.keyboard.press("a");
  await candidate.drag([50, ALONG_Y], [200, ALONG_Y], [390, ALONG_Y]);
  await candidate.canvas.shows(3);
  await candidate.page.keyboard.press("Escape");
  await expect.poll(() => candidate.canvas.isDrawn(WITHIN_X, ALONG_Y - 4)).toBe(true);

  await candidate.drawShape("Rectangle", BETWEEN_X, 400, 60);
  await candidate.drag([BETWEEN_X + 30, 430], [BETWEEN_X + 30, 330], [BETWEEN_X + 30, ALONG_Y]);
  await candidate.page.keyboard.press("Escape");
  const goesRound = async (canvas: CanvasPart) => {
    // All of it at once: a board that is not painted yet has nothing in the way either.
    const seen = async () => ({
      through: await canvas.isDrawn(WITHIN_X, ALONG_Y - 4),
      past: [await hasLine(canvas, WITHIN_X, 150, 192), await hasLine(canvas, WITHIN_X, 268, 310)].filter(Boolean).length,
    });
    await expect.poll(seen, "above or below").toEqual({ through: false, past: 1 });
  };
  await goesRound(candidate.canvas);
  await host.canvas.shows(4);
  await goesRound(host.canvas);

  await candidate.isSaved();
  await candidate.page.reload();
  await candidate.isOpen();
  await goesRound(candidate.canvas);
  const updates = opsOf(await server.entries(candidate.id), "Update").map(({ body }) => JSON.stringify(body));
  expect(updates.some((update) => /Start|"End"|Via/.test(update)), "moving a box is all that is stored").toBe(false);

  await host.end();
  const review = await staff.review(host.id);
  await review.key("End");
  await review.canvas.shows(4);
  const moved = await review.canvas.fingerprint();
  await review.key("Home");
  await review.key("End");
  await expect.poll(() => review.canvas.fingerprint(), "after a jump the same pixels").toBe(moved);
});

test("lines from click to click, and a point dragged out of one", async ({ interview, server }) => {
  const { candidate } = await interview();
  await candidate.page.keyboard.press("l");
  for (const [x, y] of [[80, 120], [280, 120], [280, 280]] as const) await click(candidate, x, y);
  await candidate.page.keyboard.press("Enter");
  await candidate.canvas.shows(1);
  await candidate.page.keyboard.press("Escape");
  await candidate.page.keyboard.press("l");
  for (const [x, y] of [[380, 120], [480, 120], [480, 220], [380, 120]] as const) await click(candidate, x, y);
  await candidate.canvas.shows(2);
  await candidate.page.keyboard.press("Escape");

  // The middle of the first piece.
  await click(candidate, 150, 120);
  await candidate.drag([180, 120], [180, 160], [180, 180]);
  await candidate.isSaved();
  const entries = await server.entries(candidate.id);
  const lines = opsOf(entries, "Create").flatMap(({ body }) => body as { kind: { Connector: { via: unknown[]; closed: boolean } } }[]);
  expect(lines.map(({ kind }) => [kind.Connector.via.length, kind.Connector.closed])).toEqual([
    [1, false],
    [1, true],
  ]);
  const pinned = opsOf(entries, "Update").map(({ body }) => JSON.stringify(body));
  expect(pinned.at(-1)).toContain("Via");
});

test("the inspector sets how connectors go and what stands at their ends, and that is painted for everybody", async ({ interview, server }) => {
  const { host, candidate } = await interview();
  await candidate.take("Connector");
  await candidate.drag([80, 120], [180, 160], [300, 240]);
  await host.canvas.shows(1);
  const panel = await lookPanel(candidate);
  const everywhere = async (what: string, seen: (canvas: CanvasPart) => Promise<unknown>, expected: unknown) => {
    for (const { canvas } of [candidate, host]) await expect.poll(() => seen(canvas), what).toEqual(expected);
  };
  // On its first level piece, and on the straight way from end to end.
  const ways = async (canvas: CanvasPart) => [await canvas.isDrawn(126, 116), await canvas.isDrawn(236, 203)];
  await everywhere("straight", ways, [false, true]);
  await panel.getByRole("button", { name: "Right angles" }).click();
  await everywhere("right angles", ways, [true, false]);

  /** How high what stands at the end is, above and below the line, just before it comes to the end. */
  const atEnd = async (canvas: CanvasPart) => {
    const ys = (await inkIn(canvas, { x: 286, y: 220, width: 24, height: 40 })).map(({ y }) => y);
    return JSON.stringify([ys.length, Math.min(...ys), Math.max(...ys)]);
  };
  const arrow = await atEnd(host.canvas);
  await panel.getByRole("button", { name: "End: Arrow" }).click();
  await panel.getByRole("button", { name: "Zero or many" }).click();
  await expect(panel.getByRole("button", { name: "End: Zero or many" })).toBeVisible();
  await expect.poll(() => atEnd(host.canvas), "another head").not.toBe(arrow);
  await everywhere("the same for both", atEnd, await atEnd(host.canvas));
  await everywhere("one line", (canvas) => stripes(canvas, 80, 180, 120), 0);
  await panel.getByRole("button", { name: "Dashed" }).click();
  await expect(panel.getByText("asynchronous")).toBeVisible();
  await everywhere("pieces", async (canvas) => (await stripes(canvas, 80, 180, 120)) > 3, true);
  await candidate.isSaved();
  const updates = opsOf(await server.entries(candidate.id), "Update").map(({ body }) => JSON.stringify(body));
  for (const set of ['{"Route":"Elbow"}', '{"EndHead":"ZeroOrMany"}', '{"Dash":"Dashed"}']) {
    expect(updates.some((update) => update.includes(set)), set).toBe(true);
  }
});

test("a double click on a point of a line takes it out", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.page.keyboard.press("l");
  for (const [x, y] of [[80, 120], [300, 120], [300, 300]] as const) await click(candidate, x, y);
  await candidate.page.keyboard.press("Enter");
  await candidate.canvas.shows(1);
  await host.canvas.shows(1);
  await candidate.isSaved();
  expect((await recorded(host))[0]?.props["Via"]).toHaveLength(1);
  /** Whether it goes by way of its point, and whether straight from end to end. */
  const ways = async (canvas: CanvasPart) => [await canvas.isDrawn(196, 116), await canvas.isDrawn(186, 206)];
  for (const { canvas } of [candidate, host]) await expect.poll(() => ways(canvas)).toEqual([true, false]);
  await doubleClick(candidate, 300, 120);
  for (const { canvas } of [candidate, host]) await expect.poll(() => ways(canvas)).toEqual([false, true]);
  await candidate.isSaved();
  expect((await recorded(host))[0]?.props["Via"]).toEqual([]);
  await candidate.page.keyboard.press("Control+z");
  await expect.poll(() => ways(host.canvas), "and brings it back").toEqual([true, false]);
});
