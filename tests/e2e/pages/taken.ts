// What the browser keeps after a press in the menu of a review.

import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

export async function taken(page: Page, item: string): Promise<Buffer> {
  await page.getByRole("button", { name: "Take away" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: item }).click(),
  ]);
  return readFile(await download.path());
}
