// Nothing serious for axe in the review with its panels, menus and dialogs open, one after the other, in light and in dark; nor on the
// round sheet.

import { JournalPart } from "./pages/journal.ts";
import { LedPart } from "./pages/led.ts";
import { RemovalPart } from "./pages/removal.ts";
import { ReviewNotes } from "./pages/review_notes.ts";
import type { ReviewPage } from "./pages/review.ts";
import { nothingSerious } from "./pages/serious.ts";
import { SheetPage } from "./pages/sheet.ts";
import { ThingsPart } from "./pages/things.ts";
import { SoundPart } from "./pages/voice.ts";
import { expect, type Interview, test } from "./scene.ts";

/** A small round: boxes, one of them removed, code, a decision, a note and a hint. Gives the room. */
async function held({ host, candidate }: Interview): Promise<string> {
  const room = host.id;
  await candidate.type("limit = 10\n");
  await candidate.drawShape("Rectangle", 100, 120);
  await candidate.drawShape("Ellipse", 300, 120);
  await host.canvas.shows(2);
  await candidate.deleteAt(300, 150);
  await candidate.drawShape("Cylinder", 300, 260);
  await candidate.page.keyboard.press("Shift+J");
  await new JournalPart(candidate.page).decide({ Decision: "A small limit", Why: "Bursts" });
  await host.canvas.shows(2);
  await host.openNotes();
  await host.note("why a limit?");
  await host.canvas.surface.focus();
  await host.page.keyboard.press("Shift+M");
  await candidate.isSaved();
  await host.end();
  return room;
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`nothing serious in the review in ${colorScheme}`, async ({ interview, server }) => {
    test.setTimeout(300_000);
    const scene = await interview();
    const room = await held(scene);
    const { page } = scene.staff;
    await page.emulateMedia({ colorScheme });
    const review = await scene.staff.review(room);
    await review.key("End");
    await review.canvas.shows(2);
    await withThings(review);
    await withWords(review);
    await withMenus(review);
    await review.key("?");
    await expect(page.getByRole("dialog", { name: "Keys of the review" })).toBeVisible();
    await nothingSerious(page, "the keys");

    const sheet = new SheetPage(page);
    await sheet.open(server.url, room);
    await expect.poll(() => sheet.inked(0)).toBeGreaterThan(100);
    await nothingSerious(page, "the round sheet");
  });
}

/** A history, ghosts, a correction, and two moments compared, each open. */
async function withThings(review: ReviewPage): Promise<void> {
  const things = new ThingsPart(review);
  await review.page.getByRole("button", { name: "The board as text" }).click();
  await review.page.getByRole("treeitem").first().click();
  await review.key("h");
  await expect(things.lines.first()).toBeVisible();
  await nothingSerious(review.page, "a history, and the board as text");
  await review.key("Escape");
  await review.page.getByRole("button", { name: "The board as text" }).click();
  await review.key("g");
  await review.page.locator("summary", { hasText: "Removed up to here" }).click();
  await nothingSerious(review.page, "ghosts and their list");
  await review.key("g");
  await review.key("0");
  await review.key("x");
  await expect(review.page.locator(".correction-words")).not.toBeEmpty();
  await nothingSerious(review.page, "a correction");
  await review.key("c");
  await review.key("End");
  await review.key("c");
  await expect(things.comparison).toBeVisible();
  await nothingSerious(review.page, "two moments in one picture");
  await things.comparison.getByRole("button", { name: "Side by side" }).click();
  await expect(review.page.locator(".canvas")).toHaveCount(2);
  await nothingSerious(review.page, "two moments side by side");
  await review.key("Escape");
}

/** A note being written and one being changed, and what a search found. */
async function withWords(review: ReviewPage): Promise<void> {
  const notes = new ReviewNotes(review);
  await review.key("n");
  await notes.field.fill("half a thought");
  await nothingSerious(review.page, "a note being written");
  await notes.field.press("Escape");
  await notes.openEdit("why a limit?");
  await nothingSerious(review.page, "a note being changed");
  await review.story.locator(".story-edit").getByRole("button", { name: "Keep" }).click();
  await review.key("/");
  const field = review.story.getByRole("searchbox", { name: "Search the whole round" });
  await field.fill("limit");
  await expect(review.story.getByRole("list", { name: "What was found" }).getByRole("button")).toHaveCount(3);
  await field.press("Enter");
  await nothingSerious(review.page, "what a search found");
  await field.press("Escape");
}

/** Every menu, the panel of sound, the dialogs, and the strip of who leads. */
async function withMenus(review: ReviewPage): Promise<void> {
  const { page } = review;
  for (const name of [/^Take away/, /^Follow somebody's view/, /^Together/, /^Stops of/, /^Speed, now/]) {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await nothingSerious(page, `the menu ${name}`);
    await review.key("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
  }
  await new SoundPart(review).open();
  await nothingSerious(page, "sound and transcript");
  await page.getByRole("button", { name: "Sound and transcript" }).click();
  await new RemovalPart(page).open();
  await nothingSerious(page, "a stretch to be removed");
  await review.key("Escape");
  const led = new LedPart(review);
  await led.choose(/^My name/);
  await nothingSerious(page, "one's name");
  await review.key("Escape");
  await led.lead();
  await nothingSerious(page, "the strip of who leads");
  await led.choose("Stop leading");
}
