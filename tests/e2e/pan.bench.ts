// Panning with 4,000 mixed elements in view, 1440x900: what a frame costs until its pixels can be read.

import { writeFile } from "node:fs/promises";
import path from "node:path";

import { CanvasPart } from "./pages/canvas.ts";
import { percentile, row } from "./pages/rows.ts";
import { expect, test } from "./scene.ts";

const ELEMENTS = 4_000;
const COLUMNS = 80;
const KINDS = ["rectangle", "ellipse", "diamond", "text", "freedraw"] as const;

function element(index: number): object {
  const type = KINDS[index % KINDS.length] ?? "rectangle";
  const [x, y] = [(index % COLUMNS) * 60, Math.floor(index / COLUMNS) * 60];
  const base = { id: `e${index}`, type, x, y, width: 44, height: 36, strokeWidth: 2, seed: index };
  if (type === "text") return { ...base, text: `n ${index}`, fontSize: 16 };
  if (type !== "freedraw") return base;
  const points = Array.from({ length: 40 }, (_, step) => [step, 18 + 16 * Math.sin((step + index) / 4)]);
  return { ...base, points, pressures: points.map((_, step) => 0.3 + (step % 9) / 20), simulatePressure: false };
}

test("pan", async ({ server, stranger }) => {
  const elements = Array.from({ length: ELEMENTS }, (_, index) => element(index));
  const file = path.join(server.data, "pan.excalidraw");
  await writeFile(file, JSON.stringify({ type: "excalidraw", version: 2, elements, appState: {}, files: {} }));
  const room = JSON.parse((await server.command("import", file)).stdout).room as string;
  const link = (await server.command("admin", "link", room, "--role", "host")).stdout.split("\n")[0] ?? "";
  const page = await stranger();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(() => localStorage.setItem("chalkback-split", "10000"));
  await page.goto(link);
  await page.getByLabel(/name/i).fill("Bench");
  const consent = page.getByRole("checkbox");
  if ((await consent.count()) > 0) await consent.first().check();
  await page.getByRole("button", { name: /join|enter|room/i }).first().click();
  const canvas = new CanvasPart(page);
  await canvas.shows(ELEMENTS);
  await page.keyboard.press("Shift+Digit1");
  await canvas.surface.and(page.locator("[data-picture=settled]")).waitFor();
  // After a zoom the old picture is stretched until the new one is painted.
  await expect.poll(() => canvas.inked("baked")).toBeGreaterThan(50_000);
  await canvas.surface.and(page.locator("[data-picture=settled]")).waitFor();
  const before = await canvas.surface.screenshot();
  const frames = await canvas.surface.evaluate(async (surface) => {
    const layers = [...surface.querySelectorAll("canvas")];
    // The time a frame began at, by which everything that runs in it is measured: waiting for the screen is no cost.
    const frame = () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame((begun) => {
          // The page asks for its own callback after ours: a message comes when all callbacks of the frame have run.
          const after = new MessageChannel();
          after.port1.onmessage = () => resolve(begun);
          after.port2.postMessage(0);
        }),
      );
    const taken: number[] = [];
    for (let step = 0; step < 220; step += 1) {
      const [deltaX, deltaY] = [9 * Math.cos(step / 24), 9 * Math.sin(step / 24)];
      const handled = performance.now();
      layers[layers.length - 1]?.dispatchEvent(new WheelEvent("wheel", { deltaX, deltaY, bubbles: true, cancelable: true }));
      const handling = performance.now() - handled;
      const begun = await frame();
      for (const layer of layers) layer.getContext("2d")?.getImageData(5, 5, 1, 1);
      taken.push(handling + performance.now() - begun);
    }
    return taken.slice(20);
  });
  expect((await canvas.surface.screenshot()).equals(before), "the picture must have moved").toBe(false);
  row("pan: 4,000 elements in view, frame, median", percentile(frames, 50), "ms", 8);
  row("pan: 4,000 elements in view, frame, p95", percentile(frames, 95), "ms");
});
