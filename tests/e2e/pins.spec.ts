// What has a place of its own on the time bar: chapters, pins and what was not recorded, each at its time, told apart without colours,
// and gone to by press and by key.

import { JournalPart } from "./pages/journal.ts";
import { ReviewNotes } from "./pages/review_notes.ts";
import { clockOf } from "./pages/reviewer.ts";
import { type Done, id, importRound, SECONDS } from "./pages/round.ts";
import { opsOf } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

test("phases that were announced are named chapters at their times, gone to by press and by key", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  const room = host.id;
  const journal = new JournalPart(host.page);
  await journal.open();
  await candidate.drawShape("Rectangle", 20, 120);
  await host.canvas.shows(1);
  for (const [phase, tool, elements] of [["Clarify", "Ellipse", 2], ["Deep dive", "Diamond", 3]] as const) {
    await server.advance(60_000);
    await journal.announce(phase);
    await expect(journal.phase(phase)).toBeVisible();
    await candidate.drawShape(tool, 20 + elements * 60, 300, 50, 40);
    await host.canvas.shows(elements);
  }
  await server.advance(60_000);
  await candidate.drawShape("Rectangle", 20, 400);
  await candidate.isSaved();
  await host.end();
  const entries = await server.entries(room);
  const whole = entries.at(-1)!.at;
  const begins = opsOf(entries, "Card").map(({ entry }) => entry.at);
  expect(begins).toHaveLength(2);

  const review = await staff.review(room);
  const { time } = review;
  await test.step("they are named, and stand where they began", async () => {
    const chapters = time.bar.locator(".time-chapter");
    await expect(chapters).toHaveText(["Clarify", "Deep dive"]);
    for (const [index, at] of begins.entries()) {
      const [chapter, pin] = [(await chapters.nth(index).boundingBox())!, (await time.pin("phase").nth(index).boundingBox())!];
      expect(await time.partOf(chapter.x), `chapter ${index}`).toBeCloseTo(at / whole, 2);
      expect(await time.partOf(pin.x + pin.width / 2), `pin ${index}`).toBeCloseTo(at / whole, 2);
    }
    const [first, second] = [(await chapters.nth(0).boundingBox())!, (await chapters.nth(1).boundingBox())!];
    expect(first.x + first.width, "the first ends where the second begins").toBeCloseTo(second.x, 0);
    expect(await time.partOf(second.x + second.width), "the last goes on to the end").toBeCloseTo(1, 2);
  });
  await test.step("by key, from one to the next and back", async () => {
    for (const [key, at, name, elements] of [["]", begins[0]!, "Clarify", 1], ["]", begins[1]!, "Deep dive", 2], ["[", begins[0]!, "Clarify", 1]] as const) {
      await review.key(key);
      await expect(review.clock, name).toHaveText(clockOf(at));
      await review.canvas.shows(elements);
      await expect(review.story.locator("[aria-current]")).toContainText(name);
    }
  });
  await test.step("by a press on the pin, on the line of the list and within the chapter", async () => {
    await time.pressPin("phase", 1);
    await expect(review.clock).toHaveText(clockOf(begins[1]!));
    await review.story.getByRole("button", { name: /Clarify/ }).click();
    await expect(review.clock).toHaveText(clockOf(begins[0]!));
    await review.canvas.shows(1);
    const middle = (begins[1]! + whole) / 2;
    await time.click(middle / whole);
    await expect(time.track).toHaveAttribute("aria-valuetext", new RegExp(`^${clockOf(middle).slice(0, 4)}\\d of ${clockOf(whole)}, Deep dive$`));
    await review.canvas.shows(3);
  });
});

/** A card of the hundred seconds in which nothing is decided otherwise. */
const DECIDED: Done = [
  70_000,
  1,
  { Card: { id: id(51), kind: { Decision: { decision: "A small limit", options: "", why: "Bursts", reverse_when: "", about: { elements: [], code: null } } } } },
];

/** Kinds of pins with their seconds. */
const PINS = { card: 22, note: 30, event: 40, decision: 70, mark: 80, hint: 90 };

test("notes, marks, cards and what was not recorded stand at their times, told apart by their shapes, and a press goes there", async ({ server, stranger }) => {
  const room = await importRound(server, [DECIDED]);
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const review = await staff.review(room);
  const { time } = review;
  await review.key("3");
  await new ReviewNotes(review).write("why so late?");
  await review.key("8");
  await review.key("m");
  await review.key("9");
  await review.key("Shift+M");
  await review.key("Home");

  await test.step("each at its time", async () => {
    for (const [kind, second] of Object.entries(PINS)) {
      await expect(time.pin(kind), kind).toHaveCount(1);
      const pin = (await time.pin(kind).boundingBox())!;
      // The drop of a note has its point at the left.
      const x = kind === "note" ? pin.x : pin.x + pin.width / 2;
      expect(await time.partOf(x), kind).toBeCloseTo(second / SECONDS, 2);
    }
    const gap = (await time.bar.locator(".time-gap").boundingBox())!;
    expect(await time.partOf(gap.x)).toBeCloseTo(0.4, 2);
    expect(await time.partOf(gap.x + gap.width)).toBeCloseTo(0.5, 2);
  });
  await test.step("each has a shape of its own, and what was not recorded is hatched", async () => {
    const shapes: string[] = [];
    for (const kind of Object.keys(PINS)) shapes.push((await time.shapeOf(time.pin(kind))).join("\n"));
    for (const shape of shapes) expect(shape).toContain("#");
    expect(new Set(shapes).size, shapes.join("\n\n")).toBe(shapes.length);
    const hatched = await time.shapeOf(time.bar.locator(".time-gap"));
    const row = hatched[Math.floor(hatched.length / 2)]!;
    expect(row.match(/#+/g)?.length, "stripe after stripe").toBeGreaterThan(5);
    await expect(time.bar.locator(".time-legend")).toContainText("not recorded");
  });
  await test.step("each says in words what it is, to who points at it and to who reads the list", async () => {
    for (const [kind, words] of [
      ["card", "any questions so far?"], ["note", "why so late?"], ["event", "Not recorded from 00:40 to 00:50"], ["decision", "A small limit"],
      ["mark", "Mark"], ["hint", "Hint"],
    ] as const) {
      const pin = (await time.pin(kind).boundingBox())!;
      await review.page.mouse.move(pin.x + pin.width / 2, pin.y + pin.height / 2);
      await expect(time.hover.locator(".time-hover-words"), kind).toContainText(words);
      await expect(review.story.getByRole("button", { name: new RegExp(words.replace("?", "\\?")) }), kind).toHaveCount(1);
    }
  });
  await test.step("a press goes there", async () => {
    for (const [kind, second] of Object.entries(PINS)) {
      await time.pressPin(kind);
      await expect(review.clock, kind).toHaveText(clockOf(second * 1_000));
    }
    const gap = (await time.bar.locator(".time-gap").boundingBox())!;
    await review.page.mouse.click(gap.x + gap.width * 0.55, gap.y + gap.height / 2);
    await expect(review.clock, "in what was not recorded").toHaveText("00:45");
  });
});
