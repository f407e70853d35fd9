// Where they looked: pointers and carets are where they were, and a recorded view can be followed, left and gone back to.

import { expect, test } from "./scene.ts";

const clock = (millis: number): string => `00:${String(Math.floor(millis / 1_000)).padStart(2, "0")}`;

test("the review shows where somebody pointed and typed", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 120, 120);
  await candidate.type("one");
  await host.canvas.shows(1);
  await server.advance(10_000);
  await host.page.reload();
  await host.isOpen();
  // Somebody points at a place that nothing stands at.
  const at = await candidate.canvas.place(420, 420);
  await candidate.page.mouse.move(at.x - 30, at.y);
  await candidate.page.mouse.move(at.x, at.y);
  const pointing = async () => {
    const tracks = (await server.tracks(host.id)).filter((track) => track.cursor !== null && track.at >= 10_000);
    return tracks.at(-1);
  };
  await expect.poll(pointing, { timeout: 15_000 }).toBeDefined();
  const pointed = (await pointing())!;
  await server.advance(60_000);
  await host.drawShape("Ellipse", 200, 300);
  await host.isSaved();

  const typed = (await server.tracks(host.id)).filter((track) => track.caret !== null).at(-1)!;
  const review = await staff.review(host.id);
  // Nothing is chosen and no note was written: over the drawing there is nothing but pointers.
  await test.step("the pointer is painted", async () => {
    await review.goTo(clock(pointed.at + 2_000));
    await expect.poll(() => review.canvas.inked("over")).toBeGreaterThan(50);
  });
  await test.step("the caret stands in the code", async () => {
    await review.goTo(clock(typed.at + 1_000));
    await expect(review.page.locator(".cm-others-caret")).toContainText("Ana");
  });
});

test("a recorded view is followed until one looks around, and can be gone back to", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 120, 120);
  await host.canvas.shows(1);
  await server.advance(5_000);
  for (let steps = 0; steps < 3; steps++) await candidate.page.getByRole("button", { name: "Zoom out" }).click();
  await candidate.drawShape("Ellipse", 320, 320);
  await host.canvas.shows(2);
  await server.advance(5_000);
  await candidate.isSaved();
  await expect
    .poll(async () => new Set((await server.tracks(host.id)).map((track) => JSON.stringify(track.view))).size, { timeout: 15_000 })
    .toBeGreaterThan(2);

  const review = await staff.review(host.id);
  // At once there, so that what is read is where it comes to rest.
  await review.page.emulateMedia({ reducedMotion: "reduce" });
  // What still comes may take some of the board's height, and a followed view is fitted into it.
  await review.page.waitForLoadState("networkidle");
  await review.key("End");
  const percent = review.page.locator(".zoom-percent");
  const free = await review.canvas.fingerprint();

  await review.key("f");
  await expect(review.page.getByText(/^Following Ana/)).toBeVisible();
  const wide = await (async () => {
    await expect.poll(() => review.canvas.fingerprint()).not.toBe(free);
    return percent.innerText();
  })();

  await test.step("what they saw before was larger", async () => {
    await review.key("Home");
    await review.key(".");
    await expect.poll(() => percent.innerText()).not.toBe(wide);
    await review.key("End");
    await expect(percent).toHaveText(wide);
  });
  await test.step("a move of one's own leaves", async () => {
    const box = (await review.canvas.surface.boundingBox())!;
    await review.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await review.page.mouse.wheel(0, 200);
    await expect(review.page.getByText(/^Following Ana/)).toBeHidden();
    const there = await review.canvas.fingerprint();
    await review.key("Home");
    await review.key("End");
    await expect.poll(() => review.canvas.fingerprint(), "nothing moves the view any more").toBe(there);
  });
  await test.step("a button goes back", async () => {
    await review.page.getByRole("button", { name: /^Follow Ana again/ }).click();
    await expect(review.page.getByText(/^Following Ana/)).toBeVisible();
    await expect(percent).toHaveText(wide);
    await review.key("Escape");
    await expect(review.page.getByText(/^Following Ana/)).toBeHidden();
  });
});
