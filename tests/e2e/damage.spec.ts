// Recordings that are not whole: each opens as far as it is sound and says in one sentence what is missing.

import { writeFile } from "node:fs/promises";
import path from "node:path";

import type { Locator, Page } from "@playwright/test";

import type { ReviewPage } from "./pages/review.ts";
import { StaffPages } from "./pages/staff.ts";
import type { Server } from "./pages/server.ts";
import { expect, HOST, test } from "./scene.ts";

const HOUR = 3_600_000;

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
  const file = path.join(server.data, `${entries.length}.jsonl`);
  const header = { kind: "header", format: 0, started_unix_millis: null, entries: entries.length, people: [{ actor: 1, name: "Ana Okafor" }] };
  await writeFile(file, [header, ...entries].map((line) => JSON.stringify(line) + "\n").join(""));
  return JSON.parse((await server.command("import", file)).stdout).room as string;
}

/** Changes the answer with the entries after the first segment, however often it is asked for. */
async function breakPage(page: Page, change: (bytes: Buffer) => void): Promise<void> {
  await page.route("**/recording/after/4096", async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    change(body);
    await route.fulfill({ status: 200, contentType: "application/octet-stream", body });
  });
}
