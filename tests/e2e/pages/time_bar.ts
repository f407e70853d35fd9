// The time bar of a review: what is under the pointer, the lanes, the stretch in view, the loop, what was read out.

import { expect, type Locator, type Page } from "@playwright/test";

import { decoded } from "./decoded.ts";

export class TimeBarPart {
  readonly bar: Locator;
  readonly track: Locator;
  readonly hover: Locator;
  readonly shown: Locator;
  readonly loop: Locator;

  constructor(readonly page: Page) {
    this.bar = page.getByRole("region", { name: "Time" });
    this.track = page.getByRole("slider", { name: "Playhead" });
    this.hover = page.locator(".time-hover");
    this.shown = page.getByRole("group", { name: "Stretch shown by the time bar" }).getByRole("status");
    this.loop = this.bar.getByRole("button", { name: /^Loop/ });
  }

  /** A place on the lanes, at a part of the bar. */
  async place(part: number): Promise<{ x: number; y: number }> {
    const box = await this.track.boundingBox();
    if (box === null) throw new Error("the time bar is not on the page");
    return { x: box.x + Math.min(box.width * part, box.width - 1), y: box.y + box.height - 8 };
  }

  async point(part: number): Promise<void> {
    const { x, y } = await this.place(part);
    await this.page.mouse.move(x, y);
  }

  async click(part: number): Promise<void> {
    const { x, y } = await this.place(part);
    await this.page.mouse.click(x, y);
  }

  /** Drags from one part of the bar to another. */
  async drag(from: number, to: number, key?: "Shift"): Promise<void> {
    if (key !== undefined) await this.page.keyboard.down(key);
    await this.point(from);
    await this.page.mouse.down();
    const { x, y } = await this.place(to);
    await this.page.mouse.move(x, y, { steps: 5 });
    await this.page.mouse.up();
    if (key !== undefined) await this.page.keyboard.up(key);
  }

  async wheel(part: number, deltaX: number, deltaY: number): Promise<void> {
    await this.point(part);
    await this.page.mouse.wheel(deltaX, deltaY);
  }

  /** Every pixel of the small picture of the moment that is pointed at, as a fingerprint. */
  thumbnail(): Promise<string> {
    return this.hover.locator(".time-then-board canvas").evaluate(async (canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", pixels ?? new Uint8Array()));
      return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    });
  }

  pin(kind: string): Locator {
    return this.bar.locator(`.time-pin[data-kind=${kind}]`);
  }

  /** Which part of the bar a place of the page is above, 0 to 1. */
  async partOf(x: number): Promise<number> {
    const box = await this.track.boundingBox();
    if (box === null) throw new Error("the time bar is not on the page");
    return (x - box.x) / box.width;
  }

  /** Presses a pin of a kind, the first unless told otherwise. */
  async pressPin(kind: string, index = 0): Promise<void> {
    const box = (await this.pin(kind).nth(index).boundingBox())!;
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** The rows of pixels of something on the bar as it is seen, two signs for whatever is of the ground's colour or of another: what is
   * left of it to who sees no colours. */
  async shapeOf(what: Locator): Promise<string[]> {
    const box = (await what.boundingBox())!;
    const [x, y] = [Math.floor(box.x) - 2, Math.floor(box.y) - 2];
    const clip = { x, y, width: Math.ceil(box.width) + 4, height: Math.ceil(box.height) + 4 };
    const picture = await decoded(this.page, await this.page.screenshot({ clip }));
    return picture.evaluate((canvas) => {
      const { data, width, height } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      const away = (at: number) => [0, 1, 2].reduce((sum, channel) => sum + Math.abs(data[at + channel]! - data[channel]!), 0);
      const sign = (x: number, y: number) => (away((y * width + x) * 4) > 90 ? "#" : ".");
      return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => sign(x, y)).join(""));
    });
  }

  lane(name: string): Locator {
    return this.bar.getByRole("button", { name: `Activity of ${name}` });
  }

  /** What is drawn of the lanes, from the top: where anything is painted at all. */
  lanesDrawn(): Promise<boolean[]> {
    return this.bar.locator(".time-lane").evaluateAll((lanes) =>
      lanes.map((lane) => [...lane.querySelectorAll("path")].some((path) => path.getBBox().height > 0)),
    );
  }

  /** Whole seconds of the playhead at every change while something is done. */
  async secondsWhile(deed: () => Promise<void>): Promise<number[]> {
    await this.track.evaluate((track) => {
      const seconds: number[] = [];
      const observer = new MutationObserver(() => seconds.push(Number(track.getAttribute("aria-valuenow"))));
      observer.observe(track, { attributeFilter: ["aria-valuenow"] });
      Object.assign(window, { watched: { seconds, observer } });
    });
    await deed();
    return this.page.evaluate(() => {
      const { seconds, observer } = (window as any).watched;
      observer.disconnect();
      return seconds as number[];
    });
  }

  /** Some frames go by. */
  frames(count: number): Promise<void> {
    return this.page.evaluate(async (count) => {
      for (let frame = 0; frame < count; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    }, count);
  }

  async shows(words: string): Promise<void> {
    await expect(this.shown).toHaveText(words);
  }
}
