// What staff do outside a room: set the password with the one-time link, start rooms, open a review.

import { expect, type Page } from "@playwright/test";

import { ReviewPage } from "./review.ts";
import { RoomPage } from "./room.ts";
import type { Server } from "./server.ts";

export const PASSWORD = "correct horse battery";

export class StaffPages {
  constructor(
    readonly page: Page,
    readonly server: Server,
  ) {}

  /** Opens the one-time link and sets name and password; ends on the first page, signed in. */
  async setUp(name: string): Promise<void> {
    await this.page.goto(this.server.setupLink);
    await this.page.getByLabel("Your name").fill(name);
    await this.page.getByLabel("Staff password").fill(PASSWORD);
    await this.page.getByRole("button", { name: "Set password" }).click();
    await expect(this.page.getByLabel("Start a room")).toBeVisible();
  }

  async signIn(): Promise<void> {
    await this.page.goto(`${this.server.url}/sign-in`);
    await this.page.getByLabel("Staff password").fill(PASSWORD);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await expect(this.page.getByLabel("Start a room")).toBeVisible();
  }

  async startRoom(title: string): Promise<RoomPage> {
    await this.page.goto(this.server.url);
    await this.page.getByLabel("Start a room").fill(title);
    await this.page.getByRole("button", { name: "Start", exact: true }).click();
    const room = new RoomPage(this.page);
    await room.isOpen();
    return room;
  }

  async review(room: string): Promise<ReviewPage> {
    await this.page.goto(`${this.server.url}/review/${room}`);
    const review = new ReviewPage(this.page);
    await review.isOpen();
    return review;
  }
}
