// The player: what a hand on the bar, a key and running time show; looking at the board, the clock and what is read out.

import type { Page } from "@playwright/test";

import { ReviewPage } from "./pages/review.ts";
import { importRound } from "./pages/round.ts";
import type { Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

async function opened(server: Server, stranger: () => Promise<Page>): Promise<{ review: ReviewPage; room: string }> {
  const room = await importRound(server);
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  return { review: await staff.review(room), room };
}

test("a drag paints the board under the pointer and starts nothing", async ({ server, stranger }) => {
  const { review } = await opened(server, stranger);
  const play = review.page.getByRole("button", { name: "Play", exact: true });
  const pictures = new Set<string>();
  await review.takeThumb();
  for (const [part, elements] of [[0.3, 2], [0.21, 3], [0.05, 2], [0.03, 1], [0.7, 3], [0.01, 0]] as const) {
    await review.moveThumb(part);
    await review.canvas.shows(elements);
    pictures.add(await review.canvas.fingerprint());
    await expect(play, "still paused").toBeVisible();
  }
  expect(pictures.size, "every moment has its own picture, while the button is down").toBe(6);
  await review.page.mouse.up();
  const second = await review.second();
  await review.time.frames(20);
  expect(await review.second(), "time stands still").toBe(second);
  for (const key of ["End", "0", "ArrowRight", "l", "Shift+ArrowRight", "]"]) {
    await review.key(key);
    await expect(play, key).toBeVisible();
  }
});

test("a stretch that was marked by hand is played again and again", async ({ server, stranger }) => {
  const { review } = await opened(server, stranger);
  await review.time.drag(0.195, 0.255, "Shift");
  await expect(review.time.loop).toHaveText("Loop 00:19 to 00:25");
  await review.key("]");
  for (let faster = 0; faster < 3; faster += 1) await review.key(">");
  const counts = await review.canvas.surface.evaluate(async (surface) => {
    const counts: string[] = [];
    const observer = new MutationObserver(() => counts.push(surface.getAttribute("aria-label") ?? ""));
    observer.observe(surface, { attributeFilter: ["aria-label"] });
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", bubbles: true }));
    while (counts.length < 6) await new Promise((resolve) => requestAnimationFrame(resolve));
    return counts;
  });
  const seen = counts.map((label) => Number(/\d+/.exec(label)?.[0]));
  expect(seen.join(" "), "an ellipse comes, a rectangle goes, and it begins again").toMatch(/3 2 3 2/);
  const seconds = await review.time.secondsWhile(() => review.time.frames(90));
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(19);
  expect(Math.max(...seconds)).toBeLessThanOrEqual(25);

  await test.step("until the mark is taken away", async () => {
    await review.key("r");
    await expect(review.time.loop).toHaveText("Loop");
    await expect.poll(() => review.second()).toBeGreaterThan(26);
  });
});

test("a loop is marked by keys, moved by its handles, and travels with the address", async ({ server, stranger }) => {
  const { review, room } = await opened(server, stranger);
  await review.key("2");
  await review.key("r");
  await expect(review.time.loop).toHaveText("Loop from 00:20 to …");
  await review.key("l");
  await review.key("r");
  await expect(review.time.loop).toHaveText("Loop 00:20 to 00:30");
  const end = review.page.getByRole("slider", { name: "End of the loop" });
  await end.focus();
  await review.key("ArrowRight");
  await expect(end).toHaveAttribute("aria-valuetext", "00:31");
  await expect(review.clock, "the playhead stays").toHaveText("00:30");
  await expect(review.page).toHaveURL(/[?&]at=00:30&loop=00:20-00:31$/);
  await review.page.reload();
  await review.isOpen();
  await expect(review.time.loop).toHaveText("Loop 00:20 to 00:31");
  await expect(review.clock).toHaveText("00:30");
  await review.page.goto(`${server.url}/review/${room}?loop=00:40-00:50`);
  await review.isOpen();
  await expect(review.clock, "a stretch alone is gone to").toHaveText("00:40");
  await review.page.goto(`${server.url}/review/${room}?loop=9-x`);
  await review.isOpen();
  await expect(review.time.loop).toHaveText("Loop");
});

test("idle stretches are passed over from wherever one scrubbed to, and the true time is shown", async ({ server, stranger }) => {
  const { review } = await opened(server, stranger);
  await expect(review.page.getByRole("button", { name: "Skip idle" })).toHaveAttribute("aria-pressed", "true");
  for (const [part, from, to] of [[0.12, 12, 19], [0.7, 70, 99], [0.1, 10, 19]] as const) {
    await review.time.click(part + 0.002);
    expect(await review.second()).toBe(from);
    const seconds = await review.time.secondsWhile(async () => {
      await review.key("Space");
      await expect.poll(() => review.second()).toBeGreaterThan(from);
      await review.key("Space");
    });
    expect(seconds[0], "at once at the end of the stretch").toBe(to);
  }
  await review.key("i");
  await review.time.click(0.122);
  const seconds = await review.time.secondsWhile(async () => {
    await review.key("Space");
    await expect.poll(() => review.second()).toBeGreaterThan(12);
  });
  expect(seconds[0], "second by second").toBe(13);
});

test("one steps from edit to edit, passing over whose lane is out of sight", async ({ server, stranger }) => {
  const { review } = await opened(server, stranger);
  await review.key("5");
  await review.key(".");
  await expect(review.clock, "a stroke is one edit").toHaveText("01:00");
  await review.canvas.shows(3);
  expect(await review.seq()).toBe(14);
  await review.key(",");
  await expect(review.clock).toHaveText("00:50");
  await review.key("Alt+2");
  await expect(review.time.lane("Mo Adeyemi")).toHaveAttribute("aria-pressed", "false");
  await review.key(".");
  await expect(review.clock, "not Mo's stroke").toHaveText("01:40");
  await review.key(",");
  await expect(review.clock, "not Mo's deletion").toHaveText("00:22");
  await review.key("0");
  await review.key("Shift+ArrowRight");
  await expect(review.clock, "where Ana begins again").toHaveText("00:21");
  await review.key("Shift+ArrowLeft");
  await expect(review.clock).toHaveText("00:00");
});

test("what the brackets stop at is chosen", async ({ server, stranger }) => {
  const { review } = await opened(server, stranger);
  const stops = review.page.getByRole("button", { name: "Stops of [ and ]" });
  await review.key("]");
  await expect(review.clock).toHaveText("00:22");
  await review.key("0");
  await stops.click();
  await review.page.getByRole("menuitemcheckbox", { name: "Chat" }).click();
  await review.key("]");
  await expect(review.clock, "the pause").toHaveText("00:40");
  await review.key("0");
  await stops.click();
  await review.page.getByRole("menuitemcheckbox", { name: "Where Mo Adeyemi begins" }).click();
  await review.key("]");
  await expect(review.clock, "Mo's first stretch").toHaveText("00:19");
  await stops.click();
  await expect(review.page.getByRole("menuitemcheckbox", { name: "Chat" })).toHaveAttribute("aria-checked", "false");
});

test("the help lists the keys, and single letters can be switched off", async ({ server, stranger }) => {
  const { review } = await opened(server, stranger);
  const help = review.page.getByRole("dialog", { name: "Keys of the review" });
  const keys = review.page.getByRole("button", { name: /^Keys/ });
  const playing = review.page.getByRole("button", { name: "Pause", exact: true });
  await review.key("?");
  await expect(help.locator("dt", { hasText: "R" }).first()).toBeVisible();
  const listed = await help.locator("kbd").allTextContents();
  expect(new Set(listed).size, "no key stands there twice").toBe(listed.length);
  for (const key of ["Space", "K", ",", ".", "[", "]", "Shift+←", "R", "+", "Alt+1–9", "S", "?"]) expect(listed).toContain(key);
  await help.getByRole("checkbox").uncheck();
  await review.key("Escape");
  await expect(keys).toHaveAccessibleName("Keys; single letters are off");

  await review.key("5");
  await review.key("k");
  await expect(review.clock, "a digit and a letter do nothing").toHaveText("00:00");
  await review.key("ArrowRight");
  await expect(review.clock, "an arrow goes on").toHaveText("00:05");
  await review.key("Space");
  await expect(playing).toBeVisible();
  await review.key("Space");
  await review.page.reload();
  await review.isOpen();
  await expect(keys, "the browser remembers").toHaveAccessibleName("Keys; single letters are off");

  await keys.click();
  await help.getByRole("checkbox").check();
  await review.key("Escape");
  await review.key("5");
  await expect(review.clock).toHaveText("00:50");
  await review.key("s");
  await review.key("9");
  await expect(review.clock, "S switches them off, too").toHaveText("00:50");
  await expect(review.page.getByText("Single letters are off", { exact: true })).toBeVisible();
});
