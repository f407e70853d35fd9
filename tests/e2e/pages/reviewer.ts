// Somebody who reviews a round without a mouse: reaches what is on the page by Tab, and reads what it says.

import { expect, type Locator } from "@playwright/test";

import type { ReviewPage } from "./review.ts";

/** A page with more stops than this is not gone through by keyboard by anybody. */
const STOPS_MAX = 120;

export class Reviewer {
  readonly ghosts: Locator;
  readonly correction: Locator;
  readonly pinned: Locator;
  /** The line of the list of notes and cards that is of this moment. */
  readonly present: Locator;
  readonly search: Locator;
  readonly hits: Locator;

  constructor(readonly review: ReviewPage) {
    const { page } = review;
    this.ghosts = page.locator("details", { hasText: "Removed up to here" });
    this.correction = page.getByRole("status").filter({ hasText: /^\d\d:\d\d .* (removed|deleted|tied|led|brought|undid)/ });
    this.pinned = page.getByRole("status").filter({ hasText: "is pinned" });
    this.present = review.story.locator(".story-item[aria-current]");
    this.search = review.story.getByRole("searchbox", { name: "Search the whole round" });
    this.hits = review.story.getByRole("list", { name: "What was found" }).getByRole("button");
  }

  /** Goes on by Tab until something has the focus. */
  async reach(what: Locator): Promise<void> {
    await expect(what).toBeVisible();
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      if (await what.evaluate((element) => element === document.activeElement)) return;
      await this.review.key("Tab");
    }
    throw new Error(`Tab does not reach ${what}`);
  }

  /** Reaches it and presses Enter. */
  async press(what: Locator): Promise<void> {
    await this.reach(what);
    await this.review.key("Enter");
  }

  /** Goes from stop to stop until the list is at a line that says it. */
  async goOnTo(words: string): Promise<void> {
    await this.review.key("Home");
    await expect(this.review.clock).toHaveText("00:00");
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      const before = await this.review.clock.innerText();
      await this.review.key("]");
      await expect(this.review.clock, "there is no other stop").not.toHaveText(before);
      if ((await this.present.allInnerTexts()).some((text) => text.includes(words))) return;
    }
  }
}

/** Whole seconds of `MM:SS`. */
export function secondsOf(clock: string): number {
  const [minutes, seconds] = clock.split(":");
  return Number(minutes) * 60 + Number(seconds);
}

/** `MM:SS` of a time of the recording. */
export function clockOf(millis: number): string {
  const seconds = Math.floor(millis / 1_000);
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
