// What the host keeps private tells the candidate nothing: rules P2 and P3, invariant I4.

import { randomBytes } from "node:crypto";

import { leakOf, Wiretap } from "./pages/wiretap.ts";
import { expect, test } from "./scene.ts";

const NOTES = 30;

test("thirty notes, marks, hints and ticks reach the candidate in no form", async ({ interview, server }) => {
  let tap: Wiretap | undefined;
  const title = `title ${canary()}`;
  const { host, candidate } = await interview({ title, prepare: async (page) => void (tap = new Wiretap(page)) });
  if (tap === undefined) throw new Error("the candidate's page is not tapped");
  const canaries = Array.from({ length: NOTES }, canary);
  await candidate.drawShape("Rectangle", 100, 150);
  await host.canvas.shows(1);
  // Selected before: what is selected for a note alone would be private.
  await host.take("Select");
  const quiet = await candidate.canvas.place(500, 500);
  await candidate.page.mouse.move(quiet.x, quiet.y);
  await host.openNotes();
  const field = host.notes.getByRole("textbox", { name: "New private note; Enter keeps it" });
  await field.focus();
  await settled(tap);

  const before = tap.received.length;
  for (const [index, words] of canaries.entries()) {
    await host.note(words);
    if (index % 5 === 0) await host.notes.getByRole("button", { name: "Mark this moment" }).click();
    if (index % 7 === 0) await host.notes.getByRole("button", { name: "I gave a hint" }).click();
    if (index % 10 === 0) await host.notes.getByRole("button", { name: "−15 s" }).click();
    if (index % 10 === 1) await host.notes.getByRole("button", { name: "15 seconds earlier" }).first().click();
  }
  await expect(host.notes.getByRole("listitem")).toHaveCount(NOTES + 6 + 5);
  await expect(host.notes.getByText("not on the server yet")).toHaveCount(0);
  const during = tap.received.slice(before).filter((frame) => !isPong(frame));
  expect(during, "not one frame more, pongs to the candidate's own pings aside").toEqual([]);

  // The candidate's own work goes on as before.
  await candidate.drawShape("Ellipse", 300, 150);
  await candidate.type("print(1)");
  await candidate.isSaved();
  await host.end();
  await expect(candidate.page.getByText("Everything you made has arrived.")).toBeVisible();

  const known = await tap.everything();
  expect(known.length).toBeGreaterThan(20);
  expect(leakOf(["print(1)"], [Buffer.from("_".repeat(5) + Buffer.from("xprint(1)y").toString("base64"))]), "finds disguises").toBe("print(1)");
  expect(leakOf([...canaries, title], known)).toBeUndefined();
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
  await field.pressSequentially("thinking while I look around");
  expect(tap.received.slice(before).filter((frame) => !isPong(frame))).toEqual([]);

  await test.step("and goes on after", async () => {
    await host.page.keyboard.press("Escape");
    const at = await host.canvas.place(300, 300);
    await host.page.mouse.move(at.x, at.y);
    await host.page.mouse.move(at.x + 20, at.y);
    await expect.poll(() => tap?.received.length).toBeGreaterThan(before);
  });
});

function canary(): string {
  return `canary-${randomBytes(9).toString("hex")}`;
}

/** The sixth kind of message from the server, as postcard numbers them: the answer to the page's own ping. */
function isPong(frame: Buffer): boolean {
  return frame[0] === 5;
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
