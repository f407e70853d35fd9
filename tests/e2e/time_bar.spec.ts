// The time bar: what is on it and where, the moment that is pointed at, the stretch in view, on a screen, by keys and by touch.

import type { Page } from "@playwright/test";

import { ReviewPage } from "./pages/review.ts";
import { ANA, importRound, MO } from "./pages/round.ts";
import type { Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

const PHONE = { width: 390, height: 844 };

async function opened(server: Server, stranger: () => Promise<Page>): Promise<ReviewPage> {
  const room = await importRound(server);
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  return staff.review(room);
}

test("pointing at a moment shows its board and its code, and changes nothing else", async ({ server, stranger }) => {
  const review = await opened(server, stranger);
  const { time } = review;
  await review.key("End");
  const before = await review.canvas.fingerprint();
  const pictures: string[] = [];
  for (const [part, words, code] of [
    [0.033, "00:03 Part 1", undefined],
    [0.065, "00:06 Part 1", "one"],
    [0.223, "00:22 Part 1", "two"],
    [0.803, "01:20 Part 2", "two"],
  ] as const) {
    await time.point(part);
    await expect(time.hover.locator(".time-hover-words")).toHaveText(words);
    const lines = time.hover.locator(".time-then-code");
    await (code === undefined ? expect(lines).toHaveCount(0) : expect(lines).toContainText(code));
    await time.frames(2);
    pictures.push(await time.thumbnail());
  }
  expect(new Set(pictures).size, "four moments, four pictures").toBe(4);
  await time.point(0.033);
  await expect.poll(() => time.thumbnail(), "the same moment has the same picture").toBe(pictures[0]);
  await expect(review.clock, "the playhead stays").toHaveText("01:40");
  await review.page.mouse.move(10, 10);
  await expect(time.hover).toBeHidden();
  expect(await review.canvas.fingerprint()).toBe(before);

  await test.step("in other colours they are painted anew", async () => {
    await review.page.emulateMedia({ colorScheme: "dark" });
    await review.canvas.fingerprint();
    await time.point(0.031);
    await expect.poll(() => time.thumbnail()).not.toBe(pictures[0]);
  });
});

test("a small picture is made of the large one, or painted where that shows less, and is the same", async ({ server, stranger }) => {
  const review = await opened(server, stranger);
  const { time } = review;
  /** In which cells of the picture there is a line. */
  const cells = () =>
    time.hover.locator(".time-then-board canvas").evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      const found = new Map<string, [number, number]>();
      for (let at = 0; at < data.length; at += 4) {
        const pixel = at / 4;
        const cell: [number, number] = [Math.floor((pixel % canvas.width) / 8), Math.floor(pixel / canvas.width / 8)];
        if (data[at]! < 220) found.set(`${cell}`, cell);
      }
      return [...found.values()];
    });
  type Cells = Awaited<ReturnType<typeof cells>>;
  /** Cells with a line that have none near them in the other picture. */
  const lacking = (one: Cells, other: Cells) =>
    one.filter(([x, y]) => !other.some(([otherX, otherY]) => Math.abs(otherX - x) <= 1 && Math.abs(otherY - y) <= 1)).length;
  const apart = (one: Cells, other: Cells) => lacking(one, other) + lacking(other, one);
  // Two shapes of which one is gone later; a stroke under the pen; all but the last shape.
  const parts = [0.225, 0.6025, 0.9];
  const pictures = async (madeOf: "picture" | "scene") => {
    const all: Cells[] = [];
    for (const part of parts) {
      await time.point(part);
      await time.frames(2);
      await expect(time.hover.locator(".time-then-board canvas")).toHaveAttribute("data-made-of", madeOf);
      all.push(await cells());
    }
    return all;
  };
  await review.key("End");
  await review.canvas.fingerprint();
  const made = await pictures("picture");
  // Nearer the large one shows less, and from afar it is too small.
  for (const way of ["Zoom in", "Zoom out"]) {
    await review.page.reload();
    await review.isOpen();
    await review.key("End");
    for (let press = 0; press < 10; press += 1) await review.page.getByRole("button", { name: way }).first().click();
    await review.canvas.fingerprint();
    const painted = await pictures("scene");
    for (const [index, part] of parts.entries()) expect(apart(made[index]!, painted[index]!), `${way}, at ${part}`).toBe(0);
  }
  expect(apart(made[0]!, made[2]!), "a shape is gone, and a stroke is there").toBeGreaterThan(6);
  expect(apart(made[1]!, made[0]!), "the stroke is there while it is drawn").toBeGreaterThan(6);
});

test("a stretch is zoomed into, and there is a way back", async ({ server, stranger }) => {
  const review = await opened(server, stranger);
  const { time } = review;
  await review.key("2");
  await time.shows("");
  await review.key("+");
  await time.shows("00:10 to 01:00");
  await review.key("+");
  await time.shows("00:15 to 00:40");
  await expect(time.track, "still all of it for a screen reader").toHaveAttribute("aria-valuemax", "100");

  await test.step("a place on the bar is one of the stretch", async () => {
    await time.click(0.205);
    await expect(review.clock).toHaveText("00:20");
    await time.point(0.9);
    await expect(time.hover).toContainText("00:37");
    const pin = review.page.locator(".time-pin[data-kind=card]");
    const [pinBox, track] = [await pin.boundingBox(), await time.track.boundingBox()];
    expect((pinBox!.x + pinBox!.width / 2 - track!.x) / track!.width, "the chat at 22 s").toBeCloseTo(7 / 25, 2);
  });

  await test.step("the playhead is never out of view when it goes somewhere", async () => {
    await review.key("End");
    await time.shows("01:15 to 01:40");
    await review.key("0");
    await time.shows("00:00 to 00:25");
  });

  await test.step("the wheel zooms about the pointer, sideways it moves", async () => {
    await time.wheel(0, 0, -700);
    await expect(time.shown).toHaveText(/^00:00 to 00:0[5-9]$/);
    await time.wheel(0.5, 2_000, 0);
    await expect(time.shown).not.toHaveText(/^00:00/);
  });

  await test.step("all of it again", async () => {
    await review.page.getByRole("button", { name: "Whole recording" }).click();
    await time.shows("");
    await time.click(0.803);
    await expect(review.clock).toHaveText("01:20");
  });
});

test("the strip below tells where the stretch in view is, and moves it", async ({ server, stranger }) => {
  const review = await opened(server, stranger);
  const strip = review.page.locator(".time-overview");
  const frame = strip.locator(".time-overview-frame");
  const share = async () => (await frame.boundingBox())!.width / (await strip.boundingBox())!.width;
  expect(await share()).toBeCloseTo(1, 2);
  const height = (await review.time.bar.boundingBox())!.height;
  for (let step = 0; step < 2; step += 1) await review.key("+");
  await expect.poll(share).toBeCloseTo(0.25, 2);
  expect((await review.time.bar.boundingBox())!.height, "nothing else moves").toBe(height);
  const box = (await strip.boundingBox())!;
  await review.page.mouse.click(box.x + box.width * 0.5, box.y + box.height / 2);
  await review.time.shows("00:37 to 01:02");
  await expect(review.clock, "looking elsewhere moves no time").toHaveText("00:00");
});

test("what was done is told apart by its place, its filling and its colour", async ({ server, stranger }) => {
  const review = await opened(server, stranger);
  const lane = review.page.locator(".time-lane").nth(1);
  const look = (path: string) =>
    lane.locator(path).evaluate((path) => {
      const { fill, stroke } = getComputedStyle(path);
      return `${fill} ${stroke}`;
    });
  const looks = [await look(".time-lane-draws"), await look(".time-lane-erases"), await look(".time-lane-types")];
  expect(new Set(looks).size).toBe(3);
  expect(looks[1], "stripes").toContain("url(");
  const painted = (path: string) =>
    review.page.locator(".time-lane").evaluateAll(
      (lanes, path) => lanes.map((lane) => (lane.querySelector<SVGPathElement>(path)?.getBBox().height ?? 0) > 0),
      path,
    );
  expect(await painted(".time-lane-draws")).toEqual([true, true]);
  expect(await painted(".time-lane-erases"), "Mo took a rectangle away").toEqual([false, true]);
  expect(await painted(".time-lane-types"), "Ana typed").toEqual([true, false]);
  await expect(review.page.locator(".time-lane").nth(0).locator(".time-sign-chat")).toHaveCount(1);
  const legend = await review.page.locator(".time-legend").textContent();
  for (const words of ["draws", "types", "erases", "chat", "not recorded"]) expect(legend).toContain(words);
  expect(await review.time.bar.textContent(), "no figure about a person").not.toMatch(/\d+\s*(%|edits|entries|strokes|letters)/);
});

test("a person's lane goes out of sight and comes back", async ({ server, stranger }) => {
  const review = await opened(server, stranger);
  expect(await review.time.lanesDrawn()).toEqual([true, true]);
  await review.time.lane(ANA).click();
  await expect(review.time.lane(ANA)).toHaveAttribute("aria-pressed", "false");
  expect(await review.time.lanesDrawn()).toEqual([false, true]);
  await review.key("Alt+1");
  await review.key("Alt+2");
  await expect(review.time.lane(MO)).toHaveAttribute("aria-pressed", "false");
  expect(await review.time.lanesDrawn()).toEqual([true, false]);
  await review.key("Alt+9");
  await review.key("Alt+2");
  await expect(review.time.lane(MO)).toHaveAttribute("aria-pressed", "true");
});

test("the slider reads out time and chapter", async ({ server, stranger }) => {
  const review = await opened(server, stranger);
  await expect(review.time.track).toHaveAttribute("aria-valuetext", "00:00 of 01:40, Part 1");
  await review.time.track.focus();
  await review.key("PageUp");
  await expect(review.time.track).toHaveAttribute("aria-valuetext", "01:00 of 01:40, Part 2");
  await review.key("PageDown");
  await review.key("ArrowUp");
  await expect(review.time.track).toHaveAttribute("aria-valuetext", "00:05 of 01:40, Part 1");
  await review.key("4");
  await review.key("ArrowRight");
  await expect(review.time.track, "between the parts nothing was recorded").toHaveAttribute("aria-valuetext", "00:45 of 01:40");
});

test("on a phone a finger scrubs and two fingers zoom", async ({ server, stranger }) => {
  const review = await opened(server, stranger);
  await review.page.setViewportSize(PHONE);
  const { time } = review;
  const sideways = await review.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways, "nothing reaches out of the page").toBe(0);
  const session = await review.page.context().newCDPSession(review.page);
  const touch = async (type: "touchStart" | "touchMove" | "touchEnd", ...parts: number[]) => {
    const places = await Promise.all(parts.map((part) => time.place(part)));
    const touchPoints = places.map(({ x, y }, id) => ({ x, y, id }));
    await session.send("Input.dispatchTouchEvent", { type, touchPoints });
  };
  await touch("touchStart", 0.1);
  await touch("touchMove", 0.3);
  await touch("touchMove", 0.62);
  await expect(review.clock).toHaveText(/^01:0[12]$/);
  await expect(time.hover.locator(".time-then"), "no picture under the finger").toBeHidden();
  await touch("touchEnd");
  await review.canvas.shows(3);

  await touch("touchStart", 0.45);
  await touch("touchStart", 0.45, 0.55);
  await touch("touchMove", 0.4, 0.6);
  await touch("touchMove", 0.3, 0.7);
  await touch("touchMove", 0.3, 0.7);
  await touch("touchEnd");
  await expect(time.shown).toHaveText(/^00:3\d to 01:0\d$/);
  const clock = await review.clock.innerText();
  await time.frames(5);
  expect(await review.clock.innerText(), "zooming moves no time").toBe(clock);
});
