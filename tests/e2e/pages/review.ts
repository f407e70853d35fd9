// The review of a recording: the playhead, the board and the code at it, the list of notes.

import { expect, type Locator, type Page } from "@playwright/test";

import { CanvasPart } from "./canvas.ts";
import { TimeBarPart } from "./time_bar.ts";

export class ReviewPage {
  readonly canvas: CanvasPart;
  readonly playhead: Locator;
  readonly clock: Locator;
  readonly story: Locator;
  readonly time: TimeBarPart;

  constructor(readonly page: Page) {
    this.canvas = new CanvasPart(page);
    this.playhead = page.getByRole("slider", { name: "Playhead" });
    this.clock = page.locator(".time-clock time");
    this.story = page.getByRole("region", { name: "Notes and cards" });
    this.time = new TimeBarPart(page);
  }

  async isOpen(): Promise<void> {
    await expect(this.playhead).toBeVisible();
    await expect(this.canvas.surface).toHaveAttribute("data-elements", /\d/);
  }

  /** The last entry before the playhead. */
  seq(): Promise<number> {
    return this.page.locator(".review").getAttribute("data-seq").then(Number);
  }

  /** What of the code is marked, without the names of carets that stand in it. */
  markedCode(): Promise<string> {
    return this.page.locator(".cm-marked").evaluateAll((marks) =>
      marks
        .map((mark) => {
          const copy = mark.cloneNode(true) as HTMLElement;
          for (const widget of copy.querySelectorAll(".cm-others-caret")) widget.remove();
          return copy.textContent ?? "";
        })
        .join(""),
    );
  }

  /** The text of the shown file; empty where there is no code yet. */
  async codeText(): Promise<string> {
    const content = this.page.locator(".cm-content");
    if ((await content.count()) === 0) return "";
    return content.first().evaluate((content) =>
      [...content.querySelectorAll(".cm-line")]
        .map((line) => {
          const copy = line.cloneNode(true) as HTMLElement;
          for (const widget of copy.querySelectorAll(".cm-others-caret")) widget.remove();
          return copy.textContent ?? "";
        })
        .join("\n"),
    );
  }

  async codeBecomes(text: string): Promise<void> {
    await expect.poll(() => this.codeText()).toBe(text);
  }

  async key(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Opens the page anew at a moment, `MM:SS`. */
  async goTo(clock: string): Promise<void> {
    const moment = new URL(this.page.url());
    moment.searchParams.set("at", clock);
    await this.page.goto(moment.href);
    await this.isOpen();
    await expect(this.clock).toHaveText(clock);
  }

  /** Whether something is painted over the drawing just below a place of the page, as a pointer there is. */
  isPointedAt(place: { x: number; y: number }): Promise<boolean> {
    return this.canvas.surface.locator("canvas.canvas-over").evaluate((canvas: HTMLCanvasElement, { x, y }) => {
      const box = canvas.getBoundingClientRect();
      const ratio = canvas.width / box.width;
      const [left, top] = [(x - box.left + 1) * ratio, (y - box.top + 3) * ratio];
      const pixels = canvas.getContext("2d")?.getImageData(left, top, 6 * ratio, 6 * ratio).data;
      return pixels?.some((value) => value !== 0) ?? false;
    }, place);
  }

  /** Whole seconds before the playhead. */
  second(): Promise<number> {
    return this.playhead.getAttribute("aria-valuenow").then(Number);
  }

  /** Drags the thumb to a part of the whole, 0 to 1. */
  async scrub(part: number): Promise<void> {
    await this.takeThumb();
    await this.moveThumb(part, 4);
    await this.page.mouse.up();
  }

  /** Presses the mouse in the middle of the time bar. */
  async takeThumb(): Promise<void> {
    const place = await this.placeOnBar(0.5);
    await this.page.mouse.move(place.x, place.y);
    await this.page.mouse.down();
  }

  async moveThumb(part: number, steps = 1): Promise<void> {
    const place = await this.placeOnBar(part);
    await this.page.mouse.move(place.x, place.y, { steps });
  }

  private async placeOnBar(part: number): Promise<{ x: number; y: number }> {
    const box = await this.playhead.boundingBox();
    if (box === null) throw new Error("the time bar is not on the page");
    // Below the row of pins, which would be gone to exactly.
    return { x: box.x + Math.min(box.width * part, box.width - 1), y: box.y + Math.min(box.height - 4, 30) };
  }
}
