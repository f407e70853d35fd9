// What a review tells of things: the history of one, and where it lies on the bar of time.

import { writeFile } from "node:fs/promises";
import path from "node:path";

import { expect, type Locator, type Page } from "@playwright/test";

import { HOST } from "../scene.ts";
import { type Box, drawnBox } from "./picture.ts";
import type { ReviewPage } from "./review.ts";
import { reworked } from "./reworked.ts";
import type { Server } from "./server.ts";
import { StaffPages } from "./staff.ts";

/** Imports the reworked design and opens its review. */
export async function reviewOfReworked(server: Server, page: Page): Promise<ReviewPage> {
  const file = path.join(server.data, "reworked.jsonl");
  await writeFile(file, reworked());
  const room = JSON.parse((await server.command("import", file)).stdout).room as string;
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff.review(room);
}

export class ThingsPart {
  readonly panel: Locator;
  readonly lines: Locator;
  /** Where the chosen thing was made and changed. */
  readonly spans: Locator;

  constructor(readonly review: ReviewPage) {
    const { page } = review;
    this.panel = page.getByRole("region", { name: /^History/ });
    this.lines = this.panel.getByRole("listitem");
    this.spans = page.locator(".time-thing");
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
