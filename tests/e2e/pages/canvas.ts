// The drawing surface, in the room and in the review: how many elements it says it shows, and whether anything is painted.

import { expect, type Locator, type Page } from "@playwright/test";

/** The tools, and the inspector beside them while something is selected. */
const COVERED_PX = 300;

export class CanvasPart {
  readonly surface: Locator;

  constructor(readonly page: Page) {
    // The scratch corner has a board of its own.
    this.surface = page.getByRole("application", { name: /^Drawing board/ }).and(page.locator(":not(.scratch *)"));
  }

  async shows(elements: number): Promise<void> {
    await expect(this.surface).toHaveAttribute("data-elements", String(elements));
    await expect(this.surface).toHaveAccessibleName(`Drawing board, ${elements} ${elements === 1 ? "element" : "elements"}`);
  }

  async count(): Promise<number> {
    return Number(await this.surface.getAttribute("data-elements"));
  }

  /** Pixels of the drawing (or of what lies over it: selection, others' cursors) that differ from the commonest one. */
  inked(layer: "baked" | "over"): Promise<number> {
    return this.surface.locator(`canvas.canvas-${layer}`).evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      const counts = new Map<number, number>();
      const words = new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0));
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      return words.length - Math.max(0, ...counts.values());
    });
  }

  /** A fingerprint of every pixel that is seen of both layers, taken once the picture is finished. */
  fingerprint(): Promise<string> {
    return this.surface.evaluate(async (surface: HTMLElement) => {
      await document.fonts.ready;
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      // What an event changed is drawn in the next frame, and what that frame leaves over in those after it.
      do {
        await frame();
        await frame();
      } while (surface.dataset["picture"] !== "settled");
      const seen = surface.getBoundingClientRect();
      const prints = [...surface.querySelectorAll("canvas")].map(async (canvas) => {
        // A canvas may reach beyond what is seen of it, further to one side than to the other.
        const whole = canvas.getBoundingClientRect();
        if (whole.width === 0) return "not shown";
        const ratio = canvas.width / whole.width;
        const [left, top] = [Math.round((seen.left - whole.left) * ratio), Math.round((seen.top - whole.top) * ratio)];
        const [width, height] = [Math.round(seen.width * ratio), Math.round(seen.height * ratio)];
        const pixels = canvas.getContext("2d")?.getImageData(left, top, width, height).data;
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", pixels ?? new Uint8Array()));
        return `${width}x${height} ${[...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
      });
      return (await Promise.all(prints)).join("; ");
    });
  }

  /** Whether something is drawn around a place of the board itself in ink or in somebody's colour, which lack at least one of
   * red, green and blue; the dots of the grid are light. */
  isDrawn(x: number, y: number): Promise<boolean> {
    return this.surface.evaluate(
      (surface, [x, y]) => {
        const canvas = surface.querySelector<HTMLCanvasElement>("canvas.canvas-baked");
        if (canvas === null) return false;
        // The canvas may reach beyond what is seen of it.
        const [seen, whole] = [surface.getBoundingClientRect(), canvas.getBoundingClientRect()];
        const ratio = canvas.width / whole.width;
        const [left, top] = [(seen.left + x - whole.left) * ratio, (seen.top + y - whole.top) * ratio];
        const pixels = canvas.getContext("2d")?.getImageData(left, top, 8 * ratio, 8 * ratio).data ?? [];
        for (let at = 0; at < pixels.length; at += 4) {
          const [red, green, blue] = [pixels[at] ?? 255, pixels[at + 1] ?? 255, pixels[at + 2] ?? 255];
          if (Math.min(red, green, blue) < 110 && (pixels[at + 3] ?? 0) > 200) return true;
        }
        return false;
      },
      [COVERED_PX + x, y] as const,
    );
  }

  /** Jumps to any moment need no more work. */
  async isPrepared(): Promise<void> {
    await expect(this.surface).toHaveAttribute("data-prepared", "yes");
  }

  /** Whether something is painted over the drawing near a place: a cursor, a handle. */
  hasOver(x: number, y: number): Promise<boolean> {
    return this.surface.locator("canvas.canvas-over").evaluate(
      (canvas: HTMLCanvasElement, [x, y]) => {
        const ratio = canvas.width / canvas.getBoundingClientRect().width;
        const pixels = canvas.getContext("2d")?.getImageData((x - 4) * ratio, (y - 4) * ratio, 24 * ratio, 24 * ratio);
        return pixels?.data.some((value) => value !== 0) ?? false;
      },
      [COVERED_PX + x, y] as const,
    );
  }

  /** A place on the page, from one in the part of the surface that no panel of the room covers. */
  async place(x: number, y: number): Promise<{ x: number; y: number }> {
    const box = await this.surface.boundingBox();
    if (box === null) throw new Error("the board is not on the page");
    return { x: box.x + COVERED_PX + x, y: box.y + y };
  }
}
