// Recordings that are not whole: each opens as far as it is sound and says in one sentence what is missing.

import type { Locator, Page, Route } from "@playwright/test";

import type { ReviewPage } from "./pages/review.ts";
import { StaffPages } from "./pages/staff.ts";
import type { Server } from "./pages/server.ts";
import { expect, HOST, test } from "./scene.ts";

const HOUR = 3_600_000;
/** The entries after the first segment. */
const SECOND_PAGE = "**/recording/after/4096";

test("a flipped byte leaves its run out, says so, and the rest stands at its time", async ({ server, stranger }) => {
  const staff = await signedIn(server, await stranger());
  // Two segments of 4,096 entries and a rest; the rest begins with a whole board.
  const room = await imported(server, texts(9_000, { gapAt: 8_500 }));
  await breakPage(staff.page, (bytes) => void (bytes[Math.floor(bytes.length / 2)]! ^= 0x10));
  const review = await staff.review(room);
  await expect(faults(review)).toContainText(
    /From 06:49 to 14:1\d nothing can be shown: entries 4097 to 8192 are .*; then the recording holds the whole board again\./,
  );
  await review.key("End");
  await review.canvas.shows(1);
  await expect(review.clock).toHaveText("15:00");
  await review.key("Home");
  await expect(review.clock).toHaveText("00:00");
});

test("one that was cut short opens up to there", async ({ server, stranger }) => {
  const staff = await signedIn(server, await stranger());
  const room = await imported(server, texts(5_000, {}));
  await breakPage(staff.page, (bytes) => bytes.fill(0, 40));
  const review = await staff.review(room);
  await expect(faults(review)).toContainText("Only what was recorded up to 06:49 can be shown: entries 4097 to 5000 are damaged.");
  await review.key("End");
  await review.canvas.shows(1);
  await expect(review.clock).toHaveText("06:49");
});

test("an empty one, a day's gap, a masked stretch and a note on nothing open, and the stretch is named", async ({ server, stranger }) => {
  const staff = await signedIn(server, await stranger());
  await test.step("empty", async () => {
    const room = await imported(server, []);
    await staff.page.goto(`${server.url}/review/${room}`);
    await expect(staff.page.getByText("Nothing was recorded in this room yet")).toBeVisible();
  });
  await test.step("the others", async () => {
    const lines = texts(40, {});
    lines.forEach((line, index) => {
      if (index >= 20) line["at"] = Number(line["at"]) + 24 * HOUR;
      if (index % 7 === 3) line["ago"] = 4_000_000_000;
    });
    // Something to mask: where nothing is written nothing is taken out.
    const edit = { at: 0, delete: 0, insert: "sk-12345" };
    const target = { Element: "0".repeat(31) + "1" };
    lines[12]!["op"] = { Text: { target, rank: 1, atoms: [{ dt_millis: 0, cause: "Type", edit }] } };
    const room = await imported(server, lines);
    const status = await staff.page.evaluate(async (room) => {
      const id = "0".repeat(31) + "7";
      const note = { id, at: 86_400_000, kind: "note", text: "on nothing", elements: ["f".repeat(32)] };
      const headers = { "content-type": "application/json" };
      const put = await fetch(`/api/v1/rooms/${room}/notes/${id}`, { method: "PUT", headers, body: JSON.stringify(note) });
      const body = JSON.stringify({ from: 1_000, to: 1_500, actor: null, way: "mask" });
      const masked = await fetch(`/api/v1/rooms/${room}/removals`, { method: "POST", headers, body });
      return [put.status, masked.status];
    }, room);
    expect(status).toEqual([200, 200]);
    const review = await staff.review(room);
    await expect(faults(review)).not.toContainText("can be shown");
    await review.story.getByRole("button", { name: /Words were taken out from 00:01 to 00:01/ }).click();
    await expect(review.clock).toHaveText("00:01");
    const lost = review.story.getByRole("listitem").filter({ hasText: "on nothing" });
    await expect(lost).toContainText("on something that is not in this recording");
    await review.story.getByRole("button", { name: /on nothing/ }).click();
    await expect(review.clock).toHaveText(/^24:00:00$/);
    await review.canvas.shows(1);
    await review.key("End");
    await expect(review.clock).toHaveText(/^24:00:0\d$/);
  });
});

test("one that a newer version went on with, and one that lacks a page, open up to there", async ({ server, stranger }) => {
  const staff = await signedIn(server, await stranger());
  const room = await imported(server, texts(5_000, {}));
  const format = Buffer.from("CBK");
  for (const [what, change, sentence] of [
    [
      "a newer version",
      (bytes: Buffer) => void (bytes[bytes.indexOf(format) + format.length] = 9),
      "entries 4097 to 5000 were recorded by a newer version (format 9); update Chalkback.",
    ],
    // No removals, and no runs.
    ["nothing", () => Buffer.from([0, 0]), "entries 4097 to 5000 are missing."],
  ] as const) {
    await test.step(what, async () => {
      await breakPage(staff.page, change);
      const review = await staff.review(room);
      await expect(faults(review)).toHaveText(`Only what was recorded up to 06:49 can be shown: ${sentence}`);
      await isShownUpToThere(review);
    });
  }
});

test("one of which a page is passed over shows what is behind it at its time", async ({ server, stranger }) => {
  const staff = await signedIn(server, await stranger());
  // The segment behind the one that is not there cannot be held against the chain; the rest can, and has a whole board in it.
  const room = await imported(server, texts(13_500, { gapAt: 13_000 }));
  const next = await (await staff.page.request.get(`${server.url}/api/v1/rooms/${room}/recording/after/8192`)).body();
  await breakPage(staff.page, () => next);
  const review = await staff.review(room);
  await expect(faults(review)).toHaveText(
    "From 06:49 to 21:40 nothing can be shown: entries 4097 to 8192 are missing; then the recording holds the whole board again.",
  );
  await review.key("End");
  await review.canvas.shows(1);
  await expect(review.clock).toHaveText("22:30");
  expect(await review.seq()).toBe(13_500);
});

test("one in which a page comes out of its order opens up to there", async ({ server, stranger }) => {
  const staff = await signedIn(server, await stranger());
  const room = await imported(server, texts(5_000, {}));
  const first = await staff.page.request.get(`${server.url}/api/v1/rooms/${room}/recording/after/0`);
  const again = await first.body();
  await breakPage(staff.page, () => again);
  const review = await staff.review(room);
  await expect(faults(review)).toContainText(/^Only what was recorded up to 06:49 can be shown: entry 4097 is not in order\.$/);
  await isShownUpToThere(review);
});

test("where a page cannot be had at all the review says why, and opens as soon as it can", async ({ server, stranger }) => {
  const staff = await signedIn(server, await stranger());
  const room = await imported(server, texts(5_000, {}));
  const { page } = staff;
  for (const [fails, sentence] of [
    [(route: Route) => route.fulfill({ status: 500, body: "" }), "The server failed (status 500). Try again in a moment."],
    [(route: Route) => route.abort(), "The server cannot be reached. Check the connection and try again."],
    [
      (route: Route) => route.fulfill({ status: 200, body: "<html>" }),
      "The server gave an answer that this page does not understand. Reloading the page may help.",
    ],
  ] as const) {
    await page.unrouteAll();
    await page.route(SECOND_PAGE, fails);
    await page.goto(`${server.url}/review/${room}`);
    await expect(page.getByRole("heading", { name: "This review cannot be opened" })).toBeVisible();
    await expect(page.getByRole("alert")).toHaveText(sentence);
  }
  await page.unrouteAll();
  const review = await staff.review(room);
  await expect(faults(review)).toHaveText("");
  await review.key("End");
  await expect(review.clock).toHaveText("08:20");
});

/** The first segment, to its end, painted. */
async function isShownUpToThere(review: ReviewPage): Promise<void> {
  await review.key("End");
  await review.canvas.shows(1);
  await expect(review.clock).toHaveText("06:49");
  expect(await review.seq()).toBe(4_096);
  await expect.poll(() => review.canvas.inked("baked")).toBeGreaterThan(100);
}

/** Where the page says what is missing. */
function faults(review: ReviewPage): Locator {
  return review.page.locator(".review-faults");
}

async function signedIn(server: Server, page: Page): Promise<StaffPages> {
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff;
}

/** Entries of a recording, ten a second: one text on the board that is moved on and on; where wished, a whole board. */
function texts(count: number, { gapAt }: { gapAt?: number }): Record<string, unknown>[] {
  const style = { stroke: { Token: 0 }, fill: null, width_eighths: 16, dash: "Solid", opacity_percent: 100, font_size: 20, align: "Left" };
  const element = {
    id: "0".repeat(31) + "1", author: 1, kind: { Shape: "Rectangle" }, origin: { x: 0, y: 0 }, size: { width: 800, height: 400 },
    angle_centidegrees: 0, order: "a0", style, text: "", locked: false, deleted: false, groups: [],
  };
  return Array.from({ length: count }, (_, index) => {
    const seq = index + 1;
    const entry = { kind: "entry", seq, at: seq * 100, ago: 0, actor: 1 };
    if (index === 0) return { ...entry, op: { Create: [element] } };
    if (seq === gapAt) return { ...entry, op: { Gap: { elements: [element], files: [], cards: [], open_ink: [] } } };
    return { ...entry, op: { Update: [{ id: element.id, props: [{ Origin: { x: seq, y: 0 } }] }] } };
  });
}

async function imported(server: Server, entries: Record<string, unknown>[]): Promise<string> {
  const header = { kind: "header", format: 0, started_unix_millis: null, entries: entries.length, people: [{ actor: 1, name: "Ana Okafor" }] };
  return server.import(`${entries.length}.jsonl`, [header, ...entries].map((line) => JSON.stringify(line) + "\n").join(""));
}

/** Changes the answer with the entries after the first segment, or puts another in its place, however often it is asked for. */
async function breakPage(page: Page, change: (bytes: Buffer) => Buffer | void): Promise<void> {
  await page.unrouteAll();
  await page.route(SECOND_PAGE, async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    await route.fulfill({ status: 200, contentType: "application/octet-stream", body: change(body) ?? body });
  });
}
