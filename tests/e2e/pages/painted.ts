// What is painted within a box of the board, once the picture is finished. Boxes are given like the places of a board.

import type { CanvasPart } from "./canvas.ts";

/** Within the part of the surface that no panel covers. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Rgb = [number, number, number];

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

/** A fingerprint of all colours within a box: a large one is told as fast as a small one. */
export async function printOf(canvas: CanvasPart, part: Part): Promise<string> {
  return (await read(canvas, part, "print")).print;
}

/** How often paint begins again along a row from one place to another; never where all of it has one colour. */
export async function stripes(canvas: CanvasPart, from: number, to: number, y: number): Promise<number> {
  const row = await pixelsIn(canvas, { x: Math.round(from) + 6, y: Math.round(y), width: Math.round(to - from) - 12, height: 1 });
  const least = row.map((pixel) => Math.min(...pixel));
  const half = (Math.min(...least) + Math.max(...least)) / 2;
  return least.filter((channel, index) => index > 0 && channel < half && least[index - 1]! >= half).length;
}

/** How many pixels of all that is painted have exactly this colour. */
export function pixelsOf(canvas: CanvasPart, colour: Rgb): Promise<number> {
  return canvas.surface.locator("canvas.canvas-baked").evaluate((canvas: HTMLCanvasElement, colour) => {
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    let count = 0;
    for (let at = 0; at < pixels.length; at += 4) if (colour.every((part, index) => pixels[at + index] === part)) count += 1;
    return count;
  }, colour);
}

interface Read {
  ink: number[];
  colours: Rgb[];
  print: string;
}

/** Every colour, the numbers of the pixels that are ink, or a fingerprint: the page tells no more than is asked for. */
async function read(canvas: CanvasPart, part: Part, wanted: keyof Read): Promise<Read> {
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
    const found = { ink: [] as number[], colours: [] as [number, number, number][], print: "" };
    if (wanted === "print") {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", pixels));
      found.print = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      return found;
    }
    for (let at = 0; at < pixels.length; at += 4) {
      const colour: [number, number, number] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
      if (wanted === "colours") found.colours.push(colour);
      else if (Math.min(...colour) < 110) found.ink.push(at / 4);
    }
    return found;
  }, within);
}
