// From a thing to its time: what is pressed on the board, or marked in the code, tells what it went through.

import { ANA, MO } from "./pages/reworked.ts";
import { reviewOfReworked, ThingsPart } from "./pages/things.ts";
import { expect, test } from "./scene.ts";

const CACHE = [
  `00:10 Made by ${ANA}`,
  `00:30 Connected with Queue by ${ANA}`,
  `00:40 Moved by ${MO}`,
  `00:50 Recoloured by ${ANA}`,
  `02:20 Removed by ${ANA}`,
  `02:30 Brought back by ${ANA}`,
];

test("an element that is pressed tells what it went through, and the arrows walk it", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const things = new ThingsPart(review);
  await things.at(15);
  const before = await things.drawn();
  await things.pressDrawn();
  await expect(things.panel).toHaveAccessibleName("History of Cache");
  await expect(things.panel).toContainText(`Made 00:10 by ${ANA}.`);
  expect(await things.told()).toEqual(CACHE);

  await test.step("its spans light up on the bar of time", async () => {
    await expect(things.spans).toHaveCount(CACHE.length);
    const [bar, span] = [await review.playhead.boundingBox(), await things.spans.nth(2).boundingBox()];
    if (bar === null || span === null) throw new Error("there is no bar of time");
    expect((span.x - bar.x) / bar.width).toBeCloseTo(40 / 150, 2);
  });

  await test.step("Down and Up go to its moments", async () => {
    await review.page.keyboard.press("h");
    await expect(things.lines.nth(0).getByRole("button")).toBeFocused();
    await review.page.keyboard.press("ArrowDown");
    await review.page.keyboard.press("ArrowDown");
    await expect(things.lines.nth(2).getByRole("button")).toBeFocused();
    await expect(things.lines.nth(2).getByRole("button")).toHaveAttribute("aria-current", "true");
    await expect(review.clock).toHaveText("00:40");
    const moved = await things.drawn();
    expect(moved.bottom).toBeGreaterThan(before.bottom + 40);
    await review.page.keyboard.press("End");
    await expect(review.clock).toHaveText("02:30");
    await review.page.keyboard.press("Home");
    await expect(review.clock).toHaveText("00:10");
  });

  await test.step("Escape closes it and gives the focus back", async () => {
    await review.page.keyboard.press("Escape");
    await expect(things.panel).toBeHidden();
    await expect(things.spans).toHaveCount(0);
    await expect(review.canvas.surface).toBeFocused();
  });

  await test.step("dragging the board chooses nothing", async () => {
    const box = await things.drawn();
    await review.page.mouse.move(box.left + 20, box.top + 20);
    await review.page.mouse.down();
    await review.page.mouse.move(box.left + 60, box.top + 50, { steps: 3 });
    await review.page.mouse.up();
    await expect.poll(async () => (await things.drawn()).left).toBeGreaterThan(box.left + 30);
    await expect(things.panel).toBeHidden();
  });
});

test("what is chosen in the board as text is told by a key", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const things = new ThingsPart(review);
  await things.at(75);
  await review.page.getByRole("button", { name: "The board as text" }).click();
  await review.page.getByRole("treeitem", { name: /^Cache → Service/ }).click();
  await expect(things.panel).toBeHidden();
  await review.page.keyboard.press("h");
  await expect(things.panel).toHaveAccessibleName("History of Cache → Service");
  expect(await things.told()).toEqual([`00:30 Made by ${ANA}`, `01:10 Bound to Service by ${ANA}`]);
  await expect(things.lines.nth(1).getByRole("button")).toBeFocused();
});

test("lines of code that are marked tell how they came to read as they do", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const things = new ThingsPart(review);
  await things.at(115);
  await review.codeBecomes("let store = 1;\nlet service = 3;\n");
  const code = review.page.locator(".cm-content");
  await code.focus();
  await review.page.keyboard.press("Control+Home");
  await review.page.keyboard.press("Shift+ArrowDown");
  await expect(things.panel).toHaveAccessibleName("History of Line 1 of main.rs");
  expect(await things.told()).toEqual([`01:30 Made by ${ANA}`, `01:30 Typed in by ${ANA}`, `01:40 Typed in by ${MO}`]);
  await things.lines.nth(1).getByRole("button").click();
  await review.codeBecomes("let cache = 1;\nlet queue = 2;\n");
});

test("a finger chooses in a narrow window, and the panel leaves the board to be seen", async ({ server, browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const review = await reviewOfReworked(server, await context.newPage());
  const things = new ThingsPart(review);
  await things.at(15);
  const box = await things.drawn();
  await review.page.touchscreen.tap((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  await expect(things.panel).toHaveAccessibleName("History of Cache");
  const panel = await things.panel.boundingBox();
  expect(panel?.y).toBeGreaterThan(box.bottom);
  expect(await things.drawn(), "the board is seen above it").toEqual(box);
  await things.lines.nth(2).getByRole("button").tap();
  await expect(review.clock).toHaveText("00:40");
  await context.close();
});

test("a note about an element is in its history, and only oneself reads it", async ({ interview }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 120, 120);
  await host.canvas.shows(1);
  const at = await host.canvas.place(120, 150);
  await host.take("Select");
  await host.page.mouse.click(at.x, at.y);
  await host.openNotes();
  await host.note("why a cache here?");
  await host.end();
  const review = await staff.review(host.id);
  const things = new ThingsPart(review);
  await review.key("End");
  await review.canvas.shows(1);
  await things.pressDrawn();
  const note = things.lines.filter({ hasText: "why a cache here?" });
  await expect(note).toContainText("Only you");
});
