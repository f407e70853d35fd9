// What a page has written on its drawing surfaces: every line of text with the direction it was drawn in.

import type { Page } from "@playwright/test";

/** To be called before the page opens anything. */
export async function noteWriting(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const written = new Map<string, string>();
    Object.assign(window, { written });
    const fillText = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text: string, ...rest: [number, number]) {
      written.set(text, this.direction);
      fillText.call(this, text, ...rest);
    };
  });
}

/** The lines drawn so far with their directions. */
export function written(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => Object.fromEntries((window as unknown as { written: Map<string, string> }).written));
}
