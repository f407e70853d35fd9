// What is painted within a box of the board, once the picture is finished. Boxes are given like the places of a board.

import type { CanvasPart } from "./canvas.ts";

/** Within the part of the surface that no panel covers. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the ink is, in pixels from the corner of the box: what is much darker than paper, tints and the dots of the grid. */
export async function inkIn(canvas: CanvasPart, part: Part): Promise<{ x: number; y: number }[]> {
  const pixels = await pixelsIn(canvas, part);
  const places = pixels.map((pixel, index) => ({ pixel, x: index % part.width, y: Math.floor(index / part.width) }));
  return places.filter(({ pixel: [red, green, blue] }) => red + green + blue < 330).map(({ x, y }) => ({ x, y }));
}

/** The colour at a place: red, green, blue. */
export async function colourAt(canvas: CanvasPart, x: number, y: number): Promise<[number, number, number]> {
  const [pixel] = await pixelsIn(canvas, { x, y, width: 1, height: 1 });
  return pixel ?? [0, 0, 0];
}

/** All colours within a box, from the left to the right and down, one for each board pixel. */
export async function pixelsIn(canvas: CanvasPart, part: Part): Promise<[number, number, number][]> {
  const surface = await canvas.surface.boundingBox();
  const corner = await canvas.place(part.x, part.y);
  const within = { ...part, x: corner.x - (surface?.x ?? 0), y: corner.y - (surface?.y ?? 0) };
  return canvas.surface.evaluate(async (surface: HTMLElement, { x, y, width, height }) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    do {
      await frame();
      await frame();
    } while (surface.dataset["picture"] !== "settled");
    const canvas = surface.querySelector<HTMLCanvasElement>("canvas.canvas-baked")!;
    // The canvas may reach beyond what is seen of it.
    const [seen, whole] = [surface.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const [left, top] = [Math.round(seen.left + x - whole.left), Math.round(seen.top + y - whole.top)];
    const pixels = canvas.getContext("2d")?.getImageData(left, top, width, height).data ?? new Uint8ClampedArray();
    const colours: [number, number, number][] = [];
    for (let at = 0; at < pixels.length; at += 4) colours.push([pixels[at]!, pixels[at + 1]!, pixels[at + 2]!]);
    return colours;
  }, within);
}
