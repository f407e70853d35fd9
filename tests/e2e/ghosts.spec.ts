// False starts made visible: what was removed is drawn faint, and a key goes from correction to correction.

import { ANA } from "./pages/reworked.ts";
import { reviewOfReworked, ThingsPart } from "./pages/things.ts";
import { expect, test } from "./scene.ts";

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
