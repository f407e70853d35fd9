// Somebody who was not there, with a keyboard alone, is told by the review what was dropped, what came of a hint, and what was said.

import { connect, deleteBox, drawBox } from "./pages/design.ts";
import { JournalPart } from "./pages/journal.ts";
import { OutlinePart } from "./pages/keyboard.ts";
import { clockOf, Reviewer, secondsOf } from "./pages/reviewer.ts";
import type { ReviewPage } from "./pages/review.ts";
import type { RoomPage } from "./pages/room.ts";
import { opsOf, type Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { ThingsPart } from "./pages/things.ts";
import { recordedSeconds, SoundPart, thatHears, VoicePart } from "./pages/voice.ts";
import { CANDIDATE, expect, type Interview, test } from "./scene.ts";

test.use(thatHears());

const API = [20, 180] as const;
const CACHE = [290, 60] as const;
const DATABASE = [290, 320] as const;
const QUEUE = [290, 190] as const;

/** Some minutes later, and everybody's page knows. */
async function later(server: Server, minutes: number, ...rooms: RoomPage[]): Promise<void> {
  for (const room of rooms) await room.isSaved();
  await server.advance(minutes * 60_000);
  for (const room of rooms) {
    await room.page.reload();
    await room.isOpen();
  }
}

/** The round: a cache is dropped, a hint is given, and a queue is drawn while somebody speaks. Gives the room. */
async function held({ host, candidate, staff }: Interview, server: Server): Promise<string> {
  const room = host.id;
  for (const [name, place] of [["API", API], ["Cache", CACHE], ["Database", DATABASE]] as const) {
    await drawBox(candidate, name, place);
  }
  await connect(candidate, API, CACHE);
  await connect(candidate, API, DATABASE);
  await candidate.canvas.shows(5);
  await later(server, 3, candidate);
  await deleteBox(candidate, CACHE);
  await later(server, 2, candidate, host);
  await host.canvas.surface.focus();
  await host.page.keyboard.press("Shift+M");
  await host.openNotes();
  await expect(host.notes).toContainText("Hint given");
  await later(server, 1, candidate);

  const voice = new VoicePart(candidate.page);
  await voice.agree();
  const heard = () => recordedSeconds(staff.page, server.url, room);
  await expect.poll(heard, { timeout: 20_000 }).toBeGreaterThan(2.5);
  await drawBox(candidate, "Queue", QUEUE);
  await connect(candidate, API, QUEUE);
  await candidate.isSaved();
  const drawn = await heard();
  // What is said about it ends after it.
  await expect.poll(heard, { timeout: 20_000 }).toBeGreaterThan(drawn + 5.5);
  await voice.stop();

  await candidate.type("queue.put(order)\n");
  await candidate.canvas.surface.focus();
  await candidate.page.keyboard.press("Shift+J");
  await new JournalPart(candidate.page).decide({ Decision: "Orders wait in a queue", Why: "Bursts" });
  await candidate.isSaved();
  await host.end();
  return room;
}

/** The review, in a browser that was not there. */
async function opened(page: StaffPages, room: string): Promise<ReviewPage> {
  await page.signIn();
  return page.review(room);
}

test("a reviewer who was not there is told what was dropped, what a hint led to and what was said", async ({ interview, server, stranger }, info) => {
  test.setTimeout(300_000);
  const room = await held(await interview(), server);
  const entries = await server.entries(room);
  const dropped = clockOf(opsOf(entries, "Delete")[0]!.entry.at);
  const review = await opened(new StaffPages(await stranger(), server), room);
  const reviewer = new Reviewer(review);
  const things = new ThingsPart(review);
  const look = (name: string) => review.page.screenshot({ path: info.outputPath(`${name}.png`) });

  await test.step("which idea was dropped, and when: by the key of corrections", async () => {
    await review.key("Home");
    await review.key("x");
    await expect(reviewer.correction).toHaveText(new RegExp(`^${dropped} ${CANDIDATE} removed Cache`));
    await expect(review.clock).toHaveText(dropped);
    await look("1-correction");
  });

  await test.step("by the ghosts and its history", async () => {
    await review.key("End");
    await review.key("g");
    await reviewer.press(reviewer.ghosts.locator("summary"));
    const ghost = reviewer.ghosts.getByRole("button", { name: /Cache$/ });
    await expect(ghost).toContainText(dropped);
    await look("1-ghosts");
    await reviewer.press(ghost);
    await expect(things.panel).toHaveAccessibleName("History of Cache");
    expect(await things.told()).toContain(`${dropped} Removed by ${CANDIDATE}`);
    await look("1-history");
    await review.key("Escape");
    await review.key("g");
  });

  await test.step("and by the search", async () => {
    await review.key("/");
    await expect(reviewer.search).toBeFocused();
    await review.page.keyboard.type("cache");
    await expect(reviewer.hits.first()).toContainText("Cache");
    await expect(reviewer.hits.first()).toContainText("gone at the end");
    await expect(reviewer.hits.first().locator("mark")).toHaveText("Cache");
    await look("1-search");
    await review.key("Escape");
  });

  await test.step("what changed after the hint", async () => {
    await reviewer.goOnTo("Hint given");
    const hint = await review.clock.innerText();
    expect(secondsOf(hint)).toBeGreaterThan(secondsOf(dropped));
    await review.key("c");
    await expect(reviewer.pinned).toHaveText(`${hint} is pinned: go to another moment and press Compare or C again.`);
    await look("2-hint-pinned");
    await review.key("End");
    const end = await review.clock.innerText();
    await review.key("c");
    await expect(things.comparison.getByRole("heading")).toHaveText(`${hint} against ${end}`);
    const told = await things.differences();
    expect(told).toContain("+ Queue added");
    expect(told).toContain("+ API → Queue added");
    expect(told.filter((words) => words.startsWith("+ main.")), "the code").toHaveLength(1);
    expect(told.filter((words) => /Cache|Database/.test(words)), "what went before the hint is no part of it").toEqual([]);
    await look("2-compared");
    await review.key("Escape");
    await expect(review.story.getByRole("button", { name: /Orders wait in a queue/ })).toContainText("Bursts");
  });

  await test.step("what was said while the queue was drawn", async () => {
    const outline = new OutlinePart(review.page);
    await reviewer.press(review.page.getByRole("button", { name: "The board as text" }));
    await expect(outline.region).toBeVisible();
    await reviewer.reach(outline.region.getByRole("searchbox"));
    await review.page.keyboard.type("queue");
    await expect(outline.line(/^Queue$/)).toBeVisible();
    await review.key("Enter");
    const names = await outline.names();
    for (let down = 0; down < names.indexOf("Queue"); down += 1) await review.key("ArrowDown");
    await expect(outline.line(/^Queue$/)).toBeFocused();
    await look("3-chosen");
    await review.key("h");
    await expect(things.panel).toHaveAccessibleName("History of Queue");
    const [made] = await things.told();
    const from = secondsOf(made!.slice(0, 5));
    await look("3-history-of-queue");
    const sound = new SoundPart(review);
    const said = await sound.heard(async () => {
      await reviewer.press(things.panel.getByRole("button", { name: "Play what was said" }));
      await expect(review.page.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
      await look("3-said");
    });
    expect(said.from, "from a little before it").toBeGreaterThan(from - 3.5);
    expect(said.from).toBeLessThan(from + 1);
    expect(said.to, "until a little after it").toBeGreaterThan(from + 1);
    expect(said.to).toBeLessThan(from + 5);
    await expect(review.page.getByRole("button", { name: "Play", exact: true }), "it stops by itself").toBeVisible();
    const beeps = (await sound.beeps(room)).filter((beep) => beep > said.from && beep < said.to);
    expect(beeps.length, "something is to be heard there").toBeGreaterThan(1);
  });
});
