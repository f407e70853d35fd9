// The page of one question: its words, its prepared board, and a room that starts from it.

import { expect, type Page } from "@playwright/test";

import { RoomPage } from "./room.ts";

export interface Words {
  title: string;
  prompt: string;
  minutes: number;
  core: string[];
}

export class QuestionPage {
  constructor(readonly page: Page) {}

  /** Makes one and fills in its words; ends on its page. */
  static async make(page: Page, url: string, words: Words): Promise<QuestionPage> {
    await page.goto(`${url}/questions`);
    await page.getByRole("button", { name: /^(New question|Write the first question)$/ }).click();
    const question = new QuestionPage(page);
    await page.getByLabel("Title").fill(words.title);
    await page.getByLabel("Prompt").fill(words.prompt);
    await page.getByLabel("Minutes planned").fill(String(words.minutes));
    await page.getByLabel("Core questions").fill(words.core.join("\n"));
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    return question;
  }

  /** Puts a file on the prepared board; gives what the page says came in. */
  async bringIn(file: string): Promise<void> {
    await this.page.getByLabel("Bring in a file").setInputFiles(file);
    await expect(this.page.getByRole("button", { name: "Empty the board" })).toBeVisible();
  }

  async startRoom(): Promise<RoomPage> {
    await this.page.getByRole("button", { name: "Start a room from it" }).click();
    const room = new RoomPage(this.page);
    await room.isOpen();
    return room;
  }
}
