// The dialog for exporting, the files it saves, and what an SVG of the board has written where.

import { readFile } from "node:fs/promises";

import { expect, type Locator, type Page } from "@playwright/test";

import type { Box } from "./picture.ts";

export async function openExport(page: Page): Promise<Locator> {
  await page.keyboard.press("Control+Shift+E");
  const dialog = page.getByRole("dialog", { name: "Export the board" });
  await expect(dialog.getByAltText("Preview of the export")).toBeVisible();
  return dialog;
}

/** What the browser keeps after a press of the dialog's button. */
export async function saved(dialog: Locator): Promise<{ name: string; bytes: Buffer }> {
  const button = dialog.getByRole("button", { name: "Save the file" });
  const [download] = await Promise.all([dialog.page().waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The board as the dialog saves it in a format; closes the dialog again. */
export async function exported(page: Page, format: string): Promise<Buffer> {
  const dialog = await openExport(page);
  await dialog.getByRole("radio", { name: format }).check();
  const { bytes } = await saved(dialog);
  await page.keyboard.press("Escape");
  return bytes;
}

/** One element of an SVG: its lines of text, and its paths. */
export interface Figure {
  texts: string[];
  paths: string[];
  /** Around its letters, in board units. */
  box: Box;
}

/** All of the board as an SVG, element by element, as a browser reads it. */
export async function exportedFigures(page: Page): Promise<Figure[]> {
  const svg = (await exported(page, "SVG")).toString();
  return page.evaluate((svg) => {
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    // Only what is on a page has boxes.
    const picture = document.body.appendChild(document.importNode(parsed.documentElement, true)) as unknown as SVGElement;
    const figures = [...picture.querySelectorAll<SVGGElement>(":scope > g")].map((group) => {
      const lines = [...group.querySelectorAll("text")];
      const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
      for (const { x, y, width, height } of lines.map((line) => line.getBBox())) {
        Object.assign(box, { left: Math.min(box.left, x), top: Math.min(box.top, y) });
        Object.assign(box, { right: Math.max(box.right, x + width), bottom: Math.max(box.bottom, y + height) });
      }
      const paths = [...group.querySelectorAll("path")].map((path) => path.getAttribute("d") ?? "");
      return { texts: lines.map((line) => line.textContent ?? ""), paths, box };
    });
    picture.remove();
    return figures;
  }, svg);
}
