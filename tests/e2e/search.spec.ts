// One search over a whole round: what was written where, also for a moment only, and by whom it is known.

import { middleOf } from "./pages/review_notes.ts";
import { expect, test } from "./scene.ts";

test("words are found at the time they were there, and a press goes there and shows them", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.type("redis");
  // So that it stood there for a moment of its own, however slow the machine is.
  await candidate.isSaved();
  for (let letter = 0; letter < 5; letter++) await candidate.page.keyboard.press("Backspace");
  await candidate.type("let größe = キャッシュ;\n");
  await candidate.drawShape("Rectangle", 100, 120);
  await candidate.page.keyboard.press("Escape");
  const middle = await candidate.canvas.place(150, 150);
  await candidate.page.mouse.dblclick(middle.x, middle.y);
  await candidate.page.keyboard.type("Café");
  await candidate.page.keyboard.press("Escape");
  await host.canvas.shows(1);
  await candidate.isSaved();
  await server.advance(60_000);
  await candidate.deleteAt(100, 150);
  await candidate.openChat();
  await candidate.signal("I have a question");
  await candidate.isSaved();
  await server.advance(60_000);
  // So that its clock is the room's.
  await host.page.reload();
  await host.isOpen();
  await host.openNotes();
  await host.note("asked about the café");
  await candidate.isSaved();
  await host.end();

  const review = await staff.review(host.id);
  const field = review.story.getByRole("searchbox", { name: "Search the whole round" });
  const hits = review.story.getByRole("list", { name: "What was found" }).getByRole("button");

  await test.step("a word that was taken back at once", async () => {
    await review.key("/");
    await expect(field).toBeFocused();
    await field.fill("redis");
    await expect(hits).toHaveCount(1);
    await expect(hits.first()).toContainText("gone at the end");
    await field.press("Enter");
    await expect.poll(() => review.markedCode()).toBe("redis");
  });

  await test.step("in Japanese, with a mark on what was found", async () => {
    await field.fill("ッシュ GROSSE");
    await expect(hits).toHaveCount(1);
    await field.press("Enter");
    await expect.poll(() => review.markedCode()).toBe("größe");
  });

  await test.step("without accents, of the board and of one's own notes; keys go through them", async () => {
    await field.fill("cafe");
    await expect(hits).toHaveCount(2);
    await expect(hits.first()).toContainText("Café");
    await expect(hits.first()).toContainText("gone at the end");
    await expect(hits.nth(1)).toContainText("asked about the café, only you");
    await expect(hits.first()).toHaveAttribute("aria-current", "true");
    await field.press("Enter");
    await review.canvas.shows(1);
    await expect.poll(() => middleOf(review, "over"), "it is pointed out").not.toBeNull();
    await field.press("ArrowDown");
    await expect(hits.nth(1)).toHaveAttribute("aria-current", "true");
    await field.press("Enter");
    await review.canvas.shows(0);
    await expect.poll(() => middleOf(review, "baked"), "nothing is left of it").toBeNull();
  });

  await test.step("the journal; and what is nowhere", async () => {
    await field.fill("question");
    await expect(hits).toHaveCount(1);
    await field.fill("rabbitmq");
    await expect(review.story.getByText("Nothing in this round has these words.")).toBeVisible();
    await field.press("Escape");
    await expect(field).toHaveValue("");
    await expect(review.story.getByRole("button", { name: /I have a question/ })).toBeVisible();
  });
});

test("on a phone the key brings the field to sight", async ({ interview }) => {
  const { host, candidate, staff } = await interview();
  await candidate.type("one\n");
  await candidate.isSaved();
  await host.end();
  await staff.page.setViewportSize({ width: 390, height: 800 });
  const review = await staff.review(host.id);
  const field = review.story.getByRole("searchbox", { name: "Search the whole round" });
  await expect(field).toBeHidden();
  await review.key("/");
  await expect(field).toBeFocused();
});
