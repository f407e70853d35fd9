// One's own notes in the list of a review.

import { expect, type Locator } from "@playwright/test";

import type { ReviewPage } from "./review.ts";

export class ReviewNotes {
  readonly field: Locator;

  constructor(readonly review: ReviewPage) {
    this.field = review.story.getByRole("textbox", { name: "New private note; Enter keeps it" });
  }

  /** The note in the list whose words are told. */
  item(words: string | RegExp): Locator {
    return this.review.story.locator(".story-list > li").filter({ hasText: words });
  }

  /** The time or stretch of time that the list shows for it. */
  clock(words: string): Locator {
    return this.item(words).locator("time").first();
  }

  async write(words: string): Promise<void> {
    await this.review.key("n");
    await expect(this.field).toBeFocused();
    await this.field.fill(words);
    await this.field.press("Enter");
    await expect(this.field).toHaveCount(0);
  }

  async openEdit(words: string): Promise<Locator> {
    await this.item(words).getByRole("button", { name: "Change words and time" }).click();
    const form = this.review.story.locator(".story-edit");
    await expect(form).toBeVisible();
    return form;
  }

  /** Everything that was written here is on the server. */
  async isKept(): Promise<void> {
    await expect(this.review.story.getByText("not on the server yet")).toHaveCount(0);
  }
}

/** The middle of what is painted of the drawing, or of what lies over it, in CSS pixels of the surface; `null` for nothing. */
export function middleOf(review: ReviewPage, layer: "baked" | "over"): Promise<{ x: number; y: number } | null> {
  return review.canvas.surface.evaluate(async (surface: HTMLElement, layer) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    do {
      await frame();
      await frame();
    } while (surface.dataset["picture"] !== "settled");
    const canvas = surface.querySelector<HTMLCanvasElement>(`canvas.canvas-${layer}`);
    if (canvas === null) return null;
    const [seen, whole] = [surface.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const ratio = canvas.width / whole.width;
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let at = 0; at < pixels.length; at += 4) {
      // The dots of the grid are light.
      const darkest = Math.min(pixels[at] ?? 255, pixels[at + 1] ?? 255, pixels[at + 2] ?? 255);
      const isPainted = layer === "over" ? (pixels[at + 3] ?? 0) > 40 : darkest < 110 && (pixels[at + 3] ?? 0) > 200;
      if (!isPainted) continue;
      const [x, y] = [((at / 4) % canvas.width) / ratio, Math.floor(at / 4 / canvas.width) / ratio];
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
    if (box.left > box.right) return null;
    const [left, top] = [whole.left - seen.left, whole.top - seen.top];
    return { x: left + (box.left + box.right) / 2, y: top + (box.top + box.bottom) / 2 };
  }, layer);
}
