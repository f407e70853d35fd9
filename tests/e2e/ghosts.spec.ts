// False starts made visible: what was removed is drawn faint, and a key goes from correction to correction.

import { type Part, pixelsIn } from "./pages/painted.ts";
import { drawnBox } from "./pages/picture.ts";
import type { ReviewPage } from "./pages/review.ts";
import { ANA } from "./pages/reworked.ts";
import { type Done, id, importDone, shape } from "./pages/round.ts";
import { StaffPages } from "./pages/staff.ts";
import { reviewOfReworked, ThingsPart } from "./pages/things.ts";
import { expect, HOST, test } from "./scene.ts";

test("what was removed is drawn faint and fades, and is named", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const things = new ThingsPart(review);
  await things.at(85);
  await review.canvas.shows(3);
  const without = await review.canvas.inked("baked");
  const fingerprint = await review.canvas.fingerprint();
  await review.key("g");
  await expect(review.page.getByRole("button", { name: "Ghosts" })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => review.canvas.inked("baked"), "the queue is there again").toBeGreaterThan(without + 200);

  await test.step("faint: it is no element, and nothing dark is where it was", async () => {
    await review.canvas.shows(3);
    const young = await things.darkest(85, 25);
    const old = await things.darkest(25, 25);
    expect(young).toBeGreaterThan(old + 40);
  });

  await test.step("it is named, and its name tells its history", async () => {
    await things.seek(85);
    await review.page.locator("summary", { hasText: "Removed up to here" }).click();
    await review.page.getByRole("button", { name: /01:20\s+Queue/ }).click();
    await expect(things.panel).toHaveAccessibleName("History of Queue");
    expect(await things.told()).toContain(`01:20 Removed by ${ANA}`);
    await review.key("Escape");
  });

  await test.step("the same moment looks the same whatever way one came", async () => {
    const there = await review.canvas.fingerprint();
    await review.key("End");
    await review.key("Home");
    await things.seek(85);
    await expect.poll(() => review.canvas.fingerprint()).toBe(there);
  });

  await review.key("g");
  await expect.poll(() => review.canvas.fingerprint()).toBe(fingerprint);
});

test("a key goes from correction to correction, and each is told and shown", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const things = new ThingsPart(review);
  await review.key("Home");
  await expect(things.corrections).toHaveCount(5);
  const told = review.page.locator(".correction-words");
  const course: [string, RegExp][] = [
    ["01:10", /Ana Okafor tied Cache → Queue elsewhere/],
    ["01:20", /Ana Okafor removed Queue/],
    ["01:50", /Ana Okafor deleted own words in main\.rs/],
    ["02:20", /Ana Okafor removed Cache/],
    ["02:30", /Ana Okafor brought back Cache/],
  ];
  for (const [clock, words] of course) {
    await review.key("x");
    await expect(review.clock).toHaveText(clock);
    await expect(told).toHaveText(words);
  }
  await review.key("x");
  await expect(review.clock).toHaveText("02:30");

  await test.step("and back; what was removed is seen where it was", async () => {
    await review.key("Shift+X");
    await expect(review.clock).toHaveText("02:20");
    const with_ghost = await review.canvas.inked("baked");
    await review.key(",");
    await review.key(".");
    await expect(review.clock).toHaveText("02:20");
    await review.page.getByRole("button", { name: "Previous correction" }).click();
    await expect(review.clock).toHaveText("01:50");
    await expect(told).toHaveText(/main\.rs/);
    await things.seek(140);
    await expect(told).toBeEmpty();
    await expect.poll(() => review.canvas.inked("baked")).toBeLessThan(with_ghost - 200);
  });

  await test.step("no number stands anywhere", async () => {
    await expect(review.page.getByText(/\d+ corrections?/)).toHaveCount(0);
  });
});

const MINUTE = 60_000;
/** A box that is removed after its tenth second, and three quarters of an hour in which nothing else is on its part of the board. */
const LONG_GONE: Done[] = [
  [1_000, 1, { Create: [shape(1, 1, "Rectangle", 800), shape(2, 1, "Ellipse", 6_000)] }],
  [10_000, 1, { Delete: [id(1)] }],
  [50 * MINUTE, 1, { Delete: [id(2)] }],
];
/** After how many seconds how much of its colours a ghost keeps (rule G2). */
const KEPT = { "00:30": 0.5, "02:10": 0.4, "05:00": 0.3, "20:00": 0.22, "45:00": 0.16 };

test("a ghost is painted the fainter the longer ago it was removed, and is gone with the ghosts off", async ({ server, stranger }) => {
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const review = await staff.review(await importDone(server, LONG_GONE));
  await review.goTo("00:05");
  const [box, surface] = [(await drawnBox(review))!, (await review.canvas.surface.boundingBox())!];
  // The left edge of the box alone, wherever it is on the surface; places are told from where panels of a room end.
  const corner = await review.canvas.place(0, 0);
  const edge = { x: Math.floor(box.left - corner.x) - 2, y: Math.floor((box.top + box.bottom) / 2 - surface.y), width: 12, height: 1 };
  const [ink, paper] = await darkAndLight(review, edge);
  expect(paper - ink, "ink on paper").toBeGreaterThan(150);
  const shades: number[] = [];
  for (const [clock, kept] of Object.entries(KEPT)) {
    await review.goTo(clock);
    await review.canvas.shows(1);
    expect((await darkAndLight(review, edge))[0], `${clock}, without ghosts`).toBe(paper);
    await review.key("g");
    await expect.poll(async () => (await darkAndLight(review, edge))[0], `${clock}, with ghosts`).toBeLessThan(paper);
    const [shade] = await darkAndLight(review, edge);
    expect(Math.abs((paper - shade) / (paper - ink) - kept), `${clock}: ${shade} of ${ink} to ${paper}`).toBeLessThan(0.02);
    shades.push(shade);
    await review.key("g");
    await expect.poll(async () => (await darkAndLight(review, edge))[0], `${clock}, gone again`).toBe(paper);
  }
  expect(shades, "fainter each time").toEqual([...new Set(shades)].sort((one, other) => one - other));
});

/** The darkest and the lightest grey within a part of the board. */
async function darkAndLight(review: ReviewPage, part: Part): Promise<[number, number]> {
  const greys = (await pixelsIn(review.canvas, part)).map(([red, green, blue]) => Math.round((red + green + blue) / 3));
  return [Math.min(...greys), Math.max(...greys)];
}
