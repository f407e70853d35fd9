// The round sheet: what is chosen from, and the paper.

import { expect, type Locator, type Page } from "@playwright/test";

export class SheetPage {
  readonly paper: Locator;
  readonly moments: Locator;

  constructor(readonly page: Page) {
    this.paper = page.getByRole("article", { name: "Round sheet" });
    this.moments = page.locator(".sheet-moment");
  }

  async open(url: string, room: string): Promise<void> {
    await this.page.goto(`${url}/review/${room}/sheet`);
    await this.isOpen();
  }

  async isOpen(): Promise<void> {
    await expect(this.paper).toBeVisible();
    await expect(this.moments.first()).toBeVisible();
  }

  sentence(index: number): Locator {
    return this.moments.nth(index).getByRole("textbox", { includeHidden: true });
  }

  /** What is said about the moments, in their order. */
  sentences(): Promise<string[]> {
    return this.moments.getByRole("textbox").evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value));
  }

  /** Pixels of a picture in ink or in somebody's colour. */
  inked(index: number): Promise<number> {
    return this.moments.nth(index).evaluate((moment) => {
      const canvas = moment.querySelector("canvas");
      const pixels = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let at = 0; at < pixels.length; at += 4) {
        if (Math.min(pixels[at] ?? 255, pixels[at + 1] ?? 255, pixels[at + 2] ?? 255) < 110) count += 1;
      }
      return count;
    });
  }
}
