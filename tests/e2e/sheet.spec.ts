// The round sheet: pictures of moments with a sentence each, kept for who made it, printed as paper.

import { ReviewPage } from "./pages/review.ts";
import { importRound } from "./pages/round.ts";
import { SheetPage } from "./pages/sheet.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

test("a sheet is made of marks and notes, kept, printed, and its pictures open the review", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview({ title: "Design a queue" });
  await candidate.drawShape("Rectangle", 100, 120);
  await host.canvas.shows(1);
  await candidate.isSaved();
  await server.advance(60_000);
  await host.page.reload();
  await host.isOpen();
  await host.openNotes();
  await host.note("only one box so far");
  await host.notes.getByRole("button", { name: "I gave a hint" }).click();
  await candidate.drawShape("Ellipse", 320, 120);
  await host.canvas.shows(2);
  await server.advance(60_000);
  await candidate.openChat();
  await candidate.signal("I have a question");
  await candidate.isSaved();
  await host.end();

  const review = await staff.review(host.id);
  await review.page.getByRole("button", { name: "Take away" }).click();
  await review.page.getByRole("menuitem", { name: "Round sheet, to print" }).click();
  const sheet = new SheetPage(staff.page);
  await sheet.isOpen();

  const notes = sheet.paper.getByRole("region", { name: "Your notes, only you" });
  await test.step("offered: the note and the end, each painted; the notes are not on it unasked", async () => {
    await expect(sheet.moments).toHaveCount(2);
    await expect(notes).toHaveCount(0);
    await expect(sheet.sentence(0)).toHaveValue("only one box so far");
    await expect.poll(() => sheet.inked(0), "the first picture is painted").toBeGreaterThan(200);
    await expect.poll(() => sheet.inked(1)).toBeGreaterThan(200);
    expect(await sheet.inked(1), "the second has one thing more").toBeGreaterThan(await sheet.inked(0));
    await expect(sheet.paper).toContainText("I have a question");
  });

  await test.step("a hint is called one, in the list and on the sheet", async () => {
    await sheet.page.getByLabel("My private notes").check();
    await expect(notes.getByRole("listitem")).toHaveText([/only one box so far$/, /Hint given$/]);
    await expect(sheet.page.getByRole("region", { name: "Moments to choose from" })).toContainText("Hint given");
    await expect(sheet.page.getByText("Kept, for you alone")).toBeVisible();
    await sheet.page.reload();
    await sheet.isOpen();
    await expect(notes, "what was chosen is kept").toContainText("Hint given");
  });

  await test.step("a sentence, another order, without the notes", async () => {
    await sheet.sentence(0).fill("One box, then two");
    await sheet.moments.nth(0).getByRole("button", { name: "One place down" }).click();
    await sheet.page.getByLabel("My private notes").uncheck();
    await expect(sheet.sentence(1)).toHaveValue("One box, then two");
    await expect(sheet.page.getByText("Kept, for you alone")).toBeVisible();
    await sheet.page.reload();
    await sheet.isOpen();
    await expect(sheet.sentence(1)).toHaveValue("One box, then two");
    await expect(sheet.paper.getByText("Your notes · only you")).toHaveCount(0);
  });

  await test.step("on paper there is nothing but the sheet, in light", async () => {
    await sheet.page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(sheet.page.getByRole("button", { name: "Print or save as PDF" })).toBeHidden();
    await expect(sheet.page.getByRole("heading", { name: "Moments" })).toBeHidden();
    await expect(sheet.paper.getByText("One box, then two")).toBeVisible();
    await expect(sheet.sentence(1)).toBeHidden();
    const colours = await sheet.paper.evaluate((paper) => [getComputedStyle(paper).color, getComputedStyle(paper).backgroundColor]);
    expect(colours).toEqual(["rgb(27, 31, 42)", "rgb(255, 255, 255)"]);
    const pdf = await sheet.page.pdf({ preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(5_000);
    await sheet.page.emulateMedia({ media: null, colorScheme: null });
  });

  await test.step("a picture opens the review at its moment", async () => {
    const at = await sheet.moments.nth(1).locator(".sheet-at").innerText();
    await sheet.moments.nth(1).getByRole("link").click();
    const opened = new ReviewPage(sheet.page);
    await opened.isOpen();
    await expect(opened.clock).toHaveText(at);
    await opened.canvas.shows(1);
  });

  await test.step("and nobody else has it", async () => {
    const answer = await candidate.page.request.get(`${server.url}/api/v1/rooms/${host.id}/sheet`);
    expect(answer.ok()).toBe(false);
  });
});

test("code on a sheet is plain text, and says how much of it is left out", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.code.focus();
  await candidate.page.keyboard.insertText(Array.from({ length: 30 }, (_, index) => `line = ${index + 1}`).join("\n"));
  await candidate.page.keyboard.press("Control+Home");
  for (let line = 1; line < 12; line += 1) await candidate.page.keyboard.press("ArrowDown");
  await candidate.page.keyboard.press("End");
  await candidate.page.keyboard.type("0");
  await candidate.isSaved();
  await host.end();
  const sheet = new SheetPage(staff.page);
  await sheet.open(server.url, host.id);
  const code = sheet.moments.last().locator(".sheet-code");
  await expect(code).toContainText(/… 6 lines above\s*line = 7\n/);
  await expect(code).toContainText(/line = 120\n/);
  await expect(code).toContainText(/line = 17\s*… 13 lines below/);
  expect(await sheet.moments.last().locator("a").evaluate((link) => getComputedStyle(link).textDecorationLine)).toBe("none");
});

test("what cannot be sent stays in the browser, and is said", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await candidate.drawShape("Rectangle", 100, 120);
  await candidate.isSaved();
  await host.end();
  const sheet = new SheetPage(staff.page);
  await sheet.open(server.url, host.id);
  await sheet.page.route("**/sheet", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  await sheet.sentence(0).fill("not sent yet");
  await expect(sheet.page.getByText(/kept in this browser and not on the server yet/)).toBeVisible();
  await sheet.page.reload();
  await sheet.isOpen();
  await expect(sheet.sentence(0)).toHaveValue("not sent yet");
  await sheet.page.unroute("**/sheet");
  await expect(sheet.page.getByText("Kept, for you alone")).toBeVisible({ timeout: 20_000 });
});

test("a sheet fits a phone, each picture nearly as wide as it", async ({ server, browser }) => {
  const room = await importRound(server);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: "dark" });
  const staff = new StaffPages(await context.newPage(), server);
  await staff.setUp(HOST);
  await staff.page.goto(server.url);
  const statuses = await staff.page.evaluate(async (room) => {
    const marks = [3, 9, 15, 21, 30, 45, 65, 80, 95].map((second, index) => {
      const id = (index + 1).toString(16).padStart(32, "0");
      const note = { id, at: second * 1_000, kind: index % 2 === 0 ? "mark" : "note", text: index % 2 === 0 ? "" : `seen at ${second}`, elements: [] };
      const put = { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(note) };
      return fetch(`/api/v1/rooms/${room}/notes/${id}`, put);
    });
    return (await Promise.all(marks)).map(({ status }) => status);
  }, room);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const sheet = new SheetPage(staff.page);
  await sheet.open(server.url, room);
  // Marks that are close together are offered once.
  await expect(sheet.moments).toHaveCount(6);
  expect(await sheet.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const pictures = sheet.paper.locator("canvas");
  await expect(pictures).toHaveCount(6);
  for (let index = 0; index < 6; index += 1) {
    const box = (await pictures.nth(index).boundingBox())!;
    expect(box.width, "nearly as wide as the phone").toBeGreaterThan(300);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
  }
  await sheet.moments.nth(5).scrollIntoViewIfNeeded();
  await expect.poll(() => sheet.inked(5), "painted as it comes into view").toBeGreaterThan(100);
  await context.close();
});
