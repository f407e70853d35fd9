// The journal of a room: cards, what they are about, and where they are written.

import { expect, type Locator, type Page } from "@playwright/test";

export class JournalPart {
  readonly panel: Locator;
  readonly cards: Locator;
  readonly about: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole("region", { name: "Journal" });
    this.cards = this.panel.getByRole("list", { name: "Cards" }).locator("> li");
    this.about = this.panel.getByRole("group", { name: "What it is about" });
  }

  get button(): Locator {
    return this.page.getByRole("button", { name: /^Journal/ });
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.panel).toBeVisible();
  }

  card(words: string | RegExp): Locator {
    return this.cards.filter({ hasText: words });
  }

  /** Writes the assumption that was begun, and adds it. */
  async assume(words: string): Promise<void> {
    const field = this.panel.getByRole("textbox", { name: "Assumption" });
    await expect(field).toBeFocused();
    await field.fill(words);
    await field.press("Enter");
    await expect(field).toBeHidden();
  }

  /** Begins a decision by its button, writes its fields and adds it. */
  async decide(fields: Record<string, string>): Promise<void> {
    for (const [label, words] of Object.entries(fields)) {
      await this.panel.getByRole("textbox", { name: label, exact: true }).fill(words);
    }
    await this.panel.getByRole("button", { name: "Add" }).click();
  }

  async announce(phase: string): Promise<void> {
    await this.panel.getByRole("group", { name: "Often used" }).getByRole("button", { name: phase }).click();
  }

  /** Everybody's sign of the present phase. */
  phase(name: string): Locator {
    return this.page.getByRole("button", { name: `Phase: ${name}. Open the journal` });
  }
}
