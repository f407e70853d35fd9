// What is written beside the board, in the chat and in private notes: it goes where it was meant to go, and is there again.

import type { HostPage } from "./pages/host.ts";
import type { RoomPage } from "./pages/room.ts";
import { Wiretap } from "./pages/wiretap.ts";
import { expect, test } from "./scene.ts";

// Each of its letters is a key of the board.
const SENTENCE = "can a cache hold data here, and what if not";

const lineField = (room: RoomPage) => room.page.getByRole("textbox", { name: "Your line" });
const noteField = (host: HostPage) => host.notes.getByRole("textbox", { name: "New private note; Enter keeps it" });

async function takesSelect(room: RoomPage): Promise<void> {
  const tools = room.page.getByRole("toolbar", { name: "Tools" });
  await expect(tools.getByRole("button", { name: "Select", exact: true })).toHaveAttribute("aria-pressed", "true");
}

test("opened by their buttons, chat and notes take what is typed next", async ({ interview }) => {
  const { host } = await interview();
  await host.take("Select");

  await test.step("the chat", async () => {
    await host.openChat();
    await expect(lineField(host)).toBeFocused();
    await host.page.keyboard.type(SENTENCE);
    await host.page.keyboard.press("Enter");
    await expect(host.chat).toContainText(SENTENCE);
    await takesSelect(host);
    await host.page.keyboard.press("Escape");
    await expect(host.chat).toBeHidden();
    await expect(host.page.getByRole("button", { name: "Chat", exact: true })).toBeFocused();
  });

  await test.step("the notes", async () => {
    await host.openNotes();
    await expect(noteField(host)).toBeFocused();
    await host.page.keyboard.type(SENTENCE);
    await host.page.keyboard.press("Enter");
    await expect(host.notes.getByRole("listitem")).toHaveText(new RegExp(SENTENCE));
    await takesSelect(host);
  });
});

test("a note that is not finished waits out a reload in this tab, and only there", async ({ interview, server }) => {
  let tap: Wiretap | undefined;
  const { host } = await interview({ prepare: async (page) => void (tap = new Wiretap(page)) });
  const ours = new Wiretap(host.page);
  await host.openNotes();
  await expect(noteField(host)).toBeFocused();
  await host.page.keyboard.type("half a thou");
  const moment = host.notes.locator(".notes-moment");
  const words = await moment.innerText();
  expect(words).toMatch(/^Note at \d/);
  await server.advance(90_000);

  await test.step("with the moment of its first letter", async () => {
    await host.page.reload();
    await host.isOpen();
    await expect(host.page.getByText("half a thou")).toHaveCount(0);
    await host.openNotes();
    await expect(noteField(host)).toHaveValue("half a thou");
    await expect(moment).toHaveText(words);
    expect(Buffer.concat([...ours.sent, ...(tap?.received ?? [])]).includes("half a thou")).toBe(false);
  });

  await test.step("not shown while the screen is shared", async () => {
    await host.page.keyboard.press("Alt+s");
    await host.page.reload();
    await host.isOpen();
    expect(await host.page.evaluate(() => document.documentElement.outerHTML)).not.toContain("half a thou");
    await expect(host.page.locator("textarea").filter({ visible: true })).toHaveCount(0);
    await host.page.keyboard.press("Alt+s");
  });

  await test.step("written it is a note, and the field is empty from then on", async () => {
    await host.openNotes();
    await expect(noteField(host)).toHaveValue("half a thou");
    await noteField(host).press("End");
    await host.page.keyboard.type("ght");
    await host.page.keyboard.press("Enter");
    await expect(host.notes.getByRole("listitem")).toContainText("half a thought");
    await host.page.reload();
    await host.isOpen();
    await host.openNotes();
    await expect(host.notes.getByRole("listitem")).toContainText("half a thought");
    await expect(noteField(host)).toHaveValue("");
    const clock = words.replace(/^Note at (\S+).*$/s, "$1");
    await expect(host.notes.getByRole("listitem").locator("time")).toHaveText(clock);
  });

  await test.step("and a browser that keeps nothing breaks nothing", async () => {
    await host.page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await host.note("kept by the server all the same");
    await expect(host.notes.getByRole("listitem")).toHaveCount(2);
  });
});

test("with Alt the interviewer marks and notes while typing", async ({ interview }) => {
  const { host } = await interview();
  await host.type("limit = 10");
  await host.page.keyboard.press("Alt+m");
  await expect(host.page.getByText(/^Marked /)).toBeVisible();
  await host.page.keyboard.press("Alt+Shift+M");
  await expect(host.page.getByText(/^Hint noted /)).toBeVisible();
  await expect(host.code).toBeFocused();
  await host.page.keyboard.type("0");
  await host.codeBecomes("limit = 100");

  await host.page.keyboard.press("Alt+n");
  await expect(noteField(host)).toBeFocused();
  await host.page.keyboard.type("a round number");
  await host.page.keyboard.press("Enter");
  await expect(host.notes.getByRole("listitem")).toHaveCount(3);

  await test.step("also from the chat, and not where a third sign of a key is written", async () => {
    await host.openChat();
    await lineField(host).fill("so");
    await host.page.keyboard.press("Control+Alt+m");
    await host.page.keyboard.press("Alt+m");
    await expect(lineField(host)).toHaveValue("so");
    await host.openNotes();
    await expect(host.notes.getByRole("listitem")).toHaveCount(4);
  });

  await test.step("and the keys are told", async () => {
    await host.canvas.surface.focus();
    await host.page.keyboard.press("?");
    const keys = host.page.getByRole("dialog", { name: "Keys" });
    for (const key of ["Alt+M", "Alt+Shift+M", "Alt+N"]) await expect(keys.getByText(key, { exact: true })).toBeVisible();
  });
});

test("what was read stays read, one's own lines are not news, and addresses are links", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.openChat();
  await lineField(candidate).fill("see https://docs.example/queues. javascript:alert(1)");
  await lineField(candidate).press("Enter");
  await host.page.getByRole("button", { name: "Chat, 1 new line" }).click();
  const link = host.chat.getByRole("link");
  await expect(link).toHaveText("https://docs.example/queues");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await lineField(host).fill("thanks");
  await lineField(host).press("Enter");
  await expect(candidate.chat).toContainText("thanks");
  await host.isSaved();
  for (const room of [host, candidate]) {
    await room.page.reload();
    await room.isOpen();
    await expect(room.page.getByRole("button", { name: "Chat", exact: true })).toBeVisible();
  }
  await candidate.openChat();
  await candidate.signal("I have a question");
  await expect(host.page.getByRole("button", { name: "Chat, 1 new line" })).toBeVisible();
});

test("a phone reads and writes the chat", async ({ interview }) => {
  const { host, candidate } = await interview();
  const { page } = candidate;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "More", exact: true }).click();
  await candidate.openChat();
  await expect(candidate.chat).toBeVisible();
  await lineField(candidate).fill("I hear nothing");
  await lineField(candidate).press("Enter");
  await host.page.getByRole("button", { name: "Chat, 1 new line" }).click();
  await expect(host.chat).toContainText("I hear nothing");
  await lineField(host).fill("Wait a moment, I join again: https://docs.example/a/rather/long/address/that/has/no/place/to/break");
  await lineField(host).press("Enter");
  await expect(candidate.chat).toContainText("Wait a moment");
  const panel = page.getByRole("region", { name: "Chat" });
  const targets = panel.locator("button, input");
  for (const target of await targets.all()) {
    const box = await target.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toBeHidden();
});
