// What hands do on a board: a room of one's own, clicks and drags with keys held, keys one after the other, menus, panels.

import { expect, type FileChooser, type Locator, type Page } from "@playwright/test";

import { HOST } from "../scene.ts";
import type { RoomPage } from "./room.ts";
import type { Server } from "./server.ts";
import { StaffPages } from "./staff.ts";

type Held = "Shift" | "Control" | "Alt";

/** A room with its host alone. */
export async function aRoom(page: Page, server: Server): Promise<RoomPage> {
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff.startRoom("Design a feed");
}

export async function click(room: RoomPage, x: number, y: number, held?: Held): Promise<void> {
  const at = await room.canvas.place(x, y);
  await holding(room, held, () => room.page.mouse.click(at.x, at.y));
}

export async function doubleClick(room: RoomPage, x: number, y: number): Promise<void> {
  const at = await room.canvas.place(x, y);
  await room.page.mouse.dblclick(at.x, at.y);
}

/** Presses, moves through the places and lifts, with a key held all the time. */
export function dragHolding(room: RoomPage, held: Held, ...places: [number, number][]): Promise<void> {
  return holding(room, held, () => room.drag(...places));
}

export async function keys(room: RoomPage, ...strokes: string[]): Promise<void> {
  for (const stroke of strokes) await room.page.keyboard.press(stroke);
}

/** Chooses from the menu at a place of the board. */
export async function chooseAt(room: RoomPage, x: number, y: number, name: string): Promise<void> {
  const at = await room.canvas.place(x, y);
  await room.page.mouse.click(at.x, at.y, { button: "right" });
  // Its key is a part of its name.
  await room.page.getByRole("menuitem").filter({ has: room.page.getByText(name, { exact: true }) }).click();
  await expect(room.page.getByRole("menu")).toHaveCount(0);
}

/** Takes something from the panel of shapes, or presses one of its ways to a picture. */
export async function takeFromPanel(room: RoomPage, name: string): Promise<void> {
  await room.page.getByRole("button", { name: "More shapes and parts" }).click();
  await room.page.getByRole("dialog", { name: "Shapes and parts" }).getByRole("button", { name, exact: true }).click();
}

/** What a deed asks the person to choose. */
export async function asked(page: Page, deed: () => Promise<void>): Promise<FileChooser> {
  const chosen = page.waitForEvent("filechooser");
  // The browser has to know that it is waited for before it would open a dialog of its own.
  await page.evaluate(() => undefined);
  const [chooser] = await Promise.all([chosen, deed()]);
  return chooser;
}

/** The panel for the look, open. */
export async function lookPanel(room: RoomPage): Promise<Locator> {
  const fold = room.page.getByRole("button", { name: "Look", exact: true });
  if ((await fold.getAttribute("aria-expanded")) !== "true") await fold.click();
  return room.page.getByRole("region", { name: "Look", exact: true });
}

async function holding(room: RoomPage, held: Held | undefined, deed: () => Promise<void>): Promise<void> {
  if (held !== undefined) await room.page.keyboard.down(held);
  await deed();
  if (held !== undefined) await room.page.keyboard.up(held);
}
