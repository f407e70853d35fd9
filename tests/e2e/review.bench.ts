// Seeking in a recording of one hour with 200,000 entries: board and code painted; and from the address to the first frame.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import type { Locator, Page } from "@playwright/test";

import { percentile, row } from "./pages/rows.ts";
import { ReviewPage } from "./pages/review.ts";
import { HOST, test } from "./scene.ts";
import { StaffPages } from "./pages/staff.ts";

const SEEKS = 60;
const EARLY_SEEKS = 5;
const OPENINGS = 5;
const NOTES = 70;
const REST_MILLIS = 30_000;
const PLAYED_FROM_MILLIS = 3_240_000;

test("review", async ({ server, stranger }) => {
  const file = path.join(server.data, "hour.jsonl");
  const cargo = ["run", "--release", "--package", "tests", "--bin", "bench", "--", "--write-hour", file];
  await promisify(execFile)("cargo", cargo, { maxBuffer: 16 << 20 });
  const room = await server.importFile(file);
  const staff = new StaffPages(await stranger(), server);
  // What was fetched is looked up afterwards, and a review asks for much.
  await staff.page.addInitScript(() => performance.setResourceTimingBufferSize(2_000));
  await staff.page.setViewportSize({ width: 1440, height: 900 });
  await staff.setUp(HOST);
  await staff.page.goto(server.url);
  await writeNotes(staff.page, room);
  const { begun, first } = await opened(staff.page, `${server.url}/review/${room}`);
  row("review: address to first frame, the first time", first, "ms");
  const review = new ReviewPage(staff.page);
  await review.isOpen();
  row("review: bytes of the recording on the wire", (await wireBytes(staff.page)) / 1e6, "MB", 3);
  const early = await seeks(review.playhead, EARLY_SEEKS);
  await review.canvas.isPrepared();
  row("review: address to all jumps prepared, seeks between", Date.now() - begun, "ms");
  const prepared = await seeks(review.playhead, SEEKS);
  row("review: seek at once after opening, median", percentile(early.whole, 50), "ms");
  row("review: seek, board and code painted, median", percentile(prepared.whole, 50), "ms");
  row("review: seek, board and code painted, p95", percentile(prepared.whole, 95), "ms", 16);
  row("review: seek, board and code painted, max", percentile(prepared.whole, 100), "ms", 50);
  row("review: seek, of that not finished in its frame", prepared.drafts, "of 60");
  row("review: picture of a moment pointed at, p95", percentile(await pointing(review.playhead, SEEKS), 95), "ms", 16);
  row("seek: board at a random moment, in the page, p95", percentile([...early.fold, ...prepared.fold], 95), "ms", 1);
  row("review: memory of the tab, at once after all of that", await memoryOf(staff.page), "MB", 250);
  // Within that time the browser gives back what it held only for the moment.
  await staff.page.waitForTimeout(REST_MILLIS);
  row("review: memory of the tab, at rest", await memoryOf(staff.page), "MB", 250);
  const played = await playFast(review);
  row("review: playing at 32x, a frame, median", percentile(played.frames, 50), "ms", 8);
  row("review: playing at 32x, a frame, p95", percentile(played.frames, 95), "ms");
  row("review: playing at 32x, notes and entries dropped", played.dropped, "of all", 0);
  // A browser that was just started is still busy with itself, so that the median of several openings counts.
  const openings: Opening[] = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    await staff.page.goto(server.url);
    openings.push(await opened(staff.page, `${server.url}/review/${room}`));
  }
  const median = (of: (opening: Opening) => number) => percentile(openings.map(of), 50);
  row("review: address to first frame, median", median((opening) => opening.first), "ms", 300);
  row("review: address to time bar complete, median", median((opening) => opening.bar), "ms", 1_000);
});

/** When it began, and how many milliseconds later there was something to see. */
interface Opening {
  begun: number;
  first: number;
  bar: number;
}

async function opened(page: Page, address: string): Promise<Opening> {
  const begun = Date.now();
  await page.goto(address, { waitUntil: "commit" });
  // Looked at with every frame: asking from outside comes at longer and longer intervals.
  await page.waitForFunction(() => document.querySelector(".review")?.hasAttribute("data-seq") ?? false);
  const first = Date.now() - begun;
  await page.waitForFunction(() => document.querySelector(".time-lane path[d^=M]") !== null);
  return { begun, first, bar: Date.now() - begun };
}

/** What seeks to random moments cost: all of the main thread until both layers can be read, and of that the fold. */
async function seeks(playhead: Locator, count: number): Promise<{ whole: number[]; fold: number[]; drafts: number }> {
  return playhead.evaluate(async (slider, count) => {
    const box = slider.getBoundingClientRect();
    const message = () =>
      new Promise<void>((resolve) => {
        const after = new MessageChannel();
        after.port1.onmessage = () => resolve();
        after.port2.postMessage(0);
      });
    // The time a frame began at, told when all callbacks of the frame have run: the page may ask for its own after ours.
    const frame = () =>
      new Promise<number>((resolve) => requestAnimationFrame((begun) => message().then(() => resolve(begun))));
    // The same moments every time.
    let state = 2026;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const [whole, fold]: [number[], number[]] = [[], []];
    let drafts = 0;
    const at = (type: string, part: number) => {
      const place = { clientX: box.left + box.width * part, clientY: box.bottom - 4 };
      slider.dispatchEvent(new PointerEvent(type, { ...place, pointerId: 1, buttons: 1, bubbles: true, isPrimary: true }));
    };
    at("pointerdown", 0.5);
    for (let seek = 0; seek < count; seek += 1) {
      const part = random();
      const start = performance.now();
      at("pointermove", part);
      // What the event leads to (the code view, the clock) runs before the message; a frame may come before it as well.
      await message();
      const handled = performance.now();
      // Waiting for the screen is no cost.
      const begun = Math.max(await frame(), handled);
      for (const layer of document.querySelectorAll<HTMLCanvasElement>(".canvas canvas")) {
        layer.getContext("2d")?.getImageData(5, 5, 1, 1);
      }
      whole.push(handled - start + performance.now() - begun);
      fold.push(performance.getEntriesByName("fold", "measure").at(-1)?.duration ?? Number.NaN);
      drafts += document.querySelector<HTMLElement>(".canvas")?.dataset["picture"] === "settled" ? 0 : 1;
    }
    at("pointerup", 0.5);
    return { whole, fold, drafts };
  }, count);
}

/** Notes along the last six minutes, five seconds apart. */
async function writeNotes(page: Page, room: string): Promise<void> {
  const statuses = await page.evaluate(
    async ([room, first, count]) => {
      const put = async (index: number) => {
        const id = index.toString(16).padStart(32, "0");
        const note = { id, at: first + index * 5_000, kind: "note", text: `note ${index}`, elements: [] };
        const headers = { "content-type": "application/json" };
        return (await fetch(`/api/v1/rooms/${room}/notes/${id}`, { method: "PUT", headers, body: JSON.stringify(note) })).status;
      };
      return Promise.all(Array.from({ length: count }, (_, index) => put(index)));
    },
    [room, PLAYED_FROM_MILLIS, NOTES] as const,
  );
  if (statuses.some((status) => status !== 200)) throw new Error(`notes were not kept: ${statuses}`);
}

/** What the answers with the recording's entries took on the wire. */
function wireBytes(page: Page): Promise<number> {
  return page.evaluate(() => {
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const recording = entries.filter((entry) => entry.name.includes("/recording/after/"));
    return recording.reduce((sum, entry) => sum + entry.encodedBodySize, 0);
  });
}

/** What the tab's process holds for itself, in megabytes. */
async function memoryOf(page: Page): Promise<number> {
  const browser = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  const tabs = processInfo.filter((process: { type: string }) => process.type === "renderer");
  const sizes = tabs.map(async ({ id }: { id: number }) => {
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1_000;
  });
  return Math.max(...(await Promise.all(sizes)));
}

/** Plays the last minutes at 32 times their pace: what each frame cost the main thread, and what was passed over. */
async function playFast(review: ReviewPage): Promise<{ frames: number[]; dropped: number }> {
  await review.key("Home");
  for (let press = 0; press < 8; press += 1) await review.key(">");
  await review.story.getByRole("button", { name: /note 0\b/ }).click();
  return review.page.evaluate(async (notes) => {
    const message = () =>
      new Promise<void>((resolve) => {
        const after = new MessageChannel();
        after.port1.onmessage = () => resolve();
        after.port2.postMessage(0);
      });
    const frame = () =>
      new Promise<number>((resolve) => requestAnimationFrame((begun) => message().then(() => resolve(performance.now() - begun))));
    const seen = new Set<string>();
    const look = () => {
      const current = document.querySelector(".story [aria-current]")?.textContent ?? "";
      const name = /note \d+/.exec(current)?.[0];
      if (name !== undefined) seen.add(name);
    };
    new MutationObserver(look).observe(document.querySelector(".story")!, { subtree: true, attributes: true, attributeFilter: ["aria-current"] });
    look();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true }));
    const frames: number[] = [];
    const clock = () => document.querySelector(".time-play")?.getAttribute("aria-label") ?? "";
    await frame();
    do frames.push(await frame());
    while (clock().startsWith("Pause") && frames.length < 20_000);
    const seq = Number(document.querySelector<HTMLElement>(".review")?.dataset["seq"]);
    return { frames, dropped: notes - seen.size + (200_000 - seq) };
  }, NOTES);
}

/** What pointing at random moments costs: from the pointer's event until the small picture can be read. */
async function pointing(playhead: Locator, count: number): Promise<number[]> {
  return playhead.evaluate(async (slider, count) => {
    const box = slider.getBoundingClientRect();
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    let state = 2027;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const costs: number[] = [];
    for (let time = 0; time < count; time += 1) {
      const place = { clientX: box.left + box.width * random(), clientY: box.bottom - 4 };
      // Its picture is painted in the frame that follows, by a callback that was asked for before ours.
      slider.dispatchEvent(new PointerEvent("pointermove", { ...place, pointerId: 1, pointerType: "mouse", bubbles: true }));
      await Promise.resolve();
      const begun = await frame();
      const canvas = document.querySelector<HTMLCanvasElement>(".time-then-board canvas");
      canvas?.getContext("2d")?.getImageData(5, 5, 1, 1);
      costs.push(performance.now() - begun);
    }
    return costs;
  }, count);
}
