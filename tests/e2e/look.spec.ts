// What of the look can break without anybody noticing on a large screen: the bar in narrow windows, pages on a phone, the
// colours before the first paint, tools after the end.

import type { Page } from "@playwright/test";

import { decoded } from "./pages/decoded.ts";
import { JoinPage } from "./pages/join.ts";
import type { ReviewPage } from "./pages/review.ts";
import { RoomPage } from "./pages/room.ts";
import { importRound } from "./pages/round.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1366, height: 768 },
  { width: 834, height: 1112 },
  { width: 683, height: 768 },
  { width: 390, height: 844 },
];
const HALF = SIZES[3]!;
const PHONE = SIZES[4]!;
const TITLE = "Senior backend engineer: a pipeline of orders that survives the busiest hour";

/** One row in which nothing is cut off, and what has to be seen at every width is. */
async function oneRow(room: RoomPage, who: string): Promise<void> {
  const bar = room.page.locator(".room-bar");
  for (const size of SIZES) {
    await room.page.setViewportSize(size);
    const where = `${who}, ${size.width}`;
    expect(await bar.evaluate(({ clientHeight }) => clientHeight), where).toBeLessThanOrEqual(44);
    expect(await bar.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), where).toBe(0);
    for (const sign of [room.recording, room.saved, bar.getByRole("button", { name: /^People, / })]) {
      const box = await sign.boundingBox();
      expect(box?.width, where).toBeGreaterThan(30);
      expect(box?.y, where).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0), where).toBeLessThanOrEqual(size.width);
      expect((box?.y ?? 0) + (box?.height ?? 0), where).toBeLessThanOrEqual(44);
    }
  }
}

test("the room's bar is one row at every width, whatever it has to say", async ({ interview, stranger }) => {
  const { host, candidate } = await interview({ title: TITLE });
  const { link } = await host.invite("Observer");
  await new JoinPage(await stranger()).join(link, "Wei");
  await oneRow(host, "host");
  await oneRow(candidate, "candidate");

  await candidate.page.getByRole("button", { name: "More", exact: true }).click();
  await candidate.page.getByRole("button", { name: "Pause the recording" }).click();
  await expect(host.recording).toContainText("Not recorded since");
  await oneRow(host, "host, paused");
  await candidate.page.setViewportSize(SIZES[1]!);
  await candidate.page.context().setOffline(true);
  await candidate.isOffline();
  await candidate.drawShape("Rectangle", 60, 60);
  await expect(candidate.saved).toContainText("kept");
  await oneRow(candidate, "candidate, paused and offline");
});

test("what a narrow bar has no room for is in a list", async ({ interview }) => {
  const { host } = await interview();
  await host.page.setViewportSize(HALF);
  const more = host.page.getByRole("button", { name: "More", exact: true });
  const list = host.page.locator("#room-more");
  await expect(list).toBeHidden();
  await more.click();
  await expect(list.getByRole("button", { name: "Pause the recording" })).toBeVisible();
  await host.page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(more).toBeFocused();
  await more.click();
  await host.askToEnd();
  await expect(list).toBeHidden();
});

test("the list of a narrow bar has a word for everything, opens its files, and is gone in a wide window", async ({ interview }) => {
  const { host } = await interview();
  await host.page.setViewportSize(HALF);
  await host.page.getByRole("button", { name: "More", exact: true }).click();
  const list = host.page.locator("#room-more");
  for (const button of await list.getByRole("button").all()) {
    expect(await button.innerText(), "words that are seen").toMatch(/\w/);
  }
  await list.getByRole("button", { name: "Files" }).click();
  await expect(list.getByRole("menuitem", { name: "Export…" })).toBeInViewport({ ratio: 1 });
  await host.page.setViewportSize(SIZES[1]!);
  await expect.poll(() => list.evaluate((list) => list.matches(":popover-open"))).toBe(false);
});

test("nothing that is said under the bar moves the board, and all of it can be pressed", async ({ interview, stranger }) => {
  const { host, candidate, link } = await interview();
  await candidate.drawShape("Rectangle", 100, 250);
  await host.canvas.shows(1);
  const where = () => host.canvas.surface.boundingBox();
  const before = await where();
  const second = new JoinPage(await stranger());
  await second.look(link);
  await second.fill("Ana on her phone");
  await second.page.getByRole("button", { name: "Ask the host to let me in" }).click();
  const turnAway = host.page.getByRole("button", { name: "Turn away" });
  await expect(turnAway).toBeVisible();
  expect(await where()).toEqual(before);
  for (const size of [SIZES[0]!, SIZES[1]!, { width: 1024, height: 768 }, SIZES[2]!, PHONE]) {
    await host.page.setViewportSize(size);
    await host.page.keyboard.press("Shift+1");
    await host.take("Select");
    const box = (await where())!;
    await host.page.keyboard.press("Escape");
    await host.page.keyboard.press("Control+a");
    await host.page.keyboard.press("Delete");
    const without = host.page.getByRole("button", { name: "Change it without the key" });
    for (const button of [turnAway, without, host.page.getByRole("button", { name: "Zoom out" })]) {
      // Nothing lies over it.
      await button.click({ trial: true });
      await expect(button, String(size.width)).toBeInViewport({ ratio: 1 });
    }
    expect(box.width).toBeGreaterThan(300);
  }
  await host.page.setViewportSize(SIZES[1]!);
  await turnAway.click();
  await host.end();
  await expect(host.page.getByText("The round has ended")).toBeVisible();
  expect(await where()).toEqual(before);
});

test("a phone has its chat, and nothing that scrolls sideways", async ({ interview, stranger, server }) => {
  test.setTimeout(120_000);
  const { staff, host, candidate } = await interview({ title: TITLE });
  const { link } = await host.invite("Observer");
  await candidate.openChat();
  await candidate.page.setViewportSize(PHONE);
  await expect(candidate.chat).toBeVisible();
  await candidate.page.getByRole("button", { name: "More", exact: true }).click();
  await expect(candidate.page.getByRole("button", { name: "Light or dark colours" })).toBeVisible();
  await expect(candidate.page.getByRole("button", { name: /^Chat/ })).toBeVisible();
  await noSidewaysScroll(candidate.page, "room");

  const lobby = new JoinPage(await stranger());
  await lobby.page.setViewportSize(PHONE);
  await lobby.look(link);
  await noSidewaysScroll(lobby.page, "join");
  await candidate.page.keyboard.press("Escape");
  await candidate.page.setViewportSize(SIZES[1]!);
  await candidate.drawShape("Ellipse", 60, 60);
  await candidate.isSaved();
  const review = await staff.review(host.id);
  await review.page.setViewportSize(PHONE);
  await noSidewaysScroll(review.page, "review");
  for (const path of ["", "/rooms", "/questions", "/nowhere"]) {
    await staff.page.goto(`${server.url}${path}`);
    await expect(staff.page.getByRole("heading", { level: 1 })).toBeVisible();
    await noSidewaysScroll(staff.page, path);
  }
});

async function noSidewaysScroll(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, where).toBe(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`a review fits a tablet and a small screen in ${colorScheme}, with its controls at hand`, async ({ server, stranger }) => {
    const staff = new StaffPages(await stranger(), server);
    await staff.setUp(HOST);
    const room = await importRound(server);
    const { page } = staff;
    await page.emulateMedia({ colorScheme });
    for (const size of [{ width: 834, height: 1112 }, { width: 1280, height: 720 }]) {
      await page.setViewportSize(size);
      const review = await staff.review(room);
      const where = `${size.width}, ${colorScheme}`;
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      await noSidewaysScroll(page, where);
      await atHand(review, where);
      expect(await readable(review), where).toBeGreaterThan(3);

      await page.getByRole("button", { name: "Skip idle" }).click();
      await page.getByRole("button", { name: "Play", exact: true }).click();
      await expect.poll(() => review.second(), where).toBeGreaterThan(0);
      await page.getByRole("button", { name: "Pause", exact: true }).click();
      await review.time.click(0.803);
      await expect(review.clock, where).toHaveText("01:20");
      await review.canvas.shows(3);
      const picture = await review.canvas.fingerprint();
      await review.key("Home");
      await expect.poll(() => review.canvas.fingerprint(), `${where}, another moment is another picture`).not.toBe(picture);
      await noSidewaysScroll(page, `${where}, later on`);
    }
  });
}

/** Everything that moves time is seen whole, and nothing lies over it. */
async function atHand(review: ReviewPage, where: string): Promise<void> {
  const { page, time } = review;
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const controls = [
    button("Play"), button("Previous stop"), button("Next stop"), button("Stops of [ and ]"), button(/^Speed, now/), button("Skip idle"),
    time.loop, time.track, button("Neutral names"), button("Together"), button("Copy link to this moment"), button("Take away"),
  ];
  for (const control of controls) {
    await expect(control, where).toBeInViewport({ ratio: 1 });
    // Pressed on trial: whatever is over it would take the press.
    await control.click({ trial: true });
  }
}

/** How much the sign on the play button stands out from its ground, as WCAG measures it. */
async function readable(review: ReviewPage): Promise<number> {
  const play = review.page.getByRole("button", { name: "Play", exact: true });
  const picture = await decoded(review.page, await play.screenshot());
  return picture.evaluate((canvas) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const channel = (value: number) => (value <= 10 ? value / 3_294 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const lights = Array.from({ length: data.length / 4 }, (_, index) => {
      const [red, green, blue] = data.slice(index * 4, index * 4 + 3);
      return 0.2126 * channel(red!) + 0.7152 * channel(green!) + 0.0722 * channel(blue!);
    });
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
  });
}

test("after the end there are no tools, no field to say something, and reopening brings them back", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.drawShape("Rectangle", 60, 60);
  await candidate.isSaved();
  const tools = candidate.page.getByRole("toolbar", { name: "Tools" });
  await expect(tools).toBeVisible();
  await candidate.openChat();
  await expect(candidate.page.getByRole("textbox", { name: "Your line" })).toBeVisible();
  await host.end();
  await expect(tools).toBeHidden();
  await expect(candidate.page.getByRole("button", { name: "Look" })).toBeHidden();
  await expect(candidate.page.getByRole("textbox", { name: "Your line" })).toBeHidden();
  await host.page.getByRole("button", { name: "Reopen" }).click();
  await expect(tools).toBeVisible();
});

test("seats and links say that only the host sees them", async ({ interview }) => {
  const { host } = await interview();
  await host.openPeople();
  const seats = host.people.locator(".private-place", { has: host.page.getByRole("heading", { name: "Seats and links" }) });
  await expect(seats).toContainText("Only you");
});

test("the chosen colours are there before the program is", async ({ interview }) => {
  const { candidate } = await interview();
  const { page } = candidate;
  const root = page.locator("html");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(root).toHaveAttribute("data-theme", "light");
  await page.getByRole("button", { name: "Light or dark colours" }).click();
  await expect(root).toHaveAttribute("data-theme", "dark");

  await page.route(/\.wasm$/, (route) => route.abort());
  await page.reload();
  await expect(page.getByText("Chalkback could not be loaded.")).toBeVisible();
  await expect(root).toHaveAttribute("data-theme", "dark");
  const [red] = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g) ?? []);
  expect(Number(red)).toBeLessThan(60);
  await page.unroute(/\.wasm$/);

  // What the system says anyway is not kept: the page follows the system again.
  await page.reload();
  await candidate.isOpen();
  await page.getByRole("button", { name: "Light or dark colours" }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(root).toHaveAttribute("data-theme", "dark");
});

test("everything of a small round can be done with keys alone", async ({ server, page }) => {
  const key = (...keys: string[]) => keys.reduce((done, each) => done.then(() => page.keyboard.press(each)), Promise.resolve());
  /** Walks on with Tab to what has this name; every stop on the way shows where the focus is. */
  const tabTo = async (role: "button" | "textbox" | "application", name: string | RegExp) => {
    const goal = page.getByRole(role, { name, exact: true });
    for (let step = 0; step < 40; step += 1) {
      if (await goal.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return;
      await key("Tab");
      const unseen = await page.evaluate(() => {
        const stop = document.activeElement;
        if (stop === null || stop === document.body || stop.closest(".code-host") !== null) return "";
        const { outlineStyle, outlineWidth } = getComputedStyle(stop);
        // The board's lies over its canvases.
        const { content, borderTopStyle, borderTopWidth } = getComputedStyle(stop, "::after");
        const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
        const isFramed = content !== "none" && borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 2;
        return isOutlined || isFramed ? "" : stop.outerHTML;
      });
      expect(unseen, "a stop without a ring").toBe("");
    }
    throw new Error(`Tab does not come to ${name}`);
  };

  await page.goto(server.setupLink);
  await expect(page.getByLabel("Your name")).toBeVisible();
  await tabTo("textbox", "Your name");
  await page.keyboard.type("Mo Adeyemi");
  await key("Tab");
  await page.keyboard.type("correct horse battery");
  await key("Enter");
  await expect(page.getByLabel("Start a room")).toBeVisible();
  await tabTo("textbox", "Start a room");
  await page.keyboard.type("By keys");
  await key("Enter");
  const board = page.getByRole("application", { name: /^Drawing board/ });
  await expect(board).toHaveAccessibleName("Drawing board, 0 elements");
  await new RoomPage(page).isOpen();

  await tabTo("application", /^Drawing board/);
  await key("r", "Enter", "Enter");
  await page.keyboard.type("Queue");
  await key("Escape", "Shift+ArrowRight");
  await expect(board).toHaveAccessibleName("Drawing board, 1 element");
  await key("Escape", "n");
  await expect(page.getByRole("textbox", { name: "New private note; Enter keeps it" })).toBeFocused();
  await page.keyboard.type("begins with the queue");
  await key("Enter", "Escape");
  await tabTo("button", "End");
  await key("Enter");
  await tabTo("button", "End the round");
  await key("Enter");
  await expect(page.locator(".recording-sign")).toHaveText("■ Ended");
  await tabTo("button", "Reopen");
});
