// Who asks their system for less motion gets a review in which nothing moves by itself but what was recorded, and time goes as ever.

import type { Page } from "@playwright/test";

import { PeoplePart } from "./pages/people.ts";
import { drawnBox } from "./pages/picture.ts";
import type { ReviewPage } from "./pages/review.ts";
import { importRound } from "./pages/round.ts";
import { StaffPages } from "./pages/staff.ts";
import { CANDIDATE, expect, HOST, test } from "./scene.ts";

/** What begins to move by the style sheet as a pointer goes over the controls of time: transitions and animations. */
async function movedByStyle(review: ReviewPage): Promise<string[]> {
  const { page } = review;
  await page.mouse.move(5, 5);
  await review.time.frames(10);
  await page.evaluate(() => {
    const moved: string[] = [];
    const note = (event: Event) => moved.push(`${(event as TransitionEvent).propertyName} of ${(event.target as Element).className}`);
    for (const kind of ["transitionrun", "animationstart"]) addEventListener(kind, note, { capture: true });
    Object.assign(window, { moved });
  });
  for (const name of ["Play", "Next stop", "Skip idle", "Copy link to this moment"]) {
    await page.getByRole("button", { name, exact: true }).hover();
    await review.time.frames(3);
  }
  return page.evaluate(() => (window as unknown as { moved: string[] }).moved);
}

/** How far the board is zoomed, at every change of it while somebody's view comes to be followed. */
async function zoomsWhile(page: Page, deed: () => Promise<void>): Promise<string[]> {
  const percent = page.locator(".zoom-percent");
  await percent.evaluate((percent) => {
    const zooms: string[] = [];
    new MutationObserver(() => zooms.push(percent.textContent ?? "")).observe(percent, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { zooms });
  });
  await deed();
  return page.evaluate(() => (window as unknown as { zooms: string[] }).zooms);
}

test("with less motion no control of the review fades, and time is gone to and runs as ever", async ({ server, stranger }) => {
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const review = await staff.review(await importRound(server));
  const { page } = review;
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await movedByStyle(review), "the test would notice").not.toEqual([]);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await movedByStyle(review)).toEqual([]);

  await test.step("a seek is there at once, by hand and by key", async () => {
    for (const [part, elements] of [[0.3, 2], [0.03, 1], [0.21, 3]] as const) {
      await review.scrub(part);
      await review.canvas.shows(elements);
    }
    await review.key("End");
    await review.canvas.shows(4);
    await expect(review.clock).toHaveText("01:40");
  });
  await test.step("the list jumps to the present line", async () => {
    await page.setViewportSize({ width: 1_000, height: 480 });
    for (const [key, words] of [["Home", undefined], ["]", "any questions so far?"], ["]", "Not recorded"]] as const) {
      await review.key(key);
      if (words === undefined) continue;
      const present = review.story.locator("[aria-current]").filter({ hasText: words });
      await expect(present).toBeInViewport();
    }
  });
  await test.step("time runs, second by second", async () => {
    await review.key("i");
    await review.key("0");
    const seconds = await review.time.secondsWhile(async () => {
      await review.key("Space");
      await expect.poll(() => review.second()).toBeGreaterThanOrEqual(4);
      await review.key("Space");
    });
    expect(seconds.slice(0, 4)).toEqual([1, 2, 3, 4]);
    await review.canvas.shows(2);
  });
});

test("with less motion a view that is followed is there in one step instead of gliding", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 120, 120);
  await host.canvas.shows(1);
  await server.advance(5_000);
  for (let steps = 0; steps < 3; steps++) await candidate.page.getByRole("button", { name: "Zoom out" }).click();
  await candidate.drawShape("Ellipse", 320, 320);
  await host.canvas.shows(2);
  await candidate.isSaved();
  const views = async () => new Set((await server.tracks(host.id)).map((track) => JSON.stringify(track.view))).size;
  await expect.poll(views, { timeout: 15_000 }).toBeGreaterThan(1);
  const review = await staff.review(host.id);
  const { page } = review;
  // What still comes may take some of the board's height, and a followed view is fitted into it.
  await page.waitForLoadState("networkidle");
  await review.key("End");
  const zooms: Record<string, string[]> = {};
  for (const reducedMotion of ["no-preference", "reduce"] as const) {
    await page.emulateMedia({ reducedMotion });
    await page.getByTitle("100 %").click();
    await review.canvas.fingerprint();
    zooms[reducedMotion] = await zoomsWhile(page, async () => {
      await review.key("f");
      await expect(page.getByText(/^Following Ana/)).toBeVisible();
      await review.canvas.fingerprint();
      await review.time.frames(40);
    });
    await review.key("Escape");
    await expect(page.getByText(/^Following Ana/)).toBeHidden();
  }
  expect(zooms["no-preference"]!.length, "it glides").toBeGreaterThan(2);
  expect(zooms["reduce"], "the same place, at once").toEqual(zooms["no-preference"]!.slice(-1));
});

test("who follows somebody in the room glides to what they look at, and with less motion is there at once", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.drawShape("Rectangle", 120, 120);
  await candidate.page.keyboard.press("Escape");
  await host.canvas.shows(1);
  const people = new PeoplePart(host.page);
  await people.open();
  await people.follow(CANDIDATE);
  /** Where the drawing is on both pages, from the corner of its board. */
  const places = () => Promise.all([candidate, host].map(async (room) => {
    const [box, corner] = [await drawnBox(room), await room.canvas.place(0, 0)];
    return [Math.round((box?.left ?? 0) - corner.x), Math.round((box?.top ?? 0) - corner.y)];
  }));
  const steps: Record<string, string[]> = {};
  for (const reducedMotion of ["no-preference", "reduce"] as const) {
    await host.page.emulateMedia({ reducedMotion });
    steps[reducedMotion] = await zoomsWhile(host.page, async () => {
      for (const key of ["Control+-", "Control+-"]) await candidate.page.keyboard.press(key);
      await expect(host.page.locator(".zoom-percent")).toHaveText("64 %");
      const at = await candidate.canvas.place(300, 300);
      await candidate.page.mouse.move(at.x, at.y);
      const before = (await places())[0]!;
      await candidate.page.mouse.wheel(-60, -90);
      await expect.poll(async () => (await places())[0], "the view goes elsewhere").not.toEqual(before);
      await expect.poll(async () => {
        const [mine, theirs] = await places();
        return Math.max(Math.abs(mine![0]! - theirs![0]!), Math.abs(mine![1]! - theirs![1]!));
      }, "the same place in view").toBeLessThan(3);
    });
    await candidate.page.keyboard.press("Control+0");
    await expect(host.page.locator(".zoom-percent")).toHaveText("100 %");
  }
  const between = (zooms: string[]) => zooms.filter((zoom) => !["100 %", "80 %", "64 %"].includes(zoom));
  expect(between(steps["no-preference"]!).length, "on the way").toBeGreaterThan(0);
  expect(between(steps["reduce"]!), "no way at all").toEqual([]);
});
