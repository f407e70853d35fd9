// What the host of a room has beyond the others: links, private notes, the sharing mode, the end of the round.

import { expect, type Locator } from "@playwright/test";

import { RoomPage } from "./room.ts";

type Role = "Candidate" | "Co-host" | "Observer";

export class HostPage extends RoomPage {
  static of(room: RoomPage): HostPage {
    return new HostPage(room.page);
  }

  get people(): Locator {
    return this.page.getByRole("complementary", { name: "People" });
  }

  get notes(): Locator {
    return this.page.getByRole("complementary", { name: "Private notes, only you" });
  }

  async openPeople(): Promise<void> {
    if (!(await this.people.isVisible())) await this.page.getByRole("button", { name: /^People, / }).click();
    await expect(this.people).toBeVisible();
  }

  async closePeople(): Promise<void> {
    await this.people.getByRole("button", { name: "Close" }).first().click();
    await expect(this.people).toBeHidden();
  }

  /** Makes a link; gives it and its short code. */
  async invite(role: Role): Promise<{ link: string; code: string }> {
    await this.openPeople();
    await this.people.getByRole("button", { name: "Invite somebody" }).click();
    const dialog = this.page.getByRole("dialog", { name: "Invite somebody" });
    await dialog.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
    await dialog.getByRole("button", { name: "Make a link" }).click();
    const [link, code] = [dialog.locator("code").first(), dialog.locator("code").nth(1)];
    await expect(link).toHaveText(/^http/);
    const made = { link: await link.innerText(), code: await code.innerText() };
    await dialog.getByRole("button", { name: "Close" }).click();
    await this.closePeople();
    return made;
  }

  /** A deed of a seat's menu, confirmed. */
  async seatDeed(whose: RegExp, deed: string): Promise<void> {
    await this.askForSeatDeed(whose, deed);
    await this.confirmSeatDeed(deed);
  }

  /** Ejects whoever is in another window; gives the milliseconds until they are told. Both pages note the time themselves: asked
   * from outside they would be asked at longer and longer intervals. */
  async eject(whose: RegExp, other: RoomPage): Promise<number> {
    await this.askForSeatDeed(whose, "Eject");
    const pressed = this.page.evaluate(
      () => new Promise<number>((resolve) => addEventListener("click", () => resolve(Date.now()), { capture: true, once: true })),
    );
    const told = other.saved.evaluate(
      (saved) =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (saved.textContent?.includes("Disconnected")) resolve(Date.now());
          };
          new MutationObserver(look).observe(saved, { subtree: true, childList: true, characterData: true });
          look();
        }),
    );
    await this.confirmSeatDeed("Eject");
    await expect(other.saved).toContainText("Disconnected", { timeout: 10_000 });
    return (await told) - (await pressed);
  }

  private async askForSeatDeed(whose: RegExp, deed: string): Promise<void> {
    await this.openPeople();
    await this.people.getByRole("button", { name: whose }).click();
    await this.page.getByRole("menuitem", { name: deed }).click();
  }

  private async confirmSeatDeed(deed: string): Promise<void> {
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("button", { name: deed.split(" ")[0] ?? deed, exact: true }).click();
  }

  async openNotes(): Promise<void> {
    await this.page.getByRole("button", { name: "Private notes" }).click();
    await expect(this.notes).toBeVisible();
  }

  /** Writes a note; the drawer has to be open. */
  async note(words: string): Promise<void> {
    const field = this.notes.getByRole("textbox", { name: "New private note; Enter keeps it" });
    await field.fill(words);
    await field.press("Enter");
    await expect(field).toHaveValue("");
  }

  /** Writes many notes, as fast as the page takes them. */
  async noteAll(notes: readonly string[]): Promise<void> {
    const field = this.notes.getByRole("textbox", { name: "New private note; Enter keeps it" });
    await field.focus();
    await field.evaluate((field: HTMLTextAreaElement, notes) => {
      for (const words of notes) {
        field.value = words;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      }
    }, notes);
    await expect(field).toHaveValue("");
  }

  async pause(): Promise<void> {
    await this.page.getByRole("button", { name: "Pause the recording" }).click();
  }

  async resume(): Promise<void> {
    await this.page.getByRole("button", { name: "Record again" }).click();
  }

  get endDialog(): Locator {
    return this.page.getByRole("dialog", { name: "End the round?" });
  }

  async askToEnd(): Promise<void> {
    await this.page.getByRole("button", { name: "End", exact: true }).click();
    await expect(this.endDialog).toBeVisible();
  }

  async end(): Promise<void> {
    await this.askToEnd();
    await this.endDialog.getByRole("button", { name: "End the round" }).click();
    await expect(this.recording).toHaveText("■ Ended");
  }
}
