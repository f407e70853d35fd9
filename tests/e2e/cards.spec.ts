// The public journal: what is decided and assumed, linked to what it is about, in the room and in the review.

import { JournalPart } from "./pages/journal.ts";
import type { ReviewPage } from "./pages/review.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { CANDIDATE, expect, type Interview, test } from "./scene.ts";

/** Two boxes, both selected. */
async function drawTwoBoxes(room: RoomPage): Promise<void> {
  await room.drawShape("Rectangle", 120, 120);
  await room.drawShape("Rectangle", 320, 120);
  await room.canvas.shows(2);
  await room.take("Select");
  await room.canvas.surface.focus();
  await room.page.keyboard.press("Control+a");
}

test("an assumption about two boxes is seen, shown, restated and kept", async ({ interview }) => {
  const { host, candidate } = await interview();
  const [hosts, candidates] = [new JournalPart(host.page), new JournalPart(candidate.page)];
  await drawTwoBoxes(candidate);
  // What others drew is told seconds later, and would be said over the assumption.
  await expect(host.page.locator(".announcer")).toContainText("Ana added");
  await candidate.page.keyboard.press("j");
  await expect(candidates.about.getByRole("button", { name: "Leave out Rectangle" })).toHaveCount(2);
  await candidates.assume("Ten thousand requests a second");
  await expect(candidates.card("Ten thousand")).toContainText("You");

  await expect(host.page.locator(".announcer")).toContainText(`${CANDIDATE}: Assumption: Ten thousand requests a second`);
  await host.page.getByRole("button", { name: "Journal, 1 new card" }).click();
  const first = hosts.card("Ten thousand");
  await expect(first).toContainText(CANDIDATE);

  await test.step("its link shows what it is about", async () => {
    await host.canvas.shows(2);
    // What the candidate has selected is outlined already.
    const before = await host.canvas.inked("over");
    await first.getByRole("button", { name: "Show Rectangle and Rectangle" }).click();
    await expect.poll(() => host.canvas.inked("over"), "the boxes are selected").toBeGreaterThan(before);
  });

  await test.step("restated, the old one is struck through for everybody", async () => {
    await first.getByRole("button", { name: "Restate" }).click();
    await hosts.assume("A hundred requests a second");
    for (const journal of [hosts, candidates]) {
      await expect(journal.card("A hundred requests")).toBeVisible();
      await expect(journal.card("Ten thousand").locator("del")).toHaveText("Ten thousand requests a second");
      await expect(journal.card("Ten thousand")).toContainText("restated below");
    }
  });

  await test.step("a reload keeps them", async () => {
    await candidate.isSaved();
    await candidate.page.reload();
    await candidate.isOpen();
    await candidates.open();
    await expect(candidates.cards).toHaveCount(2);
    await expect(candidates.card("Ten thousand").locator("del")).toBeVisible();
  });
});

test("a decision about a line of code finds it again after others typed above", async ({ interview }) => {
  const { host, candidate } = await interview();
  const [hosts, candidates] = [new JournalPart(host.page), new JournalPart(candidate.page)];
  await candidate.type("import queue\nlimit = 10\n");
  await candidate.page.keyboard.press("ArrowUp");
  await candidate.page.keyboard.press("Shift+End");
  await candidates.open();
  await candidates.panel.getByRole("button", { name: "Decision" }).click();
  await expect(candidates.about).toContainText("line 2 of");
  await candidates.decide({ Decision: "A small limit", Why: "Bursts", "We would reverse it when": "Nobody waits" });

  await host.codeBecomes("import queue\nlimit = 10\n");
  await host.code.focus();
  await host.page.keyboard.press("Control+Home");
  await host.page.keyboard.type("# first\n# second\n");
  await hosts.open();
  const card = hosts.card("A small limit");
  await expect(card).toContainText("We would reverse it whenNobody waits");
  await card.getByRole("button", { name: /line 4 of / }).click();
  await expect(host.page.locator(".cm-line", { has: host.page.locator(".cm-marked") })).toContainText("limit = 10");
});

test("the host announces a phase, which everybody sees; a candidate cannot", async ({ interview }) => {
  const { host, candidate } = await interview();
  const [hosts, candidates] = [new JournalPart(host.page), new JournalPart(candidate.page)];
  await candidates.open();
  await expect(candidates.panel.getByRole("button", { name: "Assumption" })).toBeVisible();
  await expect(candidates.panel.getByRole("form", { name: "Announce a phase" })).toHaveCount(0);
  await hosts.open();
  await hosts.announce("Clarify");
  for (const journal of [hosts, candidates]) await expect(journal.phase("Clarify")).toBeVisible();
  await hosts.panel.getByRole("textbox", { name: "Name of the phase" }).fill("Ten more minutes");
  await hosts.panel.getByRole("button", { name: "Announce" }).click();
  for (const journal of [hosts, candidates]) await expect(journal.phase("Ten more minutes")).toBeVisible();
});

test("what is written offline arrives once", async ({ interview }) => {
  const { host, candidate } = await interview();
  const [hosts, candidates] = [new JournalPart(host.page), new JournalPart(candidate.page)];
  await candidates.open();
  await candidate.page.context().setOffline(true);
  await candidate.isOffline();
  await candidates.panel.getByRole("button", { name: "Assumption" }).click();
  await candidates.assume("One region is enough");
  await candidate.page.context().setOffline(false);
  await candidate.isSaved();
  await hosts.open();
  await expect(hosts.cards).toHaveCount(1);
  await expect(hosts.card("One region is enough")).toBeVisible();
});

/** A decision about two boxes and a line of code, and a phase a minute later; ended, and opened in the review. */
async function reviewOfADecision({ host, candidate, staff }: Interview, server: Server): Promise<ReviewPage> {
  const [hosts, candidates] = [new JournalPart(host.page), new JournalPart(candidate.page)];
  const room = host.id;
  await candidate.type("import queue\nlimit = 10\n");
  await candidate.page.keyboard.press("ArrowUp");
  await candidate.page.keyboard.press("Shift+End");
  await drawTwoBoxes(candidate);
  await candidate.page.keyboard.press("Shift+J");
  await candidates.decide({ Decision: "A queue between", Options: "Call at once", Why: "Bursts" });
  await hosts.open();
  await expect(hosts.card("A queue between")).toContainText("Rectangle, Rectangle and line 2 of");
  await server.advance(60_000);
  await hosts.announce("Deep dive");
  await expect(candidates.phase("Deep dive")).toBeVisible();
  await candidate.isSaved();
  await host.end();
  const review = await staff.review(room);
  await review.key("End");
  return review;
}

test("the review tells cards, goes to their moments and outlines what they are about", async ({ interview, server }) => {
  const review = await reviewOfADecision(await interview(), server);
  await expect.poll(() => review.canvas.inked("over"), "nothing is pointed out at the end").toBe(0);
  const decision = review.story.getByRole("button", { name: /A queue between/ });
  await expect(decision).toContainText("Options: Call at once");
  await expect(decision).toContainText("Why: Bursts");
  await expect(review.story.getByRole("button", { name: /Phase: Deep dive/ })).toBeVisible();
  await decision.click();
  await expect(decision).toHaveAttribute("aria-current", "true");
  await review.canvas.shows(2);
  await expect.poll(() => review.canvas.inked("over"), "both boxes are outlined").toBeGreaterThan(50);
});

test("the review marks the lines that a card is about", async ({ interview, server }) => {
  const review = await reviewOfADecision(await interview(), server);
  await review.story.getByRole("button", { name: /A queue between/ }).click();
  await expect(review.page.locator(".cm-line", { has: review.page.locator(".cm-marked") })).toContainText("limit = 10");
});
