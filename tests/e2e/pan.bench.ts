// Panning with 4,000 mixed elements in view, 1440x900: what a frame costs until its pixels can be read.

import { writeFile } from "node:fs/promises";
import path from "node:path";

import { CanvasPart } from "./pages/canvas.ts";
import { percentile, row } from "./pages/rows.ts";
import { test } from "./scene.ts";

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
  await page.addInitScript(() => localStorage.setItem("chalkback-split", "1"));
  await page.goto(link);
  await page.getByLabel(/name/i).fill("Bench");
  const consent = page.getByRole("checkbox");
  if ((await consent.count()) > 0) await consent.first().check();
  await page.getByRole("button", { name: /join|enter|room/i }).first().click();
  const canvas = new CanvasPart(page);
  await canvas.shows(ELEMENTS);
  await page.keyboard.press("Shift+Digit1");
  await canvas.surface.and(page.locator("[data-picture=settled]")).waitFor();
  const frames = await canvas.surface.evaluate(async (surface) => {
    const layers = [...surface.querySelectorAll("canvas")];
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const taken: number[] = [];
    for (let step = 0; step < 300; step += 1) {
      const [deltaX, deltaY] = [9 * Math.cos(step / 24), 9 * Math.sin(step / 24)];
      const begun = performance.now();
      layers[layers.length - 1]?.dispatchEvent(new WheelEvent("wheel", { deltaX, deltaY, bubbles: true, cancelable: true }));
      await frame();
      for (const layer of layers) layer.getContext("2d")?.getImageData(5, 5, 1, 1);
      taken.push(performance.now() - begun);
    }
    return taken.slice(20);
  });
  row("pan: 4,000 elements in view, frame, median", percentile(frames, 50), "ms", 8);
  row("pan: 4,000 elements in view, frame, p95", percentile(frames, 95), "ms");
});
