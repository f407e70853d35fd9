// The scratch corner over the board. Places are in pixels of its own surface.

import { expect, type Locator, type Page } from "@playwright/test";

type Place = [number, number];

export class ScratchPart {
  readonly panel: Locator;
  readonly surface: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole("region", { name: "Scratch corner, only you" });
    this.surface = this.panel.getByRole("application", { name: /^Drawing board/ });
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: "Scratch corner, only you" }).click();
    await expect(this.surface).toBeVisible();
  }

  /** Brings the pointer into it. */
  async enter(): Promise<void> {
    const at = await this.place([200, 200]);
    await this.page.mouse.move(at.x, at.y);
  }

  async shows(elements: number): Promise<void> {
    await expect(this.surface).toHaveAttribute("data-elements", String(elements));
  }

  async draw(tool: string, ...places: Place[]): Promise<void> {
    await this.panel.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: tool, exact: true }).click();
    await this.drag(places);
  }

  /** Types into what is selected. */
  async write(text: string): Promise<void> {
    await this.page.keyboard.press("Enter");
    await this.panel.getByRole("textbox", { name: "Text on the board" }).fill(text);
    await this.page.keyboard.press("Escape");
  }

  /** Drags what lies at a place to one on the page. */
  async dragOut(from: Place, to: { x: number; y: number }): Promise<void> {
    await this.panel.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Select", exact: true }).click();
    const at = await this.place(from);
    await this.page.mouse.move(at.x, at.y);
    await this.page.mouse.down();
    await this.page.mouse.move(at.x - 20, at.y - 20);
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
    await this.page.mouse.up();
  }

  private async drag(places: Place[]): Promise<void> {
    for (const [index, place] of places.entries()) {
      const at = await this.place(place);
      await this.page.mouse.move(at.x, at.y);
      if (index === 0) await this.page.mouse.down();
    }
    await this.page.mouse.up();
  }

  private async place([x, y]: Place): Promise<{ x: number; y: number }> {
    const box = await this.surface.boundingBox();
    if (box === null) throw new Error("the corner is not on the page");
    return { x: box.x + x, y: box.y + y };
  }
}
