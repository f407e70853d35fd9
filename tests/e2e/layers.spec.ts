// The two sides of the table on one board: each leaves the other's elements alone, hands can be read-only, and people look
// together.

import { type Page } from "@playwright/test";

import { keys, lookPanel } from "./pages/gestures.ts";
import { JoinPage } from "./pages/join.ts";
import { colourAt, pixelsOf, type Rgb } from "./pages/painted.ts";
import { PeoplePart } from "./pages/people.ts";
import { RoomPage } from "./pages/room.ts";
import { ScratchPart } from "./pages/scratch.ts";
import { opsOf } from "./pages/server.ts";
import { CANDIDATE, expect, HOST, test } from "./scene.ts";

/** The recording knows people by numbers: the host came first. */
const HOST_ACTOR = 1;

test("what the candidate drew is changed by an interviewer with Ctrl held only, and layers are told apart", async ({
  interview,
  server,
}) => {
  const { staff, host, candidate } = await interview();
  await candidate.drawShape("Rectangle", 100, 150);
  await host.canvas.shows(1);
  const hint = host.page.getByText("Hold Ctrl (⌘ on a Mac) to change what the candidate drew, and to move a frame around it.");

  await test.step("a click selects it, and neither dragging nor deleting does anything", async () => {
    await host.deleteAt(100, 165);
    await expect(hint).toBeVisible();
    await host.drag([100, 165], [140, 220], [200, 300]);
    // Nor by its handles.
    await host.drag([100, 180], [140, 180]);
    await host.take("Eraser");
    await host.drag([90, 165], [110, 165]);
    await host.canvas.shows(1);
    await host.isSaved();
    const entries = await server.entries(host.id);
    expect(entries.filter((entry) => entry.actor === HOST_ACTOR)).toEqual([]);
  });

  await test.step("with the key held it moves", async () => {
    await host.take("Select");
    await host.page.keyboard.down("Control");
    await host.drag([100, 165], [140, 220], [200, 265]);
    await host.page.keyboard.up("Control");
    await host.isSaved();
    const moved = opsOf(await server.entries(host.id), "Update").filter(({ entry }) => entry.actor === HOST_ACTOR);
    expect(moved.length).toBeGreaterThan(0);
  });

  await test.step("what an interviewer drew can be put out of sight, by everybody for themselves", async () => {
    await host.drawShape("Ellipse", 300, 150);
    await candidate.canvas.shows(2);
    const people = new PeoplePart(candidate.page);
    await people.open();
    await people.interviewersDrawings.uncheck();
    await candidate.canvas.shows(1);
    await host.canvas.shows(2);
    await people.interviewersDrawings.check();
    await candidate.canvas.shows(2);
  });

  await test.step("with the key held it is deleted", async () => {
    await host.take("Select");
    const at = await host.canvas.place(200, 265);
    await host.page.mouse.click(at.x, at.y);
    await host.page.keyboard.press("Control+Delete");
    await candidate.canvas.shows(1);
  });

  await test.step("and the review has the same layer", async () => {
    const review = await staff.review(host.id);
    await review.key("End");
    await review.canvas.shows(1);
    await review.page.getByRole("checkbox", { name: "Interviewers' drawings" }).uncheck();
    await review.canvas.shows(0);
  });
});

test("the host makes the candidate's hands read-only and gives them back", async ({ interview, server }) => {
  const { host, candidate } = await interview();
  await candidate.drawShape("Rectangle", 100, 150);
  await host.openPeople();
  const hands = host.people.getByRole("checkbox", { name: "The candidate's hands" });
  await hands.check();
  const sign = candidate.page.locator(".hands-words");
  await expect(sign).toBeVisible();
  await expect(sign).toContainText("The host has made your hands read-only for now");
  await expect(host.page.locator(".hands-words")).toHaveCount(0);
  const held = host.page.locator(".room-bar").getByText("The candidate's hands are read-only. Give them back under People.");
  await expect(held).toHaveCount(1);

  await test.step("nothing is drawn or typed", async () => {
    await expect(candidate.page.getByRole("button", { name: "Rectangle", exact: true })).toHaveCount(0);
    await candidate.drag([100, 180], [200, 300]);
    await candidate.page.keyboard.press("Delete");
    await candidate.code.focus();
    await candidate.page.keyboard.type("x = 1");
    await candidate.isSaved();
    await host.canvas.shows(1);
    expect((await server.entries(host.id)).filter((entry) => entry.actor === 2)).toHaveLength(1);
  });

  await test.step("the candidate still points things out", async () => {
    await candidate.canvas.surface.focus();
    await candidate.page.keyboard.press("k");
    await candidate.press([150, 200], [200, 240], [260, 280]);
    await isLit(host.page, true);
    await candidate.page.mouse.up();
    await isLit(host.page, false);
  });

  await hands.uncheck();
  await expect(held).toHaveCount(0);
  await expect(sign).toBeHidden();
  await candidate.drawShape("Ellipse", 300, 150);
  await host.canvas.shows(2);

  await test.step("what was drawn offline meanwhile is refused in words, and kept by who drew it", async () => {
    await candidate.page.context().setOffline(true);
    await candidate.isOffline();
    await candidate.drawShape("Diamond", 100, 300);
    await candidate.type("x");
    await candidate.canvas.shows(3);
    await hands.check();
    await expect(held, "the server has it").toHaveCount(1);
    await candidate.page.context().setOffline(false);
    await expect(candidate.page.getByText("is kept in your scratch corner, which only you see.")).toBeVisible();
    await new ScratchPart(candidate.page).shows(2);
    await candidate.canvas.shows(2);
    await candidate.codeBecomes("");
    await host.canvas.shows(2);
  });
});

test("the host makes the interviewers' hands read-only, the host's own too, while the candidate draws on", async ({ interview, server, stranger }) => {
  const { host, candidate } = await interview();
  const { link } = await host.invite("Co-host");
  const cohost = await new JoinPage(await stranger()).join(link, "Ren Ito");
  await host.drawShape("Rectangle", 60, 100);
  await cohost.drawShape("Rectangle", 220, 100);
  for (const room of [host, cohost, candidate]) await room.canvas.shows(2);
  const signOf = (room: RoomPage) => room.page.locator(".hands-words");
  const count = async () => (await server.entries(host.id)).length;
  await host.openPeople();
  const hands = host.people.getByRole("checkbox", { name: "The interviewers' hands, yours too" });
  const pressed = await hands.elementHandle();
  await hands.check();
  await expect(signOf(cohost)).toContainText("The host has made your hands read-only for now");
  await expect(signOf(host)).toContainText("The interviewers' hands are read-only, yours too. Give them back under People.");
  // One that is made anew shows for a moment what was before the press.
  expect(await pressed!.evaluate((switched) => switched.isConnected), "with other rights the panel is the same").toBe(true);
  await expect(signOf(candidate)).toHaveCount(0);

  await test.step("neither draws, moves, deletes or types", async () => {
    const before = await count();
    for (const room of [host, cohost]) {
      await expect(room.page.getByRole("button", { name: "Rectangle", exact: true })).toHaveCount(0);
      await room.canvas.surface.focus();
      await keys(room, "r");
      await room.drag([200, 300], [260, 340], [320, 380]);
      await keys(room, "Escape", "Control+a", "Delete", "ArrowRight", "r", "Enter", "Control+z");
      await room.drag([60, 130], [80, 200], [100, 260]);
      await room.code.focus();
      await room.page.keyboard.type("x = 1");
      await room.isSaved();
      await room.canvas.shows(2);
      expect(await room.codeText()).toBe("");
    }
    expect(await count()).toBe(before);
  });
  await test.step("the candidate does", async () => {
    await candidate.drawShape("Ellipse", 60, 300);
    for (const room of [host, cohost, candidate]) await room.canvas.shows(3);
  });

  await hands.uncheck();
  await expect(signOf(cohost)).toHaveCount(0);
  await host.drawShape("Diamond", 220, 300);
  for (const room of [host, cohost, candidate]) await room.canvas.shows(4);

  await test.step("what one of them drew offline meanwhile is refused in words", async () => {
    await cohost.page.context().setOffline(true);
    await cohost.isOffline();
    await cohost.drawShape("Diamond", 380, 300);
    await cohost.canvas.shows(5);
    await hands.check();
    await expect(signOf(host), "the server has it").toContainText("The interviewers' hands are read-only");
    const before = await count();
    await cohost.page.context().setOffline(false);
    await expect(cohost.page.getByText("is kept in your scratch corner, which only you see.")).toBeVisible();
    await new ScratchPart(cohost.page).shows(1);
    for (const room of [cohost, host, candidate]) await room.canvas.shows(4);
    expect(await count()).toBe(before);
  });
});

test("everybody draws in the colour they are told apart by, until they choose another, in the room and in the replay", async ({ interview, server }) => {
  const { staff, host, candidate } = await interview();
  await candidate.drawShape("Rectangle", 60, 100);
  await host.drawShape("Rectangle", 260, 100);
  await host.canvas.shows(2);
  await candidate.canvas.shows(2);
  // On the left sides of both boxes.
  const colours = async (room: RoomPage) => [await colourAt(room.canvas, 60, 140), await colourAt(room.canvas, 260, 140)];
  const [vermilion, blue]: [Rgb, Rgb] = [[196, 78, 0], [0, 100, 166]];
  for (const room of [host, candidate]) await expect.poll(() => colours(room)).toEqual([vermilion, blue]);
  // As their marks in the bar and their cursors are.
  const markOf = (name: string) => host.page.locator(".room-bar").getByRole("img", { name: new RegExp(`^${name}`) });
  await expect(markOf(HOST)).toHaveAttribute("data-ink", "6");
  await expect(markOf(CANDIDATE)).toHaveAttribute("data-ink", "1");

  const look = await lookPanel(candidate);
  await candidate.page.keyboard.press("Escape");
  await candidate.take("Rectangle");
  await look.getByRole("group", { name: "Colour" }).getByRole("button", { name: "Ink", exact: true }).click();
  await candidate.drag([60, 240], [100, 260], [160, 300]);
  await host.canvas.shows(3);
  await expect.poll(() => colourAt(host.canvas, 60, 270)).toEqual([27, 31, 42]);
  await candidate.isSaved();
  const made = opsOf(await server.entries(host.id), "Create").map(({ body }) => body[0].style.stroke);
  expect(made).toEqual([{ Token: 1 }, { Token: 6 }, { Token: 0 }]);
  await test.step("a reload takes up the colour of one's own again", async () => {
    await candidate.page.reload();
    await candidate.isOpen();
    await candidate.drawShape("Ellipse", 260, 240);
    await candidate.isSaved();
    expect(opsOf(await server.entries(host.id), "Create").at(-1)?.body[0].style.stroke).toEqual({ Token: 1 });
  });
  await host.end();
  const review = await staff.review(host.id);
  await review.key("End");
  await review.canvas.shows(4);
  for (const colour of [vermilion, blue]) await expect.poll(() => pixelsOf(review.canvas, colour), "both are painted").toBeGreaterThan(200);
});

test("people point with a laser, follow each other's view and are brought together", async ({ interview, server }) => {
  const { staff, host, candidate } = await interview();
  await candidate.drawShape("Rectangle", 100, 150);
  await host.canvas.shows(1);

  await test.step("what the laser passes shines for a moment and is not on the board", async () => {
    await host.take("Laser pointer");
    await host.press([150, 300], [220, 320], [300, 340]);
    await isLit(candidate.page, true);
    await host.page.mouse.up();
    await isLit(candidate.page, false);
    await candidate.canvas.shows(1);
  });

  const people = new PeoplePart(host.page);
  const following = host.page.getByText(`Following ${CANDIDATE.split(" ")[0]}`);
  await test.step("the host follows the candidate's view", async () => {
    await people.open();
    await people.follow(CANDIDATE);
    await expect(following).toBeVisible();
    await candidate.page.getByRole("button", { name: "Zoom out" }).click();
    await candidate.page.getByRole("button", { name: "Zoom out" }).click();
    await expect(host.page.locator(".zoom-percent")).toHaveText("64 %");
    const others = new PeoplePart(candidate.page);
    await others.open();
    await expect(others.panel.getByText("follows your view")).toBeVisible();
    await test.step("nobody follows a follower", async () => {
      await others.follow(HOST);
      await expect(candidate.page.getByText(`${HOST.split(" ")[0]} follows your view already.`)).toBeVisible();
    });
  });

  await test.step("until a move of their own", async () => {
    const at = await host.canvas.place(200, 400);
    await host.page.mouse.move(at.x, at.y);
    await host.page.mouse.wheel(0, 300);
    await expect(following).toBeHidden();
  });

  await test.step("everybody is brought here, with a way back", async () => {
    await host.page.getByRole("button", { name: "Zoom out" }).click();
    await people.panel.getByRole("button", { name: "Bring everyone here" }).click();
    const percent = candidate.page.locator(".zoom-percent");
    await expect(candidate.page.getByText(`${HOST.split(" ")[0]} brought you here.`)).toBeVisible();
    await expect(percent).not.toHaveText("64 %");
    await candidate.page.getByRole("button", { name: "Go back" }).click();
    await expect(percent).toHaveText("64 %");
  });

  await test.step("the review shows where the laser was", async () => {
    // What comes after it, so that one can go there.
    await candidate.drawShape("Ellipse", 300, 150);
    await candidate.isSaved();
    const points = async () => (await server.tracks(host.id)).filter((track) => track.laser === true);
    await expect.poll(async () => (await points()).length, { timeout: 15_000 }).toBeGreaterThan(0);
    const seconds = Math.floor(((await points())[0]?.at ?? 0) / 1_000) + 1;
    const review = await staff.review(host.id);
    const moment = new URL(review.page.url());
    moment.searchParams.set("at", `00:${String(seconds).padStart(2, "0")}`);
    await review.page.goto(moment.href);
    await review.isOpen();
    await isLit(review.page, true);
    await review.key("Home");
    await isLit(review.page, false);
  });
});

test("a second device joins the same seat: one name, and undo on either", async ({ interview, server, stranger }) => {
  const { host, candidate } = await interview();
  const people = new PeoplePart(candidate.page);
  await people.open();
  const code = await people.deviceCode();
  const tablet = await stranger();
  await tablet.goto(`${server.url}/join`);
  await tablet.getByLabel("Short code").fill(code.toLowerCase());
  await tablet.getByRole("button", { name: "Go on" }).click();
  await expect(tablet.getByRole("heading", { name: `Join as ${CANDIDATE} on this device too` })).toBeVisible();
  await tablet.getByRole("button", { name: "Add this device" }).click();
  const second = new RoomPage(tablet);
  await second.isOpen();
  expect(second.seat).toBe(candidate.seat);
  await expect(host.page.getByRole("button", { name: "People, 2 here" })).toBeVisible();

  await candidate.drawShape("Rectangle", 100, 150);
  await second.canvas.shows(1);
  await second.drawShape("Ellipse", 300, 150);
  await candidate.canvas.shows(2);
  await candidate.isSaved();
  await candidate.canvas.surface.focus();
  await candidate.page.keyboard.press("Control+z");
  await second.canvas.shows(1);
  await second.canvas.surface.focus();
  await second.page.keyboard.press("Control+z");
  await host.canvas.shows(0);
  await second.page.keyboard.press("Control+Shift+z");
  await host.canvas.shows(1);
  const actors = new Set((await server.entries(host.id)).filter((entry) => entry.actor > 0).map((entry) => entry.actor));
  expect([...actors], "one lane").toEqual([2]);

  await test.step("both draw at one time, each stroke whole", async () => {
    const devices = [candidate, second];
    for (const device of devices) await device.take("Pen");
    await candidate.press([60, 300], [80, 320], [100, 340]);
    await second.press([360, 300], [380, 320], [400, 340]);
    for (const [device, x] of [[candidate, 120], [second, 420], [candidate, 160], [second, 460]] as const) {
      const at = await device.canvas.place(x, 360);
      await device.page.mouse.move(at.x, at.y, { steps: 4 });
    }
    for (const device of devices) await device.page.mouse.up();
    for (const device of devices) await device.isSaved();
    const entries = await server.entries(host.id);
    const ended = opsOf(entries, "InkEnd").map(({ body }) => body.id);
    expect(ended).toHaveLength(2);
    const begun = Math.max(...opsOf(entries, "InkBegin").map(({ entry }) => entry.seq));
    const extended = opsOf(entries, "InkExtend");
    for (const id of ended) {
      const last = Math.max(...extended.filter(({ body }) => body.id === id).map(({ entry }) => entry.seq));
      expect(last, "went on after both had begun").toBeGreaterThan(begun);
    }
    await host.canvas.shows(3);
  });

  await test.step("the code is used up", async () => {
    const late = await stranger();
    await late.goto(`${server.url}/join`);
    await late.getByLabel("Short code").fill(code);
    await late.getByRole("button", { name: "Go on" }).click();
    await expect(late.getByText("This link or code leads nowhere: it may have been revoked.")).toBeVisible();
  });
});

/** Whether anything of a laser shines on a page. */
async function isLit(page: Page, lit: boolean): Promise<void> {
  const surface = new RoomPage(page).canvas.surface;
  if (lit) await expect(surface).toHaveAttribute("data-lit", /^[1-9]/);
  else await expect(surface).toHaveAttribute("data-lit", "0");
}
