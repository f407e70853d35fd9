// Led replay in a review: the strip that says who leads, the menu, and further pages of the same account.

import { expect, type Locator, type Page } from "@playwright/test";

import { ReviewPage } from "./review.ts";

export class LedPart {
  readonly strip: Locator;
  /** Who leads, in words. */
  readonly words: Locator;
  /** The same for who hears the page: what changed last. */
  readonly said: Locator;
  readonly people: Locator;
  readonly menu: Locator;

  constructor(readonly review: ReviewPage) {
    const { page } = review;
    this.strip = page.getByRole("group", { name: "Together" });
    this.words = this.strip.locator(".led-words");
    this.said = page.locator("[data-led-said]");
    this.people = this.strip.getByRole("listitem");
    this.menu = page.locator(".led-menu");
  }

  /** Another page on the same review, signed in as the first one is, under a name of its own. */
  static async beside(first: ReviewPage, name: string): Promise<LedPart> {
    const page = await first.page.context().newPage();
    await page.goto(first.page.url());
    const review = new ReviewPage(page);
    await review.isOpen();
    const led = new LedPart(review);
    await led.callMe(name);
    return led;
  }

  async choose(item: string | RegExp): Promise<void> {
    await this.menu.getByRole("button", { name: "Together" }).click();
    await this.menu.getByRole("menu").getByText(item).click();
  }

  async callMe(name: string): Promise<void> {
    await this.choose(/^My name/);
    const dialog = this.review.page.getByRole("dialog", { name: "What the others call you" });
    await dialog.getByLabel("Your name here").fill(name);
    await dialog.getByRole("button", { name: "Use this name" }).click();
    await expect(dialog).toBeHidden();
  }

  async lead(): Promise<void> {
    await this.choose("Lead the replay");
    await expect(this.words).toContainText("You lead");
  }

  async follow(leader: string): Promise<void> {
    await this.strip.getByRole("button", { name: `Follow ${leader}` }).click();
    await expect(this.words).toHaveText(`Following ${leader}`);
  }

  async handOver(to: string): Promise<void> {
    await this.strip.getByRole("button", { name: "Hand over the lead" }).click();
    await this.strip.getByText(`Hand over to ${to}`).click();
  }

  /** Whether the board is painted here as it is there, with the same camera. */
  async showsTheSameAs(other: LedPart): Promise<void> {
    await expect.poll(() => this.review.seq()).toBe(await other.review.seq());
    const there = await other.review.canvas.fingerprint();
    await expect.poll(() => this.review.canvas.fingerprint()).toBe(there);
  }
}

export class ProjectorPage {
  readonly root: Locator;
  readonly words: Locator;
  readonly clock: Locator;

  constructor(readonly page: Page) {
    this.root = page.locator(".projector");
    this.words = this.root.locator(".led-words");
    this.clock = this.root.locator(".projector-clock time");
  }

  /** Opened by the entry of the menu. */
  static async openedBy(led: LedPart): Promise<ProjectorPage> {
    const opened = led.review.page.waitForEvent("popup");
    await led.choose("Open the projector's window");
    const page = await opened;
    await page.setViewportSize({ width: 1280, height: 720 });
    const projector = new ProjectorPage(page);
    await expect(projector.root).toBeVisible();
    return projector;
  }

  seq(): Promise<number> {
    return this.root.getAttribute("data-seq").then(Number);
  }
}
