// A hand on the glass: fingers and a pen with pressure, as the browser gets them from a device.

import type { CDPSession, Page } from "@playwright/test";

import type { CanvasPart } from "./canvas.ts";

export interface PenSample {
  x: number;
  y: number;
  /** 0 to 1. */
  force: number;
}

export class Hand {
  private constructor(
    private readonly page: Page,
    private readonly devtools: CDPSession,
    private readonly canvas: CanvasPart,
  ) {}

  static async on(page: Page, canvas: CanvasPart): Promise<Hand> {
    return new Hand(page, await page.context().newCDPSession(page), canvas);
  }

  /** Draws with the other end of a pen, which the browser's own input for tests does not have. */
  async eraser(places: readonly [number, number][]): Promise<void> {
    await this.canvas.surface.locator(".canvas-over").evaluate((over, places) => {
      const corner = over.getBoundingClientRect();
      const tell = (type: string, [x, y]: readonly [number, number], buttons: number) => {
        const place = { clientX: corner.left + x, clientY: corner.top + y };
        const pen = { pointerType: "pen", pointerId: 77, button: type === "pointermove" ? -1 : 5, buttons, bubbles: true };
        over.dispatchEvent(new PointerEvent(type, { ...place, ...pen, pressure: buttons === 0 ? 0 : 0.5 }));
      };
      const [first, last] = [places[0]!, places.at(-1)!];
      tell("pointerdown", first, 32);
      for (const place of places.slice(1)) tell("pointermove", place, 32);
      tell("pointerup", last, 0);
    }, places);
  }

  /** Presses a pen, moves it through the samples and lifts it. */
  async pen(samples: readonly PenSample[]): Promise<void> {
    const [first, last] = [samples[0], samples.at(-1)];
    if (first === undefined || last === undefined) return;
    await this.penEvent("mousePressed", first, 1);
    for (const sample of samples.slice(1)) await this.penEvent("mouseMoved", sample, 1);
    await this.penEvent("mouseReleased", { ...last, force: 0 }, 0);
  }

  private async penEvent(type: "mousePressed" | "mouseMoved" | "mouseReleased", sample: PenSample, buttons: number) {
    const { x, y } = await this.at(sample);
    const pen = { pointerType: "pen", force: sample.force, tiltX: 20, tiltY: 10 } as const;
    await this.devtools.send("Input.dispatchMouseEvent", { type, x, y, button: "left", buttons, clickCount: 1, ...pen });
  }

  /** Moves fingers through places; each frame is the places of all of them. */
  async fingers(...frames: [number, number][][]): Promise<void> {
    const points = async (frame: [number, number][]) =>
      Promise.all(frame.map(async ([x, y], id) => ({ ...(await this.at({ x, y })), id })));
    const [first, ...rest] = frames;
    if (first === undefined) return;
    await this.devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: await points(first) });
    for (const frame of rest) {
      await this.devtools.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: await points(frame) });
    }
  }

  async liftFingers(): Promise<void> {
    await this.devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }

  private async at({ x, y }: { x: number; y: number }): Promise<{ x: number; y: number }> {
    const box = await this.canvas.surface.boundingBox();
    if (box === null) throw new Error("the board is not on the page");
    return { x: box.x + x, y: box.y + y };
  }
}
