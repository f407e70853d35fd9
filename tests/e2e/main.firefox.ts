// The main job in Firefox: set up, start a room, join as somebody else, draw, write on the board and in the code, reload,
// and look at the recording.

import { expect, test } from "@playwright/test";

import { Firefox, type FirefoxPage } from "./pages/firefox.ts";
import { Server } from "./pages/server.ts";
import { PASSWORD } from "./pages/staff.ts";

const saved = (page: FirefoxPage) => page.says(".room-bar [role=status].status", "Saved");

test("an interview from the link to the review, in Firefox", async () => {
  const server = await Server.start();
  const firefox = await Firefox.start();
  try {
    const host = await firefox.stranger();
    await host.open(server.setupLink);
    await host.fill("Your name", "Mo Adeyemi");
    await host.fill("Staff password", PASSWORD);
    await host.press("Set password");
    await host.fill("Start a room", "Design a queue");
    await host.press("Start");
    await host.has(".canvas[data-elements]");
    await saved(host);
    const room = /\/room\/([0-9a-f]{32})/.exec(host.page.url())?.[1] ?? "";

    const { stdout } = await server.command("admin", "link", room, "--role", "candidate");
    const candidate = await firefox.stranger();
    await candidate.open(stdout.split("\n")[0] ?? "");
    await candidate.fill("Your name", "Ana Okafor");
    await candidate.press("I agree that what I draw and write in this room is recorded.");
    await candidate.press("Join the round");
    await candidate.has(".canvas[data-elements]");
    await saved(candidate);

    await test.step("ink, shapes and text reach the other", async () => {
      await candidate.press("Pen");
      await candidate.drag([300, 100], [340, 160], [400, 120], [460, 180]);
      await candidate.press("Rectangle");
      await candidate.drag([320, 260], [420, 330]);
      await candidate.page.keyboard.press("Enter");
      await candidate.has("textarea.text-field");
      await candidate.page.keyboard.type("Queue 待ち行列");
      await candidate.page.keyboard.press("Escape");
      await saved(candidate);
      await host.boardHas("data-elements", "2");
      await expect.poll(() => host.inked()).toBeGreaterThan(300);
    });

    await test.step("code reaches the other, and a reload keeps everything", async () => {
      await (await candidate.page.waitForSelector(".code-host:not([hidden]) .cm-content"))!.focus();
      await candidate.page.keyboard.type("def main():");
      await host.says(".cm-content", "def main():");
      await candidate.page.reload({ waitUntil: "domcontentloaded" });
      await candidate.boardHas("data-elements", "2");
      await candidate.says(".cm-content", "def main():");
      await saved(candidate);
    });

    await test.step("the wheel moves and zooms the board", async () => {
      const before = await candidate.text(".zoom-percent");
      await candidate.page.keyboard.down("Control");
      await candidate.page.mouse.move(500, 400);
      await candidate.page.mouse.wheel({ deltaY: -120 });
      await candidate.page.keyboard.up("Control");
      await expect.poll(() => candidate.text(".zoom-percent")).not.toBe(before);
    });

    await test.step("the review shows it", async () => {
      await host.open(`${server.url}/review/${room}`);
      await host.has(".review[data-seq]");
      await host.page.keyboard.press("End");
      await host.boardHas("data-elements", "2");
      await host.boardHas("data-picture", "settled");
      await expect.poll(() => host.inked()).toBeGreaterThan(300);
      await host.page.keyboard.press("Home");
      await host.boardHas("data-elements", "0");
    });
    expect(host.errors, "the host's page").toEqual([]);
    expect(candidate.errors, "the candidate's page").toEqual([]);
  } finally {
    await firefox.stop();
    await server.stop();
  }
});
