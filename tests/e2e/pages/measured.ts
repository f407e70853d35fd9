// What the benches of the canvas have in common: a board to measure on, and frames as they are counted.

import type { Page } from "@playwright/test";

import { CanvasPart } from "./canvas.ts";
import type { Server } from "./server.ts";

const KINDS = ["rectangle", "ellipse", "diamond", "text", "freedraw"] as const;

/** Elements of all kinds in rows, 60 board units apart. */
export function mixedElements(count: number, columns: number): object[] {
  return Array.from({ length: count }, (_, index) => {
    const type = KINDS[index % KINDS.length] ?? "rectangle";
    const [x, y] = [(index % columns) * 60, Math.floor(index / columns) * 60];
    const base = { id: `e${index}`, type, x, y, width: 44, height: 36, strokeWidth: 2, seed: index + 1, roughness: 0 };
    if (type === "text") return { ...base, text: `n ${index}`, fontSize: 16 };
    if (type !== "freedraw") return base;
    const points = Array.from({ length: 40 }, (_, step) => [step, 18 + 16 * Math.sin((step + index) / 4)]);
    return { ...base, points, pressures: points.map((_, step) => 0.3 + (step % 9) / 20), simulatePressure: false };
  });
}

/** Imports a drawing, enters its room as the host and shows nothing but the board. */
export async function openBoard(server: Server, page: Page, elements: object[]): Promise<CanvasPart> {
  const drawing = { type: "excalidraw", version: 2, elements, appState: {}, files: {} };
  const room = await server.import("bench.excalidraw", JSON.stringify(drawing));
  const link = (await server.command("admin", "link", room, "--role", "host")).stdout.split("\n")[0] ?? "";
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(() => localStorage.setItem("chalkback-split", "10000"));
  await page.goto(link);
  await page.getByLabel(/name/i).fill("Bench");
  const consent = page.getByRole("checkbox");
  if ((await consent.count()) > 0) await consent.first().check();
  await page.getByRole("button", { name: /join|enter|room/i }).first().click();
  const canvas = new CanvasPart(page);
  await canvas.shows(elements.length);
  await settled(canvas);
  return canvas;
}

/** The picture is finished. */
export async function settled(canvas: CanvasPart): Promise<void> {
  await canvas.surface.and(canvas.page.locator("[data-picture=settled]")).waitFor();
}

/** What acting on a page costs until the pixels of its canvases can be read, in milliseconds. */
type Measure = (act: () => void) => Promise<number>;

declare global {
  interface Window {
    costOf: Measure;
  }
}

/**
 * Gives a page `costOf`: the event, whatever it leads to, and the painting. With no screen to wait for, a frame follows the one
 * before at once.
 */
export function equip(page: Page, surface: string): Promise<void> {
  return page.evaluate((surface) => {
    // The page asks for its own callback after ours: a message comes when all callbacks of the frame have run.
    const frame = () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const after = new MessageChannel();
          after.port1.onmessage = () => resolve();
          after.port2.postMessage(0);
        }),
      );
    window.costOf = async (act) => {
      const begun = performance.now();
      act();
      await frame();
      for (const layer of document.querySelectorAll<HTMLCanvasElement>(`${surface} canvas`)) {
        layer.getContext("2d")?.getImageData(0, 0, 1, 1);
      }
      return performance.now() - begun;
    };
  }, surface);
}

/** Pans by the wheel, one event a frame, and gives what each frame cost. */
export async function pannedFrames(page: Page, surface: string, frames: number): Promise<number[]> {
  await equip(page, surface);
  return page.evaluate(
    async ({ surface, frames }) => {
      const target = [...document.querySelectorAll<HTMLCanvasElement>(`${surface} canvas`)].at(-1)!;
      const box = target.getBoundingClientRect();
      const taken: number[] = [];
      for (let step = 0; step < frames + 20; step += 1) {
        const [deltaX, deltaY] = [9 * Math.cos(step / 24), 9 * Math.sin(step / 24)];
        const at = { clientX: box.left + 700, clientY: box.top + 400 };
        const wheel = new WheelEvent("wheel", { deltaX, deltaY, ...at, bubbles: true, cancelable: true });
        taken.push(await window.costOf(() => void target.dispatchEvent(wheel)));
      }
      return taken.slice(20);
    },
    { surface, frames },
  );
}
