// What is painted of the drawing, as boxes on the page.

import type { CanvasPart } from "./canvas.ts";
import type { RoomPage } from "./room.ts";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The box around everything that is painted and seen of the drawing but the dots of the grid, once the picture is finished. */
export function drawnBox(room: { canvas: CanvasPart }): Promise<Box | null> {
  return room.canvas.surface.evaluate(async (surface: HTMLElement) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    do {
      await frame();
      await frame();
    } while (surface.dataset["picture"] !== "settled");
    const canvas = surface.querySelector<HTMLCanvasElement>("canvas.canvas-baked");
    if (canvas === null) return null;
    // The canvas may reach beyond what is seen of it.
    const [seen, whole] = [surface.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const ratio = canvas.width / whole.width;
    const [x, y] = [(seen.left - whole.left) * ratio, (seen.top - whole.top) * ratio];
    const [width, height] = [Math.floor(seen.width * ratio), Math.floor(seen.height * ratio)];
    const pixels = canvas.getContext("2d")?.getImageData(x, y, width, height).data ?? [];
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let at = 0; at < pixels.length; at += 4) {
      // What is far away has thin lines.
      const darkest = Math.min(pixels[at] ?? 255, pixels[at + 1] ?? 255, pixels[at + 2] ?? 255);
      if (darkest > 175 || (pixels[at + 3] ?? 0) < 200) continue;
      const [across, down] = [((at / 4) % width) / ratio + seen.left, Math.floor(at / 4 / width) / ratio + seen.top];
      box.left = Math.min(box.left, across);
      box.right = Math.max(box.right, across);
      box.top = Math.min(box.top, down);
      box.bottom = Math.max(box.bottom, down);
    }
    return box.left > box.right ? null : box;
  });
}

/** Where something is on the page; `null` while it is not shown. */
export async function boxOf(room: RoomPage, selector: string): Promise<Box | null> {
  const place = room.page.locator(selector).first();
  if (!(await place.isVisible())) return null;
  const box = await place.boundingBox();
  return box && { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
}

export const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
