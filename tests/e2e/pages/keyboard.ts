// A room used without a mouse: counts what is pressed, and reads the board as text.

import { expect, type Locator, type Page } from "@playwright/test";

import { RoomPage } from "./room.ts";

export class Keyboard {
  /** Key presses so far, those of a search as well; letters within names and labels are not counted, a combination is one. */
  presses = 0;

  constructor(readonly page: Page) {}

  static of(room: RoomPage): Keyboard {
    return new Keyboard(room.page);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.presses += 1;
      await this.page.keyboard.press(key);
    }
  }

  /** The letters of a name or a label. */
  async write(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** The letters that find something. */
  async find(letters: string): Promise<void> {
    await this.press(...letters);
  }

  /** Puts down what a few letters find; with `tied` connected to what is selected. */
  async place(letters: string, tied = false): Promise<void> {
    await this.press("/");
    await this.find(letters);
    await this.press(tied ? "Shift+Enter" : "Enter");
  }
}

/** The board as text, in the room or in the review. */
export class OutlinePart {
  readonly region: Locator;
  readonly lines: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole("region", { name: "The board as text" });
    this.lines = this.region.getByRole("treeitem");
  }

  async open(): Promise<void> {
    if (!(await this.region.isVisible())) await this.page.getByRole("button", { name: "The board as text" }).click();
    await expect(this.region).toBeVisible();
  }

  /** Opened by its key, it takes the focus in the next frame. */
  async hasFocus(): Promise<void> {
    await expect(this.region.locator(":focus")).toHaveCount(1);
  }

  line(name: string | RegExp): Locator {
    return this.lines.filter({ has: this.page.locator(".outline-name", { hasText: name }) });
  }

  /** The names of all lines, in order. */
  names(): Promise<string[]> {
    return this.lines.locator(".outline-name").allInnerTexts();
  }
}
