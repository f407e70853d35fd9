// One's own notes in the review: written at the playhead, worded and timed anew, pointing at what they are about.

import { middleOf, ReviewNotes } from "./pages/review_notes.ts";
import type { ReviewPage } from "./pages/review.ts";
import { expect, test } from "./scene.ts";

test("N stops time for a note, Enter keeps it and lets time run again", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.type("one\n");
  await server.advance(120_000);
  await host.page.reload();
  await host.isOpen();
  await candidate.type("two\n");
  await candidate.isSaved();
  await host.end();
  const review = await staff.review(host.id);
  const notes = new ReviewNotes(review);
  const playing = review.page.getByRole("button", { name: "Pause", exact: true });

  await test.step("where time ran", async () => {
    await review.scrub(0.5);
    await review.page.getByRole("button", { name: "Skip idle" }).click();
    await review.key("k");
    await expect(playing).toBeVisible();
    await review.key("n");
    await expect(notes.field).toBeFocused();
    await expect(playing, "typing stops time").toHaveCount(0);
    const at = await review.clock.innerText();
    await notes.field.pressSequentially("asked about k, m and n");
    await expect(review.clock, "no letter of it is a key of the page").toHaveText(at);
    await notes.field.press("Enter");
    await expect(playing, "and goes on").toBeVisible();
    await expect(notes.clock("asked about k, m and n")).toHaveText(at);
    await review.key("k");
  });

  await test.step("where it stood, with a line break", async () => {
    await review.key("n");
    await notes.field.pressSequentially("first");
    await notes.field.press("Shift+Enter");
    await notes.field.pressSequentially("second");
    await notes.field.press("Enter");
    await expect(notes.item("first")).toContainText("first\nsecond");
    await expect(playing).toHaveCount(0);
  });

  await test.step("Esc leaves it, and what was typed waits", async () => {
    await review.key("n");
    await notes.field.pressSequentially("half a tho");
    await notes.field.press("Escape");
    await expect(notes.field).toHaveCount(0);
    await expect(notes.item("half a tho")).toHaveCount(0);
    await review.key("n");
    await expect(notes.field).toHaveValue("half a tho");
    await notes.field.press("Enter");
    await expect(notes.item("half a tho")).toHaveCount(1);
  });

  await test.step("M marks without stopping", async () => {
    await review.key("m");
    await expect(review.story.getByText(/^Marked /)).toBeVisible();
    await expect(review.story.getByRole("button", { name: /Mark ?, only you$/ })).toHaveCount(1);
  });

  await test.step("and all of it is there when the review is opened again", async () => {
    await notes.isKept();
    await review.page.reload();
    await review.isOpen();
    for (const words of ["asked about k, m and n", "first", "half a tho"]) await expect(notes.item(words)).toHaveCount(1);
  });
});

test("a note of the room is worded and timed anew, and every earlier wording stays", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await host.openNotes();
  await host.note("dropped the cash");
  await candidate.type("one\n");
  await server.advance(120_000);
  await candidate.type("two\n");
  await candidate.isSaved();
  await host.end();
  const review = await staff.review(host.id);
  const notes = new ReviewNotes(review);

  await test.step("its words", async () => {
    const form = await notes.openEdit("dropped the cash");
    await form.getByRole("textbox", { name: "Words of the note; Enter keeps them" }).fill("dropped the cache");
    await form.getByRole("textbox", { name: "Words of the note; Enter keeps them" }).press("Enter");
    await expect(notes.item("dropped the cache")).toHaveCount(1);
  });

  await test.step("its time, which becomes a stretch", async () => {
    const form = await notes.openEdit("dropped the cache");
    await form.getByLabel("From", { exact: true }).fill("soon");
    await form.getByRole("button", { name: "Keep" }).click();
    await expect(form).toContainText("A time reads 14:02 or 1:14:02.");
    await form.getByLabel("From", { exact: true }).fill("01:10");
    await review.key("Home");
    await form.getByLabel("To", { exact: true }).fill("01:20");
    await form.getByLabel("To", { exact: true }).press("ArrowDown");
    await form.getByRole("button", { name: "Keep" }).click();
    await expect(notes.clock("dropped the cache")).toHaveText("01:10–01:19");
    await notes.item("dropped the cache").getByRole("button", { name: /dropped the cache/ }).click();
    await expect(review.clock).toHaveText("01:10");
  });

  await test.step("what it said before", async () => {
    await notes.isKept();
    await notes.item("dropped the cache").getByRole("button", { name: "What it said before" }).click();
    const before = review.story.getByRole("list", { name: "What it said before" }).getByRole("listitem");
    await expect(before).toHaveCount(2);
    await expect(before.first()).toContainText("dropped the cash");
    await expect(before.nth(1), "the same words, at their moment before").toContainText("dropped the cache");
  });

  await test.step("deleted, brought back, erased for good", async () => {
    await notes.item("dropped the cache").getByRole("button", { name: /^Delete the note at/ }).click();
    await expect(notes.item("dropped the cache")).toHaveCount(0);
    await review.story.getByText("Deleted notes").click();
    await review.story.getByRole("button", { name: "Bring back" }).click();
    await expect(notes.item("dropped the cache")).toHaveCount(1);
    await notes.item("dropped the cache").getByRole("button", { name: /^Delete the note at/ }).click();
    await notes.isKept();
    await review.story.getByText("Deleted notes").click();
    await review.story.getByRole("button", { name: "Erase" }).click();
    await review.page.getByRole("dialog").getByRole("button", { name: "Erase" }).click();
    await expect(review.story.getByText("Deleted notes")).toHaveCount(0);
    await review.page.reload();
    await review.isOpen();
    await expect(review.story.getByText("You have no notes on this round yet.")).toBeVisible();
    await expect(review.story.getByText("Deleted notes")).toHaveCount(0);
  });
});

test("Alt+S takes everything private off the review, and hovering tells nothing", async ({ interview }) => {
  const { host, candidate, staff } = await interview({ title: "Ana, second try" });
  await host.openNotes();
  await host.note("talks before drawing");
  await candidate.type("one\n");
  await candidate.openChat();
  await candidate.signal("I have a question");
  await candidate.isSaved();
  await host.end();
  const review = await staff.review(host.id);
  await expect(review.story).toContainText("talks before drawing");
  const pin = (await review.time.pin("note").boundingBox())!;
  const [x, y] = [pin.x + pin.width / 2, pin.y + pin.height / 2];
  const told = review.time.hover.locator(".time-hover-words");
  await review.page.mouse.move(x, y);
  await expect(told, "the test would notice").toContainText("talks before drawing");
  await review.page.mouse.move(x, 5);
  await review.key("Alt+s");
  await expect(review.page).toHaveTitle("Board");
  await expect(review.page.getByText("talks before drawing")).toHaveCount(0);
  await expect(review.page.getByText("Ana, second try")).toHaveCount(0);
  await expect(review.page.locator(".private-only").filter({ visible: true })).toHaveCount(0);
  await expect(review.story, "what everybody knows stays").toContainText("I have a question");
  await review.page.mouse.move(x, y);
  await expect(told).toHaveText(/^\d\d:\d\d/);
  await expect(told).not.toContainText("talks");
  const titles = await review.page.locator("[title]").evaluateAll((all) => all.map((one) => one.getAttribute("title")).join("\n"));
  expect(titles).not.toMatch(/talks before|second try/);
  await review.key("n");
  await expect(review.story.getByRole("textbox", { name: "New private note; Enter keeps it" })).toHaveCount(0);
  await review.key("Alt+s");
  await expect(review.story).toContainText("talks before drawing");
});

test("what a note is about stays outlined where it goes", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 100, 120);
  await host.canvas.shows(1);
  await host.take("Select");
  const corner = await host.canvas.place(100, 150);
  await host.page.mouse.click(corner.x, corner.y);
  await host.openNotes();
  // By then nobody's pointer is shown any more: what is painted over the board is the outline alone.
  await server.advance(60_000);
  await host.note("why here?");
  await server.advance(60_000);
  await candidate.take("Select");
  await candidate.drag([100, 150], [400, 350]);
  await candidate.isSaved();
  await server.advance(60_000);
  await host.end();
  const review = await staff.review(host.id);
  const notes = new ReviewNotes(review);
  await expect(notes.item("why here?")).toContainText("on a rectangle");
  await notes.item("why here?").getByRole("button", { name: /why here/ }).click();
  const before = await outlined(review);
  await review.key("End");
  const after = await outlined(review);
  expect(Math.hypot(after.x - before.x, after.y - before.y), "it was moved").toBeGreaterThan(60);
  await test.step("a new one is about what is chosen in the board as text", async () => {
    await review.page.getByRole("button", { name: "The board as text" }).click();
    await review.page.getByRole("treeitem").first().click();
    await notes.write("because of latency");
    await expect(notes.item("because of latency")).toContainText("on a rectangle");
    await review.page.getByRole("button", { name: "The board as text" }).click();
  });
  await test.step("another that is about nothing outlines nothing", async () => {
    await notes.item("because of latency").getByRole("button", { name: /because of latency/ }).click();
    await outlined(review);
    await review.key("Home");
    await notes.write("and now?");
    await notes.item("and now?").getByRole("button", { name: /and now/ }).click();
    await expect.poll(() => middleOf(review, "over")).toBeNull();
  });
});

test("a note about lines of code marks them, and they stay marked where they go", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.type("alpha\nbeta\ngamma\n");
  await candidate.isSaved();
  await server.advance(60_000);
  await candidate.code.focus();
  await candidate.page.keyboard.press("Control+Home");
  await candidate.page.keyboard.type("above\n", { delay: 5 });
  await candidate.isSaved();
  await host.end();
  const review = await staff.review(host.id);
  const notes = new ReviewNotes(review);
  const marked = review.page.locator(".cm-line", { has: review.page.locator(".cm-marked") });
  await review.scrub(0.5);
  await review.codeBecomes("alpha\nbeta\ngamma\n");
  await review.page.locator(".cm-line").filter({ hasText: "beta" }).dblclick();
  await notes.write("why not a heap?");
  await expect(notes.item("why not a heap?")).toContainText(/on line 2 of main\.|on lines 2 to/);
  // What is marked has a history, which stands over the list.
  await review.key("Escape");
  await notes.item("why not a heap?").getByRole("button", { name: /why not a heap/ }).click();
  await expect(marked).toContainText("beta");
  await review.key("End");
  await review.codeBecomes("above\nalpha\nbeta\ngamma\n");
  await expect(marked).toContainText("beta");
  await notes.item("why not a heap?").getByRole("button", { name: /why not a heap/ }).click();
  await review.codeBecomes("alpha\nbeta\ngamma\n");
  await expect(marked).toContainText("beta");
});

test("a note is moved by dragging its pin on the time bar", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.type("one\n");
  await server.advance(100_000);
  await host.page.reload();
  await host.isOpen();
  await candidate.type("two\n");
  await candidate.isSaved();
  await host.end();
  const review = await staff.review(host.id);
  const notes = new ReviewNotes(review);
  await review.scrub(0.5);
  await notes.write("somewhere here");
  const from = await notes.clock("somewhere here").innerText();
  const bar = await review.playhead.boundingBox();
  if (bar === null) throw new Error("no time bar");
  const pin = await review.page.locator(".time-pin[data-kind=note]").boundingBox();
  if (pin === null) throw new Error("no pin");
  await review.page.mouse.move(pin.x + pin.width / 2, pin.y + pin.height / 2);
  await review.page.mouse.down();
  await review.page.mouse.move(bar.x + bar.width * 0.75, pin.y + pin.height / 2, { steps: 5 });
  await expect(review.clock, "the moment under the pin is shown").not.toHaveText(from);
  const to = await review.clock.innerText();
  await review.page.mouse.up();
  await expect(notes.clock("somewhere here")).toHaveText(to);
  await notes.isKept();
  await review.page.reload();
  await review.isOpen();
  await expect(notes.clock("somewhere here")).toHaveText(to);
});

/** Where the outline is; it has to lie around the only thing that is drawn. */
async function outlined(review: ReviewPage): Promise<{ x: number; y: number }> {
  await expect.poll(() => middleOf(review, "over"), "something is outlined").not.toBeNull();
  const [outline, drawn] = [await middleOf(review, "over"), await middleOf(review, "baked")];
  if (outline === null || drawn === null) throw new Error("nothing is painted");
  expect(Math.hypot(outline.x - drawn.x, outline.y - drawn.y)).toBeLessThan(25);
  return outline;
}
