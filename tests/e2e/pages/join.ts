// The way in for whoever was sent a link.

import { expect, type Page } from "@playwright/test";

import { RoomPage } from "./room.ts";

export class JoinPage {
  constructor(readonly page: Page) {}

  /** Opens a link and waits for the lobby; redeems nothing. */
  async look(link: string): Promise<void> {
    await this.page.goto(link);
    await expect(this.page.getByLabel("Your name")).toBeVisible();
  }

  async fill(name: string): Promise<void> {
    await this.page.getByLabel("Your name").fill(name);
    await this.page.getByRole("checkbox", { name: /^I agree that/ }).check();
  }

  async enter(): Promise<RoomPage> {
    await this.page.getByRole("button", { name: "Join the round" }).click();
    const room = new RoomPage(this.page);
    await room.isOpen();
    return room;
  }

  async join(link: string, name: string): Promise<RoomPage> {
    await this.look(link);
    await this.fill(name);
    return this.enter();
  }
}
