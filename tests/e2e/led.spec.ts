// Led replay: followers see what the leader sees, leave and come back; the lead goes from hand to hand in sight of everybody; the
// projector shows nothing private.

import { LedPart, ProjectorPage } from "./pages/led.ts";
import { ReviewNotes } from "./pages/review_notes.ts";
import { reviewOfReworked, ThingsPart } from "./pages/things.ts";
import { expect, test } from "./scene.ts";

test("followers see what the leader sees, leave by a move of their own and come back", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const mo = new LedPart(review);
  const ana = await LedPart.beside(review, "Ana");
  await expect(ana.strip, "nobody leads and nobody is told anything").toBeHidden();
  await mo.callMe("Mo");
  await mo.lead();
  await expect(mo.words).toHaveText("You lead, nobody follows yet");
  await expect(ana.words).toHaveText("Mo leads");
  await ana.follow("Mo");
  const eva = await LedPart.beside(review, "Eva");
  await eva.follow("Mo");
  await expect(mo.words).toHaveText("You lead, 2 follow");

  await test.step("a seek of the leader is everybody's", async () => {
    for (const part of [0.5, 0.2, 0.9]) {
      await review.scrub(part);
      await ana.showsTheSameAs(mo);
      await eva.showsTheSameAs(mo);
    }
  });
  await test.step("playing and speed as well", async () => {
    await review.key("Home");
    const speed = ana.review.time.bar.getByRole("button", { name: /^Speed, now/ });
    await expect(speed).toHaveAccessibleName("Speed, now 1×");
    await review.key(">");
    await expect(speed).toHaveAccessibleName("Speed, now 2×");
    await review.key("Space");
    await expect(ana.review.page.getByRole("button", { name: "Pause" })).toBeVisible();
    await expect.poll(() => ana.review.second()).toBeGreaterThan(0);
    await review.key("Space");
    await expect(ana.review.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
    await ana.showsTheSameAs(mo);
  });
  await test.step("whoever moves time leaves, and the leader's is not moved", async () => {
    await review.key("5");
    await ana.showsTheSameAs(mo);
    const there = await review.seq();
    await ana.review.key("Home");
    await expect(ana.words).toHaveText("Mo leads");
    await expect(mo.words).toHaveText("You lead, 1 follows");
    await review.key("9");
    await eva.showsTheSameAs(mo);
    expect(await review.seq()).toBeGreaterThan(there);
    expect(await ana.review.second()).toBe(0);
  });
  await test.step("and is back by one press", async () => {
    await ana.strip.getByRole("button", { name: "Follow Mo again" }).click();
    await ana.showsTheSameAs(mo);
    await ana.strip.getByRole("button", { name: "Leave" }).click();
    await expect(ana.words).toHaveText("Mo leads");
  });
  await test.step("who comes late is where the leader is", async () => {
    const late = await LedPart.beside(review, "Late");
    await late.follow("Mo");
    await late.showsTheSameAs(mo);
  });
});

test("ten who follow are where the leader is after every seek, and who comes late as well", async ({ server, stranger }) => {
  test.setTimeout(180_000);
  const review = await reviewOfReworked(server, await stranger());
  const mo = new LedPart(review);
  await mo.callMe("Mo");
  await mo.lead();
  const followers: LedPart[] = [];
  const join = async (name: string) => {
    const one = await LedPart.beside(review, name);
    await one.follow("Mo");
    followers.push(one);
  };
  for (let number = 1; number < 10; number += 1) await join(`Number ${number}`);
  const seqs = new Set<number>();
  const allAreThere = async () => {
    const there = await review.seq();
    seqs.add(there);
    for (const { review: theirs } of followers) {
      await expect.poll(() => theirs.seq()).toBe(there);
      await expect(theirs.clock).toHaveText(await review.clock.innerText());
    }
  };
  for (const key of ["9", "3", "6"]) {
    await review.key(key);
    await allAreThere();
  }
  expect(seqs.size, "three moments").toBe(3);
  await test.step("the tenth comes late", async () => {
    await join("Late");
    await expect(mo.words).toHaveText("You lead, 10 follow");
    await allAreThere();
    await followers.at(-1)!.showsTheSameAs(mo);
    await review.key("End");
    await allAreThere();
  });
  await test.step("and all of them have the same picture", async () => {
    const picture = await review.canvas.fingerprint();
    for (const { review: theirs } of followers) await expect.poll(() => theirs.canvas.fingerprint()).toBe(picture);
  });
});

test("the lead is handed over in sight of everybody, and free when its leader is gone", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const mo = new LedPart(review);
  await mo.callMe("Mo");
  await mo.lead();
  const ana = await LedPart.beside(review, "Mo");
  await ana.follow("Mo");
  const eva = await LedPart.beside(review, "Eva");
  await eva.follow("Mo");

  await test.step("nobody takes it from a leader", async () => {
    await ana.menu.getByRole("button", { name: "Together" }).click();
    await expect(ana.menu.getByRole("menuitem", { name: "Lead the replay" })).toBeDisabled();
    await ana.review.page.keyboard.press("Escape");
  });
  await test.step("equal names are told apart, and everybody is told who leads now", async () => {
    await mo.handOver("Mo 2");
    await expect(ana.words).toContainText("You lead");
    await expect(ana.said).toHaveText("You lead now.");
    for (const other of [mo, eva]) {
      await expect(other.words).toHaveText("Following Mo 2");
      await expect(other.said).toHaveText("Mo 2 leads now.");
    }
    await ana.review.scrub(0.4);
    await eva.showsTheSameAs(ana);
    await mo.showsTheSameAs(ana);
  });
  await test.step("a leader who reloads the page still leads", async () => {
    await ana.review.page.reload();
    await ana.review.isOpen();
    await expect(ana.words).toContainText("You lead");
    await expect(eva.words).toHaveText("Following Mo 2");
  });
  await test.step("a leader who is gone is waited for, and then anybody may lead", async () => {
    await ana.review.page.close();
    await expect(eva.words).toHaveText("Mo 2 is away for a moment; the lead is kept");
    await server.advance(6_000);
    await expect(eva.words).toHaveText("Nobody leads");
    await expect(eva.said).toHaveText("Mo 2 did not come back: nobody leads now.");
    await eva.strip.getByRole("button", { name: "Lead the replay" }).click();
    await expect(eva.words).toContainText("You lead");
    await expect(mo.words).toHaveText("Following Eva");
  });
});

test("where the leader points is painted, and what the leader compares is opened", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const mo = new LedPart(review);
  await mo.lead();
  const ana = await LedPart.beside(review, "Ana");
  await ana.strip.getByRole("button", { name: /^Follow/ }).click();
  await review.key("End");
  await ana.showsTheSameAs(mo);

  const box = (await review.canvas.surface.boundingBox())!;
  const place = { x: box.x + 200, y: box.y + 150 };
  expect(await ana.review.isPointedAt(place)).toBe(false);
  await review.page.mouse.move(place.x - 40, place.y);
  await review.page.mouse.move(place.x, place.y, { steps: 3 });
  // The last move may have been too soon after the one before.
  await expect
    .poll(async () => {
      await review.page.mouse.move(place.x, place.y + 1);
      await review.page.mouse.move(place.x, place.y);
      return ana.review.isPointedAt(place);
    })
    .toBe(true);
  await review.page.mouse.move(place.x, 5);
  await expect.poll(() => ana.review.isPointedAt(place), "it goes with the pointer").toBe(false);

  await review.key("Shift+C");
  const [here, there] = [new ThingsPart(review), new ThingsPart(ana.review)];
  await expect(here.comparison).toBeVisible();
  await expect(there.comparison).toBeVisible();
  expect(await there.differences()).toEqual(await here.differences());
  await here.comparison.getByRole("button", { name: "00:00", exact: true }).click();
  await expect(there.comparison.getByRole("button", { name: "00:00", exact: true })).toHaveAttribute("aria-pressed", "true");
  await here.comparison.getByRole("button", { name: "Close" }).click();
  await expect(there.comparison).toBeHidden();
  await expect(ana.words, "nobody left by that").toContainText("Following");
});

test("the projector follows by itself and shows nothing private", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const notes = new ReviewNotes(review);
  await review.key("5");
  await notes.write("dropped the cache after my hint");
  await notes.isKept();
  const mo = new LedPart(review);
  await mo.callMe("Mo");
  const asked: string[] = [];
  review.page.context().on("page", (page) => page.on("request", (request) => asked.push(request.url())));
  const projector = await ProjectorPage.openedBy(mo);
  await expect(projector.words).toHaveText("Nobody leads");
  await mo.lead();
  await expect(projector.words).toHaveText("Following Mo");

  await test.step("it goes where the leader goes", async () => {
    for (const key of ["9", "3", "5"]) {
      await review.key(key);
      await expect.poll(() => projector.seq()).toBe(await review.seq());
    }
    await expect(projector.clock).toHaveText(await review.clock.innerText());
  });
  await test.step("nothing private is in it, nor was asked for", async () => {
    expect(await projector.page.content()).not.toContain("dropped the cache");
    const shown = await projector.root.evaluate((root) => root.outerHTML);
    for (const word of ["my hint", "story-", "time-pin", "private", "nly you", "Note", "Mark"]) {
      expect(shown, word).not.toContain(word);
    }
    await expect(projector.page).toHaveTitle("Board");
    const paths = asked.map((url) => new URL(url).pathname).filter((path) => path.startsWith("/api/"));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => /notes|sheet|question|voice/.test(path))).toEqual([]);
    const kept = await projector.page.evaluate(() => Object.keys(sessionStorage));
    expect(kept).toEqual([]);
  });
  await test.step("it is large enough and nothing runs over", async () => {
    const size = await projector.clock.evaluate((clock) => Number.parseFloat(getComputedStyle(clock).fontSize));
    expect(size).toBeGreaterThanOrEqual(32);
    const over = await projector.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    const canvas = projector.page.locator(".projector-board .canvas");
    const box = (await canvas.boundingBox())!;
    expect(box.width).toBeGreaterThan(640);
    expect(box.height).toBeGreaterThan(440);
  });
  await test.step("it comes back by itself", async () => {
    await server.kill9();
    await expect(mo.words).toContainText("The connection to the others is lost");
    await server.restart();
    // What a server knows of a led replay it knows in memory only.
    await expect(mo.words).toHaveText("Nobody leads", { timeout: 30_000 });
    await mo.strip.getByRole("button", { name: "Lead the replay" }).click();
    await expect(projector.words).toHaveText("Following Mo", { timeout: 30_000 });
    await review.key("9");
    await expect.poll(() => projector.seq(), { timeout: 30_000 }).toBe(await review.seq());
  });
});

test("all of it by the keyboard", async ({ server, stranger }) => {
  const review = await reviewOfReworked(server, await stranger());
  const [mo, ana] = [new LedPart(review), await LedPart.beside(review, "Ana")];
  const choose = async (led: LedPart, item: RegExp): Promise<void> => {
    const { page } = led.review;
    await led.menu.getByRole("button", { name: "Together" }).focus();
    await page.keyboard.press("ArrowDown");
    for (let step = 0; step < 8; step++) {
      if (item.test(await page.evaluate(() => document.activeElement?.textContent ?? ""))) break;
      await page.keyboard.press("ArrowDown");
      // The focus moves with the next frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    await page.keyboard.press("Enter");
  };
  await choose(mo, /^Lead the replay/);
  await expect(mo.words).toContainText("You lead");
  await ana.review.page.locator("body").press("t");
  await expect(ana.words).toContainText("Following");
  await review.page.locator("body").press("7");
  await expect.poll(() => ana.review.seq()).toBe(await review.seq());
  await ana.review.page.locator("body").press("t");
  await expect(ana.words).not.toContainText("Following");
  await choose(mo, /^Hand over to Ana/);
  await expect(ana.said).toHaveText("You lead now.");
});
