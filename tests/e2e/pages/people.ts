// The panel of who is here: following, layers, a second device.

import { expect, type Locator, type Page } from "@playwright/test";

export class PeoplePart {
  readonly panel: Locator;
  readonly interviewersDrawings: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole("complementary", { name: "People" });
    this.interviewersDrawings = this.panel.getByRole("checkbox", { name: "Interviewers' drawings" });
  }

  async open(): Promise<void> {
    if (!(await this.panel.isVisible())) await this.page.getByRole("button", { name: /^People, / }).click();
    await expect(this.panel).toBeVisible();
  }

  async follow(name: string): Promise<void> {
    await this.panel.getByRole("button", { name: `Follow the view of ${name}` }).click();
  }

  /** Makes a code for a second device. */
  async deviceCode(): Promise<string> {
    await this.panel.getByRole("button", { name: "Use a second device" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Use a second device" });
    const code = dialog.locator("output");
    await expect(code).toHaveText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    const made = await code.innerText();
    await dialog.getByRole("button", { name: "Close" }).click();
    return made;
  }
}
