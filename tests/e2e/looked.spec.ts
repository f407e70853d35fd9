// Where they looked: pointers and carets are where they were, and a recorded view can be followed, left and gone back to.

import { type Box, drawnBox } from "./pages/picture.ts";
import { clockOf } from "./pages/reviewer.ts";
import { expect, test } from "./scene.ts";

/** Where a place of one page is on another that draws the same larger or smaller: by what is drawn on both. */
function across(place: { x: number; y: number }, here: Box | null, there: Box | null): { x: number; y: number } {
  if (here === null || there === null) throw new Error("nothing is drawn");
  const scale = (there.right - there.left) / (here.right - here.left);
  return { x: there.left + (place.x - here.left) * scale, y: there.top + (place.y - here.top) * scale };
}

test("the review shows where somebody pointed and typed", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 20, 120, 360, 220);
  await candidate.page.keyboard.press("Escape");
  await candidate.type("one");
  await host.canvas.shows(1);
  await candidate.isSaved();
  const drawnAt = (await server.entries(host.id)).at(-1)!.at;
  await server.advance(30_000);
  await host.page.reload();
  await host.isOpen();
  // Somebody points at a place that nothing stands at.
  const at = await candidate.canvas.place(420, 420);
  await candidate.page.mouse.move(at.x - 30, at.y);
  await candidate.page.mouse.move(at.x, at.y);
  const drawn = await drawnBox(candidate);
  const pointing = async () => {
    const tracks = (await server.tracks(host.id)).filter((track) => track.cursor !== null && track.at > drawnAt + 25_000);
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
  await test.step("the pointer is painted where it was", async () => {
    await review.goTo(clockOf(pointed.at + 2_000));
    await review.canvas.shows(1);
    const place = across(at, drawn, await drawnBox(review));
    await expect.poll(() => review.isPointedAt(place)).toBe(true);
    expect(await review.isPointedAt({ x: place.x - 60, y: place.y - 60 }), "and nowhere else").toBe(false);
    await test.step("and gone after a long silence", async () => {
      await review.goTo(clockOf(pointed.at + 40_000));
      await review.canvas.shows(1);
      await expect.poll(() => review.canvas.inked("over")).toBe(0);
      expect(await review.isPointedAt(place)).toBe(false);
    });
  });
  await test.step("the caret stands in the code", async () => {
    await review.goTo(clockOf(typed.at + 1_000));
    const caret = review.page.locator(".cm-others-caret");
    await expect(caret).toContainText("Ana");
    // Where the last letter was typed: behind "one", and nothing is behind it.
    const around = await caret.evaluate((caret) => {
      const line = caret.closest(".cm-line")!;
      const [before, after] = [document.createRange(), document.createRange()];
      before.setStart(line, 0);
      before.setEndBefore(caret);
      after.setStartAfter(caret);
      after.setEnd(line, line.childNodes.length);
      return [before, after].map((range) => range.toString().replace(/\u2060|\u200b/g, ""));
    });
    expect(around).toEqual(["one", ""]);
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
