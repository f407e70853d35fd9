// What staff do outside a room: set the password with the one-time link, start rooms, open a review.

import { type APIResponse, expect, type Page } from "@playwright/test";

import { ReviewPage } from "./review.ts";
import { RoomPage } from "./room.ts";
import type { Server } from "./server.ts";

export const PASSWORD = "correct horse battery";

export class StaffPages {
  constructor(
    readonly page: Page,
    readonly server: Server,
  ) {}

  /** Sets name and password, as the page behind the one-time link does; ends signed in, on no page yet. */
  async setUp(name: string): Promise<void> {
    const token = new URL(this.server.setupLink).hash.slice(1);
    await this.post("/setup", { token, name, password: PASSWORD });
  }

  /** The same by hand; ends on the first page. */
  async setUpByHand(name: string): Promise<void> {
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

  /** Starts a room, as the first page does, and opens it. */
  async startRoom(title: string): Promise<RoomPage> {
    const started = await this.post("/rooms", { title, question: null });
    const { room, seat } = (await started.json()) as { room: string; seat: string };
    await this.page.goto(`${this.server.url}/room/${room}?seat=${seat}`);
    return this.inRoom();
  }

  /** The same by hand. */
  async startRoomByHand(title: string): Promise<RoomPage> {
    await this.page.goto(this.server.url);
    await this.page.getByLabel("Start a room").fill(title);
    await this.page.getByRole("button", { name: "Start", exact: true }).click();
    return this.inRoom();
  }

  async review(room: string): Promise<ReviewPage> {
    await this.page.goto(`${this.server.url}/review/${room}`);
    const review = new ReviewPage(this.page);
    await review.isOpen();
    return review;
  }

  private async inRoom(): Promise<RoomPage> {
    const room = new RoomPage(this.page);
    await room.isOpen();
    return room;
  }

  private async post(path: string, data: object): Promise<APIResponse> {
    const response = await this.page.request.post(`${this.server.url}/api/v1${path}`, { data });
    expect(response.ok(), path).toBe(true);
    return response;
  }
}
