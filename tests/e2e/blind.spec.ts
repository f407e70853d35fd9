// Name-blind review: nobody's name or initials are on the page, read out, in a tooltip or in the title.

import type { Page } from "@playwright/test";

import { decoded } from "./pages/decoded.ts";
import { JournalPart } from "./pages/journal.ts";
import { LedPart, ProjectorPage } from "./pages/led.ts";
import type { ReviewPage } from "./pages/review.ts";
import { SheetPage } from "./pages/sheet.ts";
import { taken } from "./pages/taken.ts";
import { CANDIDATE, expect, HOST, type Interview, test } from "./scene.ts";

/** Everything that is written, read out or shown on hover, and the title of the tab. */
function said(page: Page): Promise<string> {
  return page.evaluate(() => {
    const told = [document.title, document.body.innerText];
    for (const element of document.querySelectorAll("*")) {
      if (element.localName === "script" || element.localName === "style") continue;
      for (const { name, value } of element.attributes)
        if (/^(aria-.*|title|alt|placeholder|value|content|data-.*)$/.test(name)) told.push(value);
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) told.push(node.textContent ?? "");
    }
    return told.join("\n");
  });
}

interface Ink {
  coloured: number;
  dark: number;
}

/** Pixels that are neither grey nor nearly so, and those that are dark. */
function count(canvas: HTMLCanvasElement): Ink {
  const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  let [coloured, dark] = [0, 0];
  for (let at = 0; at < pixels.length; at += 4) {
    const channels = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
    if (Math.max(...channels) - Math.min(...channels) > 60) coloured += 1;
    if (Math.max(...channels) < 110 && pixels[at + 3]! > 200) dark += 1;
  }
  return { coloured, dark };
}

/** Of the first drawing of a kind. */
function inkOf(page: Page, canvas: string): Promise<Ink> {
  return page.locator(canvas).first().evaluate(count);
}

const coloured = async (page: Page): Promise<number> => (await inkOf(page, ".review canvas.canvas-baked")).coloured;

/** Both shapes are there, in the colour that is nobody's. */
async function isDrawnInInk(review: ReviewPage): Promise<void> {
  await review.canvas.shows(2);
  await expect.poll(() => coloured(review.page)).toBe(0);
  const { dark } = await inkOf(review.page, ".review canvas.canvas-baked");
  expect(dark, "drawn all the same").toBeGreaterThan(100);
}

const NAMES = [...HOST.split(" "), ...CANDIDATE.split(" ")];
const tellsSomebody = (text: string): string[] =>
  [...NAMES, "AO", "MA"].filter((name) => new RegExp(`\\b${name}\\b`).test(text));

/** Each draws a shape, in the colour that they are told apart by. */
async function drawn({ host, candidate }: Interview): Promise<void> {
  await candidate.drawShape("Rectangle", 120, 120);
  await host.canvas.shows(1);
  await host.drawShape("Ellipse", 320, 220);
  await candidate.canvas.shows(2);
}

/** Colours of an SVG that are neither grey nor nearly so. */
function coloursOf(svg: string): string[] {
  const colours = [...new Set(svg.match(/#[0-9a-f]{6}\b/g))];
  return colours.filter((colour) => {
    const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.max(...channels) - Math.min(...channels) > 60;
  });
}

test("a blind review names nobody anywhere, by key, by button and by link", async ({ interview }) => {
  const scene = await interview({ title: `${CANDIDATE}, system design` });
  const { host, candidate, staff } = scene;
  await candidate.type("one\n");
  await drawn(scene);
  await candidate.page.keyboard.press("j");
  await new JournalPart(candidate.page).assume("it fits into memory");
  await candidate.isSaved();
  await host.end();
  const room = host.id;

  await test.step("a sheet made with names on it", async () => {
    const sheet = new SheetPage(staff.page);
    await sheet.open(staff.server.url, room);
    await expect(sheet.sentence(0)).toHaveValue(`${CANDIDATE}: Assumption: it fits into memory`);
    await sheet.sentence(0).fill(`${CANDIDATE} says that it fits into memory`);
    await expect(staff.page.getByText("Kept, for you alone")).toBeVisible();
  });
  const review = await staff.review(room);
  await review.key("End");
  await review.canvas.shows(2);
  expect(tellsSomebody(await said(review.page)), "the test would notice").toEqual(
    expect.arrayContaining(NAMES),
  );

  // Each drew in the colour that they are told apart by.
  await expect.poll(() => coloured(review.page), "the test would notice").toBeGreaterThan(100);

  await test.step("by key, with time where it was", async () => {
    const clock = await review.clock.innerText();
    await review.key("b");
    await isDrawnInInk(review);
    await expect(review.page.getByRole("button", { name: "Activity of Candidate" })).toBeVisible();
    await expect(review.page.getByRole("button", { name: "Activity of Interviewer 1" })).toBeVisible();
    await expect(review.clock).toHaveText(clock);
    await expect(review.page).toHaveURL(/[?&]blind/);
    await expect.poll(async () => tellsSomebody(await said(review.page))).toEqual([]);
  });
  await test.step("also what only opens on demand", async () => {
    await review.page.getByRole("button", { name: /^Follow somebody's view/ }).click();
    await expect(review.page.getByRole("menuitemcheckbox", { name: "Candidate" })).toBeVisible();
    expect(tellsSomebody(await said(review.page))).toEqual([]);
    await review.page.getByRole("menuitemcheckbox", { name: "Candidate" }).click();
    await expect(review.page.getByText("Following Candidate")).toBeVisible();
    await review.key("Escape");
    await review.key("?");
    expect(tellsSomebody(await said(review.page))).toEqual([]);
    await review.key("Escape");
  });
  await test.step("by link, from the first moment on", async () => {
    await review.page.reload();
    await review.isOpen();
    await review.key("End");
    await isDrawnInInk(review);
    expect(tellsSomebody(await said(review.page))).toEqual([]);
  });
  await test.step("on the round sheet, and on the way back from it", async () => {
    await review.page.getByRole("button", { name: "Take away" }).click();
    await review.page.getByRole("menuitem", { name: /^Round sheet/ }).click();
    const sheet = new SheetPage(review.page);
    await sheet.isOpen();
    await expect.poll(() => sheet.sentences()).toContain("Candidate says that it fits into memory");
    expect(tellsSomebody((await sheet.sentences()).join(" "))).toEqual([]);
    await expect.poll(async () => (await inkOf(review.page, ".sheet-canvas canvas")).dark, "its picture is there").toBeGreaterThan(50);
    expect((await inkOf(review.page, ".sheet-canvas canvas")).coloured).toBe(0);
    expect(tellsSomebody(await said(review.page))).toEqual([]);
    await review.page.getByRole("link", { name: "Review", exact: true }).click();
    await review.isOpen();
    expect(tellsSomebody(await said(review.page))).toEqual([]);
  });
  await test.step("and back", async () => {
    await review.page.getByRole("button", { name: "Neutral names" }).click();
    await expect(review.page.getByRole("button", { name: `Activity of ${CANDIDATE}` })).toBeVisible();
    await expect(review.page).not.toHaveURL(/blind/);
    await review.key("End");
    await expect.poll(() => coloured(review.page), "in their colours again").toBeGreaterThan(100);
  });
});

test("nobody's colour is in the small pictures of a blind review, in files that are taken away, and on its projector", async ({ interview }) => {
  const scene = await interview();
  const { host, staff } = scene;
  await drawn(scene);
  await host.isSaved();
  await host.end();
  const review = await staff.review(host.id);
  const { page, time } = review;
  const small = async (): Promise<Ink> => {
    await time.point(0.98);
    await expect(time.hover.locator(".time-then-board canvas")).toBeVisible();
    return inkOf(page, ".time-then-board canvas");
  };
  const files = async (): Promise<{ svg: string[]; drawing: string[]; png: Ink }> => {
    const svg = coloursOf((await taken(page, "This moment as SVG")).toString());
    const drawing = coloursOf((await taken(page, "This moment for Excalidraw")).toString());
    return { svg, drawing, png: await (await decoded(page, await taken(page, "This moment as PNG"))).evaluate(count) };
  };
  await review.key("End");
  await review.canvas.shows(2);
  await test.step("the test would notice", async () => {
    await expect.poll(async () => (await small()).coloured).toBeGreaterThan(20);
    const { svg, drawing, png } = await files();
    expect(svg, "one for each of them").toHaveLength(2);
    expect(drawing, "there too").toHaveLength(2);
    expect(png.coloured).toBeGreaterThan(100);
  });

  await review.key("b");
  await isDrawnInInk(review);
  for (const colorScheme of ["light", "dark"] as const) {
    await test.step(`in ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await expect.poll(async () => (await small()).coloured).toBe(0);
      const picture = await time.thumbnail();
      await time.point(0.001);
      await expect.poll(() => time.thumbnail(), "there is something in it").not.toBe(picture);
      const { svg, drawing, png } = await files();
      expect([...svg, ...drawing]).toEqual([]);
      expect(png.coloured).toBe(0);
      expect(png.dark, "drawn all the same").toBeGreaterThan(100);
    });
  }
  await page.getByRole("button", { name: "Take away" }).click();
  await expect(page.getByRole("menuitem", { name: "This moment as PNG" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /^The recording/ }), "it says who everybody is").toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.emulateMedia({ colorScheme: "light" });
  expect((await small()).dark, "drawn all the same").toBeGreaterThan(20);

  await test.step("on the projector", async () => {
    const leader = new LedPart(review);
    await leader.callMe("Somebody");
    const shown = ".projector canvas.canvas-baked";
    const projector = await ProjectorPage.openedBy(leader);
    await leader.lead();
    await review.key("Home");
    await review.key("End");
    await expect.poll(() => projector.seq()).toBe(await review.seq());
    await expect.poll(async () => (await inkOf(projector.page, shown)).dark).toBeGreaterThan(100);
    expect((await inkOf(projector.page, shown)).coloured).toBe(0);
    await projector.page.goto(projector.page.url().replace(/[?&]blind/, ""));
    await expect.poll(async () => (await inkOf(projector.page, shown)).coloured, "the test would notice").toBeGreaterThan(100);
  });
});
