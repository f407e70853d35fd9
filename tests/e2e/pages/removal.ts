// Taking something out of the recording: the dialog of the room and of the review.

import { expect, type Locator, type Page } from "@playwright/test";

export class RemovalPart {
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole("dialog", { name: "Remove from the recording" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: /^Remove (from the recording|a stretch)/ }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Asks for a stretch by its two times. */
  async ask(from: string, to: string, why: string): Promise<void> {
    await this.open();
    await this.write(from, to);
    await this.dialog.getByLabel(/^Why/).fill(why);
    await this.dialog.getByRole("button", { name: "Ask the host" }).click();
    await expect(this.dialog.getByText("waits for the host")).toBeVisible();
    await this.dialog.getByRole("button", { name: "Close" }).click();
  }

  async write(from: string, to: string): Promise<void> {
    await this.dialog.getByRole("radio", { name: "From one time to another" }).check();
    await this.dialog.getByLabel("From", { exact: true }).fill(from);
    await this.dialog.getByLabel("To", { exact: true }).fill(to);
  }
}
