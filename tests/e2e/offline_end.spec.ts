// The candidate is offline from 41:50 to 45:20, the host ends at 45:00: rules E1, T3 and X1 as both see them.

import { type Entry, opsOf } from "./pages/server.ts";
import { CANDIDATE, expect, test } from "./scene.ts";

const MISTAKE = "wrong idea";

test("what was done offline before the end arrives once, and then the room locks", async ({ interview, server }) => {
  test.setTimeout(180_000);
  // The page's clock can be wound on, as the server's; both go on by themselves.
  const { host, candidate, staff, began } = await interview({ prepare: (page) => page.clock.install() });
  const room = host.id;
  let shift = 0;
  const until = async (minutes: number, seconds: number): Promise<void> => {
    const left = (minutes * 60 + seconds) * 1000 - (Date.now() - began) - shift;
    shift += left;
    await server.advance(left);
    // Before the absence it is the room that grows old, not the page: it would take the silence for a loss.
    if (minutes > 41) await candidate.page.clock.fastForward(left);
  };
  await candidate.drawShape("Rectangle", 0, 40);
  await candidate.type("kept");
  await candidate.isSaved();
  await host.canvas.shows(1);

  await until(41, 50);
  await candidate.page.context().setOffline(true);
  await candidate.isOffline();
  // The clock goes on only once the room has missed them: it cannot know afterwards when that was.
  await expect(host.page.getByRole("button", { name: /^People, / }).locator('[data-away="yes"]')).toBeVisible({ timeout: 30_000 });
  await until(42, 10);
  for (const column of [0, 1, 2]) {
    for (const row of [0, 1]) await candidate.drawShape("Rectangle", column * 140, 160 + row * 120, 90, 50);
  }
  await until(43, 30);
  await candidate.deleteAt(0, 185);
  await candidate.deleteAt(140, 185);
  await until(44, 10);
  await candidate.type(MISTAKE);
  for (const _ of MISTAKE) await candidate.page.keyboard.press("Backspace");
  await candidate.canvas.shows(5);
  await expect(candidate.saved).toContainText(/\d+ changes are kept/);
  await host.canvas.shows(1);

  await until(45, 0);
  await host.askToEnd();
  await expect(host.endDialog).toContainText(new RegExp(`${CANDIDATE} \\(Candidate\\) is out since 41:5\\d`));
  await host.endDialog.getByRole("button", { name: "End the round" }).click();
  await expect(host.recording).toHaveText("■ Ended");

  await until(45, 20);
  await candidate.page.context().setOffline(false);
  await expect(candidate.page.getByText("Everything you made has arrived.")).toBeVisible();
  for (const seen of [host, candidate]) {
    await expect(seen.page.getByText("The round has ended and is closed.")).toBeVisible();
    await seen.canvas.shows(5);
    await seen.codeBecomes("kept");
    await expect(seen.code).toHaveAttribute("contenteditable", "false");
  }

  const entries = await server.entries(room);
  arrivedOnce(entries);
  await server.command("verify", room);

  await test.step("and it is unfolded at its own pace", async () => {
    const review = await staff.review(room);
    await expect(review.story).toContainText(new RegExp(`${CANDIDATE} offline 4[12]:\\d\\d to 45:[23]\\d`));
    // Drawn from 42:10 on, two of them taken away from 43:30 on; the room heard of it at 45:20.
    for (const [clock, elements] of [["42:05", 1], ["43:00", 7], ["43:25", 7], ["44:00", 5], ["45:00", 5]] as const) {
      await review.goTo(clock);
      await review.canvas.shows(elements);
    }
    await review.key("End");
    await review.canvas.shows(5);
    await review.codeBecomes("kept");
  });
});

function arrivedOnce(entries: readonly Entry[]): void {
  const late = entries.filter((entry) => entry.ago > 10_000);
  const creates = opsOf(late, "Create");
  expect(creates).toHaveLength(6);
  // Made at about 42:10, taken at about 45:20.
  for (const { entry } of creates) expect(entry.ago).toBeGreaterThan(170_000);
  expect(opsOf(late, "Delete").flatMap(({ body }) => body)).toHaveLength(2);
  const atoms = opsOf(late, "Text").flatMap(({ body }) => body.atoms as { edit: { insert: string; delete: number } }[]);
  expect(atoms.map((atom) => atom.edit.insert).join("")).toBe(MISTAKE);
  expect(atoms.filter((atom) => atom.edit.insert === "")).toHaveLength(MISTAKE.length);
  expect(opsOf(entries, "Create")).toHaveLength(7);
}
