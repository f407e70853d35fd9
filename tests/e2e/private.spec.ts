// What the host keeps private tells the candidate nothing: rules P2 and P3, invariant I4.

import { randomBytes } from "node:crypto";

import { QuestionPage } from "./pages/question.ts";
import { leakOf, Wiretap } from "./pages/wiretap.ts";
import { CANDIDATE, expect, test } from "./scene.ts";

const NOTES = 200;

test("two hundred notes, marks, hints and ticks reach the candidate in no form", async ({ interview, server }) => {
  test.setTimeout(180_000);
  let tap: Wiretap | undefined;
  const [title, core, canaries] = [canary(), [canary(), canary()], Array.from({ length: NOTES }, canary)];
  const { host, candidate } = await interview({
    prepare: async (page) => void (tap = new Wiretap(page)),
    start: async (staff) => {
      const words = { title, prompt: "Draw a queue.", minutes: 45, core };
      return (await QuestionPage.make(staff.page, server.url, words)).startRoom();
    },
  });
  if (tap === undefined) throw new Error("the candidate's page is not tapped");
  await candidate.drawShape("Rectangle", 100, 150);
  await host.canvas.shows(1);
  // Where the candidate points and what the host selects on the board are public, and told before.
  await host.drag([100, 180]);
  const quiet = await candidate.canvas.place(450, 500);
  await candidate.page.mouse.move(quiet.x, quiet.y);
  await host.openNotes();
  await host.notes.getByRole("textbox", { name: "New private note; Enter keeps it" }).focus();
  await settled(tap);

  const before = tap.received.length;
  for (const words of core) await host.notes.getByLabel(words).check();
  for (let from = 0; from < NOTES; from += 20) {
    await host.noteAll(canaries.slice(from, from + 20));
    await host.notes.getByRole("button", { name: "Mark this moment" }).click();
    await host.notes.getByRole("button", { name: "I gave a hint" }).click();
    await host.notes.getByRole("button", { name: "−15 s" }).click();
    await host.notes.getByRole("button", { name: "15 seconds earlier" }).first().click();
  }
  await host.notes.getByLabel(core[0] ?? "").uncheck();
  await expect(host.notes.getByRole("listitem")).toHaveCount(NOTES + 10 + 10 + 1);
  await expect(host.notes.getByText("not on the server yet")).toHaveCount(0);
  expect(told(tap, before), "not one frame more").toEqual([]);

  // The candidate's own work goes on as before.
  await candidate.drawShape("Ellipse", 300, 150);
  await candidate.type("print(1)");
  await candidate.isSaved();
  await host.end();
  await expect(candidate.page.getByText("Everything you made has arrived.")).toBeVisible();

  const known = await tap.everything();
  expect(known.length).toBeGreaterThan(20);
  expect(leakOf([CANDIDATE, canary()], known), "what is known is found").toBe(CANDIDATE);
  expect(leakOf(["a canary"], [Buffer.from(Buffer.from("x a canary y").toString("base64"))]), "also in disguise").toBe("a canary");
  expect(leakOf([title, ...core, ...canaries], known)).toBeUndefined();
  const entries = await server.entries(host.id);
  expect(leakOf(canaries, [Buffer.from(JSON.stringify(entries))])).toBeUndefined();
});

test("presence stands still while the focus is in the notes", async ({ interview }) => {
  let tap: Wiretap | undefined;
  const { host, candidate } = await interview({ prepare: async (page) => void (tap = new Wiretap(page)) });
  if (tap === undefined) throw new Error("the candidate's page is not tapped");
  await candidate.drawShape("Rectangle", 100, 150);
  await host.canvas.shows(1);
  await host.openNotes();
  const field = host.notes.getByRole("textbox", { name: "New private note; Enter keeps it" });
  await field.focus();
  const away = await candidate.canvas.place(400, 400);
  await candidate.page.mouse.move(away.x, away.y);
  await settled(tap);
  const before = tap.received.length;
  // The pointer wanders over the board; the focus stays where it is.
  for (let step = 0; step < 20; step++) {
    const at = await host.canvas.place(50 + step * 12, 100 + step * 10);
    await host.page.mouse.move(at.x, at.y);
  }
  // Nor does the view tell that it was moved meanwhile.
  const surface = await host.canvas.inked("baked");
  await host.page.mouse.wheel(0, 400);
  await expect.poll(() => host.canvas.inked("baked"), "the board moved").not.toBe(surface);
  await field.pressSequentially("thinking while I look around");
  expect(told(tap, before)).toEqual([]);

  await test.step("and a mark by key tells nothing either", async () => {
    await host.page.keyboard.press("Escape");
    await settled(tap as Wiretap);
    const before = tap?.received.length ?? 0;
    await host.page.keyboard.press("m");
    await host.page.keyboard.press("Shift+M");
    await expect(host.page.getByText(/^Hint noted /)).toBeVisible();
    expect(told(tap as Wiretap, before)).toEqual([]);
  });

  await test.step("and goes on after", async () => {
    const at = await host.canvas.place(300, 300);
    await host.page.mouse.move(at.x, at.y);
    await host.page.mouse.move(at.x + 20, at.y);
    await expect.poll(() => tap?.received.length).toBeGreaterThan(before);
  });
});

function canary(): string {
  return `canary-${randomBytes(9).toString("hex")}`;
}

/** The frames that came since, but for the answers to the page's own pings: the sixth kind, as postcard numbers them. */
function told(tap: Wiretap, since: number): Buffer[] {
  return tap.received.slice(since).filter((frame) => frame[0] !== 5);
}

/** Until nothing has come for a while: what was under way before is told. */
async function settled(tap: Wiretap): Promise<void> {
  let last = -1;
  await expect
    .poll(
      () => {
        const same = tap.received.length === last;
        last = tap.received.length;
        return same;
      },
      { intervals: [300] },
    )
    .toBe(true);
}
