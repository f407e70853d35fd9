// What is taken away from a review: real files, read back.

import type { Page } from "@playwright/test";

import { taken } from "./pages/taken.ts";
import { expect, test } from "./scene.ts";

test("this moment, its code, the recording and the notes are saved as files", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 100, 120);
  await candidate.type("one\n");
  await host.canvas.shows(1);
  await candidate.isSaved();
  await server.advance(60_000);
  await host.openNotes();
  await host.note("taken along");
  await candidate.drawShape("Ellipse", 320, 120);
  await candidate.type("two\n");
  await candidate.isSaved();
  await host.end();
  const room = host.id;
  const review = await staff.review(room);
  const file = await review.page.locator(".code-tab-name").first().innerText().catch(() => "");

  await test.step("as it was at the playhead, not at the end", async () => {
    await review.scrub(0.5);
    await review.canvas.shows(1);
    const drawing = JSON.parse((await taken(review.page, "This moment for Excalidraw")).toString());
    expect(drawing.type).toBe("excalidraw");
    expect(drawing.elements.map((element: { type: string }) => element.type)).toEqual(["rectangle"]);
    const [svg, png] = await pictures(review.page);
    await review.key("End");
    await review.canvas.shows(2);
    const [later, laterPng] = await pictures(review.page);
    // The ellipse came to stand 220 units to the right of the rectangle.
    expect(later - svg, "there is less of it in the SVG").toBe(220);
    expect(laterPng - png, "and in the PNG, of twice the size").toBe(440);
    await review.scrub(0.5);
    await review.canvas.shows(1);
  });

  await test.step("its code", async () => {
    await review.codeBecomes("one\n");
    const name = file === "" ? await review.page.locator(".code-tab-name").first().innerText() : file;
    expect((await taken(review.page, name)).toString()).toBe("one\n");
  });

  await test.step("the recording, which imports again", async () => {
    const lines = (await taken(review.page, "The recording (JSON Lines)")).toString().trim().split("\n");
    const kinds = lines.map((line) => JSON.parse(line).kind);
    expect(kinds[0]).toBe("header");
    expect(kinds.filter((kind) => kind === "entry").length).toBe((await server.entries(room)).length);
    const other = await server.import("again.jsonl", lines.map((line) => `${line}\n`).join(""));
    expect((await server.entries(other)).map(({ at, op }) => [at, op])).toEqual((await server.entries(room)).map(({ at, op }) => [at, op]));
  });

  await test.step("one's own notes, and nothing of them while the screen is shown to others", async () => {
    const notes = (await taken(review.page, "My notes (Markdown), only you")).toString();
    expect(notes).toContain("taken along");
    expect(notes).toContain(`/review/${room}?at=`);
    await review.key("Alt+s");
    await review.page.getByRole("button", { name: "Take away" }).click();
    await expect(review.page.getByRole("menuitem", { name: "This moment as PNG" })).toBeVisible();
    await expect(review.page.getByRole("menuitem", { name: /My notes/ })).toHaveCount(0);
  });
});

/** How wide both pictures of the moment are. */
async function pictures(page: Page): Promise<[number, number]> {
  const svg = (await taken(page, "This moment as SVG")).toString();
  expect(svg).toMatch(/^<svg xmlns/);
  const png = await taken(page, "This moment as PNG");
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  return [Number(/ width="([\d.]+)"/.exec(svg)?.[1]), png.readUInt32BE(16)];
}
