// Text on the board by an input method: composed, committed, wrapped; the same for others and in the review; not cut by what
// others type meanwhile.

import type { CDPSession, Page } from "@playwright/test";

import type { CanvasPart } from "./pages/canvas.ts";
import { keys } from "./pages/gestures.ts";
import { inkIn, type Part } from "./pages/painted.ts";
import { drawnBox } from "./pages/picture.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { noteWriting, written } from "./pages/written.ts";
import { opsOf } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

/** An input method at work in the focused field. */
class InputMethod {
  private constructor(private readonly devtools: CDPSession) {}

  static async on(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  async compose(...stages: string[]): Promise<void> {
    for (const text of stages) {
      const end = text.length;
      await this.devtools.send("Input.imeSetComposition", { text, selectionStart: end, selectionEnd: end });
    }
  }

  async commit(text: string): Promise<void> {
    await this.devtools.send("Input.insertText", { text });
  }
}

/** Labels that are too long for one line: by characters, by words from the right, by signs of several code points. */
const LABELS = [
  { composed: "負荷", all: "負荷分散装置とメッセージの待ち行列" },
  { composed: "موازن", all: "موازن الحمل والطابور والذاكرة المخبأة" },
  { composed: "👩🏽‍💻", all: "👩🏽‍💻🚀🔥👨‍👩‍👧‍👦🎉💾📦🧠🔑🪵🗺️🧭" },
];

const field = (room: RoomPage) => room.page.getByRole("textbox", { name: "Text on the board" });

async function write(room: RoomPage, x: number, y: number): Promise<void> {
  await room.take("Text");
  await room.drag([x, y]);
  await expect(field(room)).toBeFocused();
}

test("composed text is the same for everybody, wrapped and in the review", async ({ interview }) => {
  const { staff, host, candidate } = await interview({ prepare: noteWriting });
  await noteWriting(host.page);
  await host.page.reload();
  await host.isOpen();
  const method = await InputMethod.on(candidate.page);

  await test.step("Japanese, Arabic, emoji", async () => {
    await write(candidate, 60, 60);
    await method.compose("に", "にh", "にほ", "にほん", "日本");
    await method.commit("日本語");
    await candidate.page.keyboard.press("Escape");
    await write(candidate, 60, 160);
    await method.compose("م", "مر", "مرح");
    await method.commit("مرحبا!");
    await candidate.page.keyboard.press("Enter");
    await method.commit("👩🏽‍💻 ok");
    expect(await field(candidate).evaluate((area) => getComputedStyle(area).unicodeBidi)).toBe("plaintext");
    await candidate.page.keyboard.press("Escape");
  });

  await test.step("a label breaks its lines the same everywhere", async () => {
    for (const [index, { composed, all }] of LABELS.entries()) {
      await candidate.drawShape("Rectangle", 60 + index * 150, 300, 120, 80);
      await candidate.page.keyboard.press("Enter");
      await expect(field(candidate)).toBeFocused();
      await method.compose(composed);
      await method.commit(all);
      await candidate.page.keyboard.press("Escape");
      await candidate.page.keyboard.press("Escape");
    }
    await candidate.isSaved();
  });

  const expected = { 日本語: "ltr", "مرحبا!": "rtl", "👩🏽‍💻 ok": "ltr" };
  /** The lines that a label was painted in: those that together are all of it. */
  const linesOf = async (page: Page, all: string) => {
    const painted = Object.keys(await written(page)).filter((line) => line !== all && line.trim() !== "" && all.includes(line));
    const lines: string[] = [];
    for (let rest = all; rest !== ""; ) {
      const next = painted.filter((line) => rest.startsWith(line)).sort((one, other) => other.length - one.length)[0];
      if (next === undefined) return [];
      lines.push(next);
      rest = rest.slice(next.length).trimStart();
    }
    return lines;
  };
  for (const page of [host.page, candidate.page]) await expect.poll(() => written(page)).toMatchObject(expected);
  for (const room of [candidate, host]) {
    await room.page.reload();
    await room.isOpen();
  }
  for (const { all } of LABELS) {
    await expect.poll(() => linesOf(candidate.page, all).then((lines) => lines.length), all).toBeGreaterThan(1);
    await expect.poll(() => linesOf(host.page, all), `${all} at the host's`).toEqual(await linesOf(candidate.page, all));
  }
  const review = await staff.review(host.id);
  await review.key("End");
  await expect.poll(() => written(review.page)).toMatchObject(expected);
  for (const { all } of LABELS) {
    await expect.poll(() => linesOf(review.page, all), `${all} in the review`).toEqual(await linesOf(candidate.page, all));
  }
});

test("what others type does not cut a composition, and letters travel one by one otherwise", async ({ interview, server }) => {
  const { host, candidate } = await interview();
  const method = await InputMethod.on(candidate.page);
  await write(candidate, 100, 100);
  await candidate.page.keyboard.type("cache ", { delay: 5 });
  await host.canvas.shows(1);
  const at = await host.canvas.place(106, 104);
  await host.take("Select");
  // What the candidate wrote takes an interviewer's words only with the key held.
  await host.page.keyboard.down("Control");
  await host.page.mouse.dblclick(at.x, at.y);
  await host.page.keyboard.up("Control");
  await expect(field(host)).toHaveValue("cache ");

  await method.compose("き", "きょ", "きょう");
  await host.page.keyboard.press("Home");
  await host.page.keyboard.type("my ", { delay: 5 });
  await expect(field(host)).toHaveValue("my cache ");
  // The answer to a change of the candidate's own comes after what the host typed before it.
  expect(await field(candidate).inputValue(), "still composing").toBe("cache きょう");
  await method.compose("今日");
  expect(await field(candidate).inputValue()).toBe("cache 今日");
  await method.commit("今日");
  for (const room of [candidate, host]) await expect(field(room)).toHaveValue("my cache 今日");
  await candidate.page.keyboard.type("!", { delay: 5 });
  for (const room of [candidate, host]) await expect(field(room)).toHaveValue("my cache 今日!");
  await candidate.isSaved();

  const atoms = opsOf(await server.entries(candidate.id), "Text").flatMap(({ body }) => body.atoms);
  const edits = atoms.map(({ edit }) => [edit.at, edit.delete, edit.insert]);
  expect(edits, "letter by letter, and what was composed in one").toEqual([
    ...[..."cache "].map((letter, at) => [at, 0, letter]),
    ...[..."my "].map((letter, at) => [at, 0, letter]),
    ["my cache ".length, 0, "今日"],
    ["my cache 今日".length, 0, "!"],
  ]);
});

test("Arabic words and emoji wrap within their box, and the review paints them as the room did", async ({ interview }) => {
  const { host, candidate, staff } = await interview();
  const method = await InputMethod.on(candidate.page);
  const boxes = LABELS.map((_, index) => ({ x: index * 155, y: 200, width: 140, height: 160 }));
  for (const [index, { composed, all }] of LABELS.entries()) {
    const { x, y, width, height } = boxes[index]!;
    await candidate.drawShape("Rectangle", x, y, width, height);
    await keys(candidate, "Enter");
    await expect(field(candidate)).toBeFocused();
    await method.compose(composed);
    await method.commit(all);
    await keys(candidate, "Escape", "Escape");
  }
  await candidate.isSaved();
  expect((await recorded(host)).map(({ text }) => text), "every sign of it").toEqual(LABELS.map(({ all }) => all));
  /** Rows of ink within a box, each from its first to its last line of pixels, and how much ink is on either side of its border. */
  const inside = async ({ canvas }: { canvas: CanvasPart }, { x, y, width, height }: Part) => {
    const ink = await inkIn(canvas, { x: x - 10, y: y - 10, width: width + 20, height: height + 20 });
    const places = ink.map((place) => ({ x: place.x - 10, y: place.y - 10 }));
    const out = places.filter((place) => place.x < -2 || place.y < -2 || place.x > width + 2 || place.y > height + 2);
    const letters = places.filter((place) => place.x > 2 && place.y > 2 && place.x < width - 2 && place.y < height - 2);
    const rows = [...new Set(letters.map((place) => place.y))].sort((one, other) => one - other);
    return { out: out.length, letters, rows: rows.filter((row, index) => index === 0 || row - rows[index - 1]! > 2).length };
  };
  for (const room of [candidate, host]) {
    await room.canvas.shows(LABELS.length);
    for (const [index, { all }] of LABELS.entries()) {
      const { out, letters, rows } = await inside(room, boxes[index]!);
      expect(out, `${all}: nothing beyond its box`).toBe(0);
      expect(letters.length, all).toBeGreaterThan(60);
      expect(rows, `${all}: several lines`).toBeGreaterThan(1);
    }
  }

  const live = await Promise.all(boxes.map((box) => inside(host, box)));
  await host.end();
  const review = await staff.review(host.id);
  await review.key("End");
  await review.canvas.shows(LABELS.length);
  await review.page.getByTitle("100 %").click();
  await expect(review.page.getByTitle("100 %")).toHaveText("100 %");
  const drawn = (await drawnBox(review))!;
  const corner = await review.canvas.place(0, 0);
  // Half of their line lies outside of the boxes.
  const [left, top] = [Math.round(drawn.left + 1 - corner.x), Math.round(drawn.top + 1 - corner.y)];
  const first = boxes[0]!;
  const replayed = boxes.map((box) => inside(review, { ...box, x: left + box.x - first.x, y: top + box.y - first.y }));
  expect(await Promise.all(replayed), "pixel for pixel").toEqual(live);
});
