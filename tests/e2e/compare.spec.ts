// Two moments compared: what was added, removed, moved and changed is marked and told, on the board and in the code.

import { expect, test } from "./scene.ts";
import { reviewOfReworked, ThingsPart } from "./pages/things.ts";

test("two pinned moments are compared, in words and in marks", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const things = new ThingsPart(review);
  await things.at(35);
  await review.key("c");
  await expect(review.page.getByText(/00:35 is pinned/)).toBeVisible();
  await things.seek(125);
  await review.key("c");
  await expect(things.comparison).toBeVisible();
  await expect(things.comparison.getByRole("heading")).toHaveText("00:35 against 02:05");
  expect(await things.differences()).toEqual([
    "+ Service added",
    "+ Pen stroke added",
    "− Queue removed",
    "~ Cache moved, recoloured",
    "~ Cache → Queue bound to Service",
    "+ main.rs: lines 1 to 2 added",
  ]);

  await test.step("every sort has a sign and a line of its own, and what is gone is drawn faint", async () => {
    await areToldApart(things);
    await review.canvas.shows(4);
    await isDrawnFaint(things, "removed");
  });

  await test.step("a line of the list shows its thing", async () => {
    await things.comparison.getByRole("button", { name: "Queue removed" }).press("Enter");
    await expect(review.page.locator(".compare-marks [data-pointed] text")).toHaveText("−");
    await things.comparison.getByRole("button", { name: /main\.rs/ }).press("Enter");
    await expect(review.page.locator(".compare-line[data-how=added]").first()).toBeInViewport();
  });

  await test.step("one at a time", async () => {
    const both = await review.canvas.fingerprint();
    await things.comparison.getByRole("button", { name: "00:35", exact: true }).click();
    await review.canvas.shows(3);
    expect(await review.canvas.fingerprint()).not.toBe(both);
    await things.comparison.getByRole("button", { name: "Both" }).click();
    await expect.poll(() => review.canvas.fingerprint()).toBe(both);
  });

  await test.step("side by side, through one camera", async () => {
    await things.comparison.getByRole("button", { name: "Side by side" }).click();
    const boards = review.page.locator(".canvas");
    await expect(boards).toHaveCount(2);
    await expect(boards.nth(1)).toHaveAccessibleName("Drawing board, 3 elements");
    await expect(boards.nth(0)).toHaveAccessibleName("Drawing board, 4 elements");
    const [now, before] = [await boards.nth(0).boundingBox(), await boards.nth(1).boundingBox()];
    expect(Math.abs(before!.x + before!.width - now!.x), "they share an edge").toBeLessThan(2);
    // The code too: what came has its place on the right, with nothing on the left of it.
    const code = review.page.getByRole("region", { name: "Code of both moments" });
    const came = await code.locator(".compare-line[data-how=added]").first().boundingBox();
    const nothing = await code.locator(".compare-nothing").first().boundingBox();
    expect(Math.abs(came!.y - nothing!.y), "in one row").toBeLessThan(2);
    expect(nothing!.x + nothing!.width).toBeLessThanOrEqual(came!.x + 1);
    await expect(code.locator(".compare-clocks")).toHaveText("00:3502:05");
    await things.comparison.getByRole("button", { name: "Both" }).click();
    await expect(boards).toHaveCount(1);
  });

  await test.step("it ends with Escape, and by going on in time", async () => {
    await review.key("Escape");
    await expect(things.comparison).toBeHidden();
    await expect(things.marks).toHaveCount(0);
    await review.key("Shift+C");
    await expect(things.comparison.getByRole("heading")).toHaveText("00:00 against 02:30");
    await review.key("ArrowLeft");
    await expect(things.comparison).toBeHidden();
  });
});

test("start and end are compared in a narrow window, board and code one at a time", async ({ server, browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const review = await reviewOfReworked(server, await context.newPage());
  const things = new ThingsPart(review);
  await review.key("Shift+C");
  await expect(things.comparison.getByRole("heading")).toHaveText("00:00 against 02:30");
  await expect(things.marks.first()).toBeVisible();
  await things.comparison.getByRole("button", { name: "main.rs: lines 1 to 2 added" }).tap();
  await expect(review.page.getByRole("region", { name: "Code of both moments" })).toContainText("let service = 3;");
  await context.close();
});

/** Each sort of difference has a sign and a line of its own. */
async function areToldApart(things: ThingsPart): Promise<void> {
  const kinds = await things.marks.evaluateAll((marks) =>
    marks.map((mark) => {
      const rect = mark.querySelector(":scope > rect");
      const line = rect === null ? "" : getComputedStyle(rect).strokeDasharray;
      return { how: mark.getAttribute("data-how"), sign: mark.querySelector("text")?.textContent, line };
    }),
  );
  for (const what of ["how", "sign", "line"] as const) expect(new Set(kinds.map((kind) => kind[what])).size, what).toBe(3);
  expect(new Set(kinds.map(({ how, sign, line }) => `${how} ${sign} ${line}`)).size, "one for each sort").toBe(3);
}

/** In the picture of both moments there is less of it than in that of the first alone, and more than in that of the second. */
async function isDrawnFaint(things: ThingsPart, how: string): Promise<void> {
  const mark = things.review.page.locator(`.compare-marks [data-how=${how}] > rect`);
  const { x, y, width, height } = (await mark.boundingBox())!;
  const shades: Record<string, number> = {};
  for (const [side, elements] of [["00:35", 3], ["02:05", 4], ["Both", 4]] as const) {
    await things.comparison.getByRole("button", { name: side, exact: true }).click();
    await things.review.canvas.shows(elements);
    shades[side] = await things.darkestIn({ left: x, top: y, right: x + width, bottom: y + height });
  }
  expect(shades["Both"], "fainter than it was").toBeGreaterThan(shades["00:35"]! + 40);
  expect(shades["Both"], "and there all the same").toBeLessThan(shades["02:05"]! - 20);
}
