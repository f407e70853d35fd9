// What a review tells of things: the history of one, and where it lies on the bar of time.

import { expect, type Locator, type Page } from "@playwright/test";

import { HOST } from "../scene.ts";
import { type Box, drawnBox } from "./picture.ts";
import type { ReviewPage } from "./review.ts";
import { END, reworked } from "./reworked.ts";
import type { Server } from "./server.ts";
import { StaffPages } from "./staff.ts";

/** Imports the reworked design and opens its review. */
export async function reviewOfReworked(server: Server, page: Page): Promise<ReviewPage> {
  const room = await server.import("reworked.jsonl", reworked());
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff.review(room);
}

export class ThingsPart {
  readonly panel: Locator;
  readonly lines: Locator;
  /** Where the chosen thing was made and changed. */
  readonly spans: Locator;
  /** The signs of corrections on the bar of time. */
  readonly corrections: Locator;
  /** The differences of two moments in words, and their marks on the board. */
  readonly comparison: Locator;
  readonly marks: Locator;

  constructor(readonly review: ReviewPage) {
    const { page } = review;
    this.panel = page.getByRole("region", { name: /^History/ });
    this.lines = this.panel.getByRole("listitem");
    this.spans = page.locator(".time-thing");
    this.corrections = page.locator(".time-correction");
    this.comparison = page.getByRole("region", { name: "Comparison" });
    this.marks = page.locator(".compare-marks > g");
  }

  /** Goes to a second of the recording. */
  async at(second: number): Promise<void> {
    const { page } = this.review;
    const url = new URL(page.url());
    url.searchParams.set("at", String(second));
    await page.goto(url.href);
    await this.review.isOpen();
    await expect.poll(() => this.review.second()).toBe(second);
  }

  /** Goes there without opening the page anew. */
  async seek(second: number): Promise<void> {
    // A little later, because a pixel of the bar is some time.
    await this.review.scrub((second + 0.4) / END);
    await expect.poll(() => this.review.second()).toBe(second);
  }

  /** The darkest grey, 0 to 255, that is painted at a second within the part of the board where the queue stood. */
  async darkest(second: number, where: number): Promise<number> {
    await this.seek(where);
    const box = await this.queueAt25();
    await this.seek(second);
    return this.darkestIn(box);
  }

  /** The darkest grey, 0 to 255, that is painted within a box of the page. */
  async darkestIn(box: Box): Promise<number> {
    await this.review.canvas.fingerprint();
    return this.review.canvas.surface.locator("canvas.canvas-baked").evaluate((canvas: HTMLCanvasElement, box) => {
      const seen = canvas.getBoundingClientRect();
      const ratio = canvas.width / seen.width;
      const [x, y] = [(box.left - seen.left) * ratio, (box.top - seen.top) * ratio];
      const size = [(box.right - box.left) * ratio, (box.bottom - box.top) * ratio] as const;
      const pixels = canvas.getContext("2d")?.getImageData(x, y, ...size).data ?? [];
      let darkest = 255;
      for (let at = 0; at < pixels.length; at += 4) darkest = Math.min(darkest, pixels[at] ?? 255);
      return darkest;
    }, box);
  }

  /** The right half of what is drawn at 25 seconds: the queue, before anything ties it. */
  private async queueAt25(): Promise<Box> {
    const box = await this.drawn();
    return { ...box, left: box.left + (box.right - box.left) * 0.6 };
  }

  /** `+ Service added`, one per line. */
  async differences(): Promise<string[]> {
    const lines = await this.comparison.getByRole("listitem").allInnerTexts();
    return lines.map((line) => line.replace(/\s+/g, " ").trim());
  }

  /** Around everything that is drawn now. */
  async drawn(): Promise<Box> {
    const box = await drawnBox(this.review);
    if (box === null) throw new Error("nothing is drawn");
    return box;
  }

  /** Presses in the middle of all that is drawn. */
  async pressDrawn(): Promise<Box> {
    const box = await this.drawn();
    await this.review.page.mouse.click((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return box;
  }

  /** `00:10 Made by Ana Okafor`, one per line. */
  async told(): Promise<string[]> {
    const lines = await this.lines.allInnerTexts();
    return lines.map((line) => line.replace(/\s+/g, " ").trim());
  }
}
