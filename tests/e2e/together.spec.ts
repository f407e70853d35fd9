// Several people at the same elements at once: everybody's changes survive, every page comes to the same board, and undo
// takes back one's own.

import { drawn } from "./pages/drawn.ts";
import { JoinPage } from "./pages/join.ts";
import { OutlinePart } from "./pages/keyboard.ts";
import { Middlebox } from "./pages/middlebox.ts";
import { PeoplePart } from "./pages/people.ts";
import { drawnBox } from "./pages/picture.ts";
import type { RoomPage } from "./pages/room.ts";
import { StaffPages } from "./pages/staff.ts";
import { HostPage } from "./pages/host.ts";
import { CANDIDATE, expect, HOST, test } from "./scene.ts";

const COHOST = "Ren Ito";

async function keys(room: RoomPage, ...strokes: string[]): Promise<void> {
  for (const stroke of strokes) await room.page.keyboard.press(stroke);
}

async function select(room: RoomPage, x: number, y: number): Promise<void> {
  await keys(room, "Escape");
  const at = await room.canvas.place(x, y);
  await room.page.mouse.click(at.x, at.y);
}

async function recolour(room: RoomPage, colour: string): Promise<void> {
  const look = room.page.getByRole("button", { name: "Look", exact: true });
  await look.click();
  await room.page.getByRole("group", { name: "Colour" }).getByRole("button", { name: colour, exact: true }).click();
  await look.click();
}

/** What a page shows, whatever is selected on it and wherever its people point: around what, how much ink, how many elements. */
async function shown(room: RoomPage): Promise<number[]> {
  await keys(room, "Escape", "Escape", "Shift+1");
  const box = await drawnBox(room);
  return [...Object.values(box ?? {}), (await room.canvas.inked("baked")) / 50, await room.canvas.count()];
}

/** The same but for what a browser rounds: the pictures may lie a part of a pixel apart. */
async function showTheSame(one: RoomPage, other: RoomPage): Promise<void> {
  for (const room of [one, other]) await room.canvas.surface.focus();
  const apart = async () => {
    const [here, there] = [await shown(one), await shown(other)];
    return here.length === there.length ? Math.max(...here.map((value, index) => Math.abs(value - there[index]!))) : Infinity;
  };
  await expect.poll(apart).toBeLessThan(1.5);
}

test("two people change the same elements at once, also over a network that holds everything back", async ({ server, stranger }) => {
  const box = await Middlebox.before(server);
  box.open = true;
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const host = HostPage.of(await staff.startRoom("Design a queue"));
  const { link } = await host.invite("Co-host");
  const cohost = await new JoinPage(await stranger()).join(box.link(link), COHOST);

  for (const [x, y] of [[40, 100], [200, 100], [360, 100]] as const) await cohost.drawShape("Rectangle", x, y, 100, 60);
  await host.canvas.shows(3);
  await host.isSaved();
  const elements = () => drawn(server, host.id);
  const before = await elements();

  box.hold();
  await test.step("the one whose network is held: moves the first, recolours and labels the second, deletes the third", async () => {
    await cohost.take("Select");
    await keys(cohost, "Escape");
    await cohost.drag([90, 100], [90, 160], [90, 240]);
    await select(cohost, 250, 100);
    await recolour(cohost, "Blue");
    await keys(cohost, "Enter");
    await cohost.page.keyboard.type("queue");
    await keys(cohost, "Escape");
    await select(cohost, 410, 100);
    await keys(cohost, "Delete");
    await cohost.canvas.shows(2);
  });
  await test.step("the other: recolours and labels the first, moves and labels the second, moves the third", async () => {
    await host.canvas.shows(3);
    await select(host, 90, 100);
    await recolour(host, "Green");
    await keys(host, "Enter");
    await host.page.keyboard.type("cache");
    await keys(host, "Escape", "Escape");
    await host.drag([250, 100], [250, 200], [250, 300]);
    await keys(host, "Enter");
    await host.page.keyboard.type("fast ");
    await keys(host, "Escape", "Escape");
    await host.drag([410, 100], [410, 200], [410, 300]);
    await host.isSaved();
  });
  box.letGo();
  await cohost.isSaved();
  for (const room of [host, cohost]) await room.canvas.shows(2);

  await test.step("nothing of either is lost", async () => {
    const [first, second] = await elements();
    expect(first!.y, "moved by one").toBeGreaterThan(before[0]!.y + 100);
    expect(first!.style.stroke, "recoloured by the other").not.toEqual(before[0]!.style.stroke);
    expect(second!.y).toBeGreaterThan(before[1]!.y + 100);
    expect(second!.style.stroke).not.toEqual(before[1]!.style.stroke);
    for (const room of [host, cohost]) {
      const outline = new OutlinePart(room.page);
      await outline.open();
      await expect(outline.line("cache")).toHaveCount(1);
      await expect(outline.line("queue"), "words of both in one label").toHaveCount(1);
      await expect(outline.line("fast"), "neither cut through").toHaveCount(1);
      await room.page.getByRole("button", { name: "The board as text" }).click();
    }
    await showTheSame(host, cohost);
  });

  await test.step("each takes back what was theirs", async () => {
    await cohost.canvas.surface.focus();
    await keys(cohost, "Control+z");
    await host.canvas.shows(3);
    await cohost.isSaved();
    const third = (await elements())[2]!;
    expect(third.y, "as the other had moved it meanwhile").toBeGreaterThan(before[2]!.y + 100);
    await host.canvas.surface.focus();
    await keys(host, "Control+z");
    await host.isSaved();
    expect((await elements())[2]!.y, "the other's move went back").toBe(before[2]!.y);
    expect((await elements())[0]!.y, "and nothing of the first").toBeGreaterThan(before[0]!.y + 100);
    await showTheSame(host, cohost);
  });
  await box.stop();
});

test("both delete, move and connect the same at one moment without a network", async ({ server, interview, stranger }) => {
  const { host } = await interview();
  const { link } = await host.invite("Co-host");
  const cohost = await new JoinPage(await stranger()).join(link, COHOST);
  for (const [x, y] of [[40, 100], [240, 100]] as const) await host.drawShape("Rectangle", x, y, 100, 60);
  await cohost.canvas.shows(2);
  await host.isSaved();

  const both = [host, cohost];
  for (const room of both) await room.page.context().setOffline(true);
  for (const room of both) await room.isOffline();
  await test.step("one deletes what the other ties a connector to; both move the second", async () => {
    await select(host, 90, 100);
    await keys(host, "Delete");
    await cohost.take("Connector");
    await cohost.drag([90, 130], [200, 150], [290, 130]);
    await cohost.take("Select");
    for (const [room, way] of [[host, 80], [cohost, 160]] as const) {
      await keys(room, "Escape");
      await room.drag([250, 100], [250, 140], [250, 100 + way]);
    }
  });
  for (const room of both) await room.page.context().setOffline(false);
  for (const room of both) await room.isSaved();
  for (const room of both) {
    await room.canvas.shows(2);
    await expect(room.page.getByText("This part of the page could not be loaded")).toHaveCount(0);
  }
  await showTheSame(host, cohost);
  // Whose move came last decides whether the host's own can still be taken back; the deletion can in any case.
  await host.canvas.surface.focus();
  for (let steps = 0; steps < 2 && (await host.canvas.count()) < 3; steps++) {
    await keys(host, "Control+z");
    await host.isSaved();
    await drawnBox(host);
  }
  for (const room of both) await room.canvas.shows(3);
  await showTheSame(host, cohost);
  expect(await drawn(server, host.id)).toHaveLength(3);
});

test("who follows a follower sees what that one follows", async ({ interview, stranger }) => {
  const { host, candidate } = await interview();
  const { link } = await host.invite("Co-host");
  const cohost = await new JoinPage(await stranger()).join(link, COHOST);
  await candidate.drawShape("Rectangle", 100, 150);
  await cohost.canvas.shows(1);
  for (const [room, whom] of [[host, CANDIDATE], [cohost, HOST]] as const) {
    const people = new PeoplePart(room.page);
    await people.open();
    await people.follow(whom);
    await expect(room.page.getByText(`Following ${whom.split(" ")[0]}`)).toBeVisible();
  }
  await candidate.page.getByRole("button", { name: "Zoom out" }).click();
  await candidate.page.getByRole("button", { name: "Zoom out" }).click();
  for (const room of [host, cohost]) await expect(room.page.locator(".zoom-percent")).toHaveText("64 %");
});

test("who does nothing for a minute is shown so, and fades", async ({ interview }) => {
  const { host, candidate } = await interview({ prepare: async () => {} });
  await host.page.clock.install();
  await host.page.reload();
  await host.isOpen();
  const at = await candidate.canvas.place(250, 300);
  await candidate.page.mouse.move(at.x - 40, at.y);
  await candidate.page.mouse.move(at.x, at.y);
  const mark = host.page.getByRole("button", { name: /^People, / }).locator(".person-mark", { hasText: /^AO$/i });
  await host.page.clock.runFor(2_000);
  await expect(mark).toBeVisible();
  await expect(mark).not.toHaveAttribute("data-idle", "yes");
  for (let seconds = 0; seconds < 66; seconds += 6) {
    await host.page.clock.runFor(6_000);
    // Time for what is asked over the network.
    await host.page.request.get(host.page.url());
  }
  await expect(mark).toHaveAttribute("data-idle", "yes");
  await expect(mark).toHaveAccessibleName(/idle$/);
  const opacity = () =>
    host.canvas.surface.locator("canvas.canvas-over").evaluate((over: HTMLCanvasElement) => {
      const pixels = over.getContext("2d")!.getImageData(0, 0, over.width, over.height).data;
      let most = 0;
      for (let at = 3; at < pixels.length; at += 4) most = Math.max(most, pixels[at]!);
      return most;
    });
  await host.page.clock.runFor(500);
  expect(await opacity(), "its pointer is faint").toBeLessThan(200);
  await candidate.page.mouse.move(at.x + 60, at.y);
  await host.page.clock.runFor(3_000);
  await expect(mark).not.toHaveAttribute("data-idle", "yes");
  await expect.poll(opacity).toBe(255);
});

test("an observer looks around and changes nothing", async ({ interview, server, stranger }) => {
  const { host, candidate } = await interview();
  const { link } = await host.invite("Observer");
  const observer = await new JoinPage(await stranger()).join(link, "Bo Lind");
  await candidate.drawShape("Rectangle", 100, 150);
  await observer.canvas.shows(1);
  await candidate.isSaved();
  const before = (await server.entries(host.id)).length;
  await expect(observer.page.getByRole("toolbar", { name: "Tools" })).toHaveCount(0);
  await observer.canvas.surface.focus();
  await keys(observer, "r");
  await observer.drag([200, 300], [260, 340], [320, 380]);
  await keys(observer, "Escape", "Control+a", "Delete", "Control+z", "l", "Enter", "ArrowRight", "Enter", "s", "Enter");
  const at = await observer.canvas.place(100, 180);
  await observer.page.mouse.click(at.x, at.y, { button: "right" });
  const menu = observer.page.getByRole("menu", { name: "Board" });
  for (const name of ["Paste", "Delete", "Select everything", "Lock"])
    await expect(menu.getByRole("menuitem", { name })).toHaveCount(0);
  await menu.getByRole("menuitem", { name: "Show all" }).click();
  await expect(observer.page.getByRole("menu")).toHaveCount(0);
  await keys(observer, "Control+-");
  await expect(observer.page.locator(".zoom-percent")).toHaveText("80 %");
  await keys(observer, "Control+0");
  await expect(observer.page.locator(".zoom-percent")).toHaveText("100 %");
  await observer.isSaved();
  await observer.canvas.shows(1);
  expect(await server.entries(host.id)).toHaveLength(before);
});
