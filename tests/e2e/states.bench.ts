// Sixty random boards of one recording painted one after another, each with 1,500 strokes of 230 places, all of which differ
// from those of the board before, beside Excalidraw in the same browser. With the screen's own pace: until the second frame
// after the jump, and until it is finished.

import type { Page } from "@playwright/test";

import { Peer } from "./pages/peer.ts";
import { ReviewPage } from "./pages/review.ts";
import { percentile, row } from "./pages/rows.ts";
import { StaffPages } from "./pages/staff.ts";
import { HOST, test } from "./scene.ts";

const STROKES = 1_500;
const PLACES = 230;
const STATES = 60;
const EIGHTHS = 8;
const MINUTE = 60_000;
/** What two frames of ours may take of Excalidraw's. */
const PART = 1 / 3;

test.use({ launchOptions: { executablePath: process.env["CHROMIUM"]!, args: ["--no-sandbox", "--disable-gpu"] } });

/** A recording: all strokes, and then minute by minute all of them moved. */
function recording(): string {
  let state = 2026;
  const random = (below: number) => Math.floor(((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647) * below);
  const id = (index: number) => (index + 1).toString(16).padStart(32, "0");
  const place = () => ({ x: random(1_100 * EIGHTHS), y: random(700 * EIGHTHS) });
  const entries: { at: number; actor: number; op: object }[] = [];
  for (let index = 0; index < STROKES; index += 1) {
    const [slow, wide] = [10 + random(40), 60 + random(120)];
    const samples = Array.from({ length: PLACES }, (_, step) => [
      Math.round(step * 1.2 * EIGHTHS),
      Math.round(wide * 0.3 * Math.sin(step / slow) * EIGHTHS),
      8,
      90 + (step % 80),
    ]);
    const style = { stroke: { Token: random(9) }, fill: null, width_eighths: 16, dash: "Solid", opacity_percent: 100, font_size: 20, align: "Left" };
    const order = `b${(index + 1).toString(36).padStart(3, "0")}1`;
    const op = { InkBegin: { id: id(index), origin: place(), order, style, pressure: true, samples } };
    entries.push({ at: index, actor: 1, op }, { at: index, actor: 1, op: { InkEnd: { id: id(index) } } });
  }
  for (let minute = 1; minute <= STATES; minute += 1) {
    const changes = Array.from({ length: STROKES }, (_, index) => ({ id: id(index), props: [{ Origin: place() }] }));
    entries.push({ at: minute * MINUTE, actor: 1, op: { Update: changes } });
  }
  const header = { kind: "header", format: 0, started_unix_millis: null, people: [] };
  const lines = entries.map((entry, index) => ({ kind: "entry", seq: index + 1, ago: 0, ...entry }));
  return [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
}

test("states", async ({ server, stranger }) => {
  const room = await server.import("states.jsonl", recording());
  const staff = new StaffPages(await stranger(), server);
  await staff.page.setViewportSize({ width: 1440, height: 900 });
  await staff.setUp(HOST);
  const review: ReviewPage = await staff.review(room);
  await review.page.waitForFunction(() => document.querySelector(".review")?.hasAttribute("data-seq") ?? false);
  const { twoFrames, settled } = await review.playhead.evaluate(async (slider, states) => {
    const box = slider.getBoundingClientRect();
    const surface = document.querySelector<HTMLElement>(".canvas")!;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    let state = 7;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const at = (type: string, part: number) => {
      const place = { clientX: box.left + box.width * part, clientY: box.bottom - 4 };
      slider.dispatchEvent(new PointerEvent(type, { ...place, pointerId: 1, buttons: 1, bubbles: true, isPrimary: true }));
    };
    const [twoFrames, settled]: [number[], number[]] = [[], []];
    at("pointerdown", 0.5);
    for (let index = 0; index < states + 5; index += 1) {
      // Never the board that is shown already.
      const begun = performance.now();
      at("pointermove", 0.03 + random() * 0.96);
      await frame();
      await frame();
      twoFrames.push(performance.now() - begun);
      while (surface.dataset["picture"] !== "settled") await frame();
      settled.push(performance.now() - begun);
      await frame();
    }
    at("pointerup", 0.5);
    return { twoFrames: twoFrames.slice(5), settled: settled.slice(5) };
  }, STATES);
  await review.page.close();
  const theirs = percentile(await peersFrames(await stranger()), 50);
  row("states: 1,500 strokes of 230, Excalidraw's two frames, median", theirs, "ms");
  row("states: 1,500 strokes of 230, two frames after a jump, median", percentile(twoFrames, 50), "ms", 40);
  row("states: the same, beside Excalidraw's", percentile(twoFrames, 50), "ms", theirs * PART);
  row("states: 1,500 strokes of 230, two frames after a jump, p95", percentile(twoFrames, 95), "ms");
  row("states: 1,500 strokes of 230, finished after a jump, median", percentile(settled, 50), "ms", 120);
});

/** What two frames take the peer after it was given another board of as many strokes, each time. They are moved in place, which
 * lets it keep what it has drawn of each. */
async function peersFrames(page: Page): Promise<number[]> {
  const points = Array.from({ length: PLACES }, (_, step) => [step * 1.2, 30 * Math.sin(step / 25)]);
  const pressures = points.map((_, step) => (90 + (step % 80)) / 255);
  const stroke = (index: number) => ({ id: `s${index}`, type: "freedraw", x: 0, y: 0, width: 276, height: 60, points, pressures, simulatePressure: false, strokeWidth: 2 });
  const peer = await Peer.open(page, Array.from({ length: STROKES }, (_, index) => stroke(index)));
  await peer.look(1, 0, 0);
  const frames = await peer.page.evaluate(async (states) => {
    const { peer } = window as any;
    let state = 2026;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const move = (element: any) =>
      Object.assign(element, { x: random() * 1_100, y: random() * 700, version: element.version + 1, versionNonce: Math.floor(random() * 1e9) });
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const took: number[] = [];
    for (let index = 0; index < states + 5; index += 1) {
      const elements = peer.getSceneElements().map(move);
      await frame();
      await frame();
      const begun = performance.now();
      peer.updateScene({ elements });
      await frame();
      await frame();
      took.push(performance.now() - begun);
    }
    return took.slice(5);
  }, STATES);
  await peer.close();
  return frames;
}
