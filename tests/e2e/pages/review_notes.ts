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
