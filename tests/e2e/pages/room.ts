// A live room as one of its people sees it: draws, types, says, reads the signs. What only a host has is in `host.ts`.

import { expect, type Locator, type Page } from "@playwright/test";

import { CanvasPart } from "./canvas.ts";

type Tool = "Select" | "Pen" | "Eraser" | "Rectangle" | "Diamond" | "Ellipse" | "Cylinder" | "Connector" | "Line" | "Text" | "Laser pointer";

export class RoomPage {
  readonly canvas: CanvasPart;
  readonly code: Locator;
  readonly saved: Locator;
  readonly recording: Locator;
  /** The other people's pages of the same room. */
  beside: readonly RoomPage[] = [];

  constructor(readonly page: Page) {
    this.canvas = new CanvasPart(page);
    this.code = page.locator(".code-host:not([hidden]) .cm-content");
    this.saved = page.locator(".room-bar [role=status].status");
    this.recording = page.locator(".room-bar .recording-sign");
  }

  /** The room's id. */
  get id(): string {
    return /\/room\/([0-9a-f]{32})/.exec(this.page.url())?.[1] ?? "";
  }

  get seat(): string {
    return new URL(this.page.url()).searchParams.get("seat") ?? "";
  }

  async isOpen(): Promise<void> {
    await expect(this.canvas.surface).toBeVisible();
    await expect(this.code).toBeVisible();
    await this.isSaved();
  }

  /** Connected, and everything acknowledged. */
  async isSaved(): Promise<void> {
    await expect(this.saved).toHaveText("Saved");
  }

  /** Nothing that anybody did is on its way; whoever is without a network keeps theirs. */
  async hasArrived(): Promise<void> {
    await this.isSaved();
    const others = this.beside.filter((other) => !other.page.isClosed());
    await Promise.all(others.map((other) => expect(other.saved.filter({ hasText: "waiting" })).toHaveCount(0)));
  }

  async isOffline(): Promise<void> {
    await expect(this.saved).toContainText("Offline – keep working");
  }

  async take(tool: Tool): Promise<void> {
    await this.page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: tool, exact: true }).click();
  }

  /** Draws one closed shape with its corners in the surface's pixels. */
  async drawShape(tool: Tool, x: number, y: number, width = 100, height = 60): Promise<void> {
    await this.take(tool);
    await this.drag([x, y], [x + width / 2, y + height / 2], [x + width, y + height]);
  }

  /** Presses, moves through the places and lifts. */
  async drag(...places: [number, number][]): Promise<void> {
    await this.press(...places);
    await this.page.mouse.up();
  }

  /** Presses and moves, and stays down. */
  async press(...places: [number, number][]): Promise<void> {
    let down = false;
    for (const [x, y] of places) {
      const at = await this.canvas.place(x, y);
      await this.page.mouse.move(at.x, at.y);
      if (!down) await this.page.mouse.down();
      down = true;
    }
  }

  async deleteAt(x: number, y: number): Promise<void> {
    await this.take("Select");
    const at = await this.canvas.place(x, y);
    await this.page.mouse.click(at.x, at.y);
    await this.page.keyboard.press("Delete");
  }

  /** Types at the end of the shown file. */
  async type(text: string): Promise<void> {
    await this.code.focus();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(text, { delay: 5 });
  }

  /** The text of the shown file. */
  codeText(): Promise<string> {
    return this.code.evaluate((content) =>
      [...content.querySelectorAll(".cm-line")]
        .map((line) => {
          const copy = line.cloneNode(true) as HTMLElement;
          for (const widget of copy.querySelectorAll(".cm-others-caret")) widget.remove();
          return copy.textContent ?? "";
        })
        .join("\n"),
    );
  }

  async codeBecomes(text: string): Promise<void> {
    await expect.poll(() => this.codeText()).toBe(text);
  }

  async openChat(): Promise<void> {
    await this.page.getByRole("button", { name: /^Chat/ }).click();
  }

  async signal(words: string): Promise<void> {
    await this.page.getByRole("group", { name: "Quick signals" }).getByRole("button", { name: words }).click();
  }

  get chat(): Locator {
    return this.page.getByRole("log");
  }
}
