// What is painted within a box of the board, once the picture is finished. Boxes are given like the places of a board.

import type { CanvasPart } from "./canvas.ts";

/** Within the part of the surface that no panel covers. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Rgb = [number, number, number];

/** Where the ink is, in pixels from the corner of the box, of whatever colour: what has much less of red, green or blue than paper,
 * tints and the dots of the grid. */
export async function inkIn(canvas: CanvasPart, part: Part): Promise<{ x: number; y: number }[]> {
  const { ink } = await read(canvas, part, "ink");
  return ink.map((index) => ({ x: index % part.width, y: Math.floor(index / part.width) }));
}

/** The colour at a place: red, green, blue. */
export async function colourAt(canvas: CanvasPart, x: number, y: number): Promise<Rgb> {
  const [colour] = await pixelsIn(canvas, { x, y, width: 1, height: 1 });
  return colour ?? [0, 0, 0];
}

/** All colours within a box, from the left to the right and down, one for each pixel of the device. */
export async function pixelsIn(canvas: CanvasPart, part: Part): Promise<Rgb[]> {
  return (await read(canvas, part, "colours")).colours;
}

/** Either every colour or the numbers of the pixels that are ink: of a large box the page tells no more than is asked for. */
async function read(canvas: CanvasPart, part: Part, wanted: "ink" | "colours"): Promise<{ ink: number[]; colours: Rgb[] }> {
  const surface = await canvas.surface.boundingBox();
  const corner = await canvas.place(part.x, part.y);
  const within = { ...part, x: corner.x - (surface?.x ?? 0), y: corner.y - (surface?.y ?? 0), wanted };
  return canvas.surface.evaluate(async (surface: HTMLElement, { x, y, width, height, wanted }) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    do {
      await frame();
      await frame();
    } while (surface.dataset["picture"] !== "settled");
    const canvas = surface.querySelector<HTMLCanvasElement>("canvas.canvas-baked")!;
    // The canvas may reach beyond what is seen of it.
    const [seen, whole] = [surface.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const ratio = devicePixelRatio;
    const [left, top] = [Math.round((seen.left + x - whole.left) * ratio), Math.round((seen.top + y - whole.top) * ratio)];
    const pixels = canvas.getContext("2d")?.getImageData(left, top, width * ratio, height * ratio).data ?? new Uint8ClampedArray();
    const found = { ink: [] as number[], colours: [] as [number, number, number][] };
    for (let at = 0; at < pixels.length; at += 4) {
      const colour: [number, number, number] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
      if (wanted === "colours") found.colours.push(colour);
      else if (Math.min(...colour) < 110) found.ink.push(at / 4);
    }
    return found;
  }, within);
}
