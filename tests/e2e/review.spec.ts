// The review shows what each moment showed: invariant I2 as a reviewer sees it.

import type { Route } from "@playwright/test";

import { ReviewPage } from "./pages/review.ts";
import { type Done, id, importDone, shape } from "./pages/round.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

test("scrubbing back shows what each moment showed, by hand, by key and by note", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  const room = host.id;
  await candidate.type("one\n");
  await candidate.drawShape("Rectangle", 120, 120);
  await host.canvas.shows(1);
  await server.advance(60_000);
  // The page's clock follows the room's from the next word of the server on.
  await host.page.reload();
  await host.isOpen();
  await host.openNotes();
  await host.note("asked about ordering");
  await candidate.type("two\n");
  await candidate.drawShape("Ellipse", 320, 120);
  await host.canvas.shows(2);
  await server.advance(60_000);
  await candidate.deleteAt(120, 150);
  await candidate.type("three");
  await host.canvas.shows(1);
  await candidate.isSaved();
  await host.end();

  const review = await staff.review(room);
  await review.key("End");
  await review.canvas.shows(1);
  await review.codeBecomes("one\ntwo\nthree");
  await expect.poll(() => review.canvas.inked("baked")).toBeGreaterThan(100);

  await test.step("by note", async () => {
    await review.story.getByRole("button", { name: /asked about ordering/ }).click();
    await expect(review.clock).toHaveText(/^01:/);
    await review.canvas.shows(1);
    await review.codeBecomes("one\n");
    await expect(review.page).toHaveURL(/[?&]at=/);
  });

  await test.step("by key", async () => {
    await review.key("0");
    await expect(review.clock).toHaveText("00:00");
    await review.canvas.shows(0);
    await review.codeBecomes("");
    await review.key("]");
    await review.canvas.shows(1);
    await review.key("End");
    const last = await review.seq();
    await review.key(",");
    await expect.poll(() => review.seq()).toBeLessThan(last);
    await review.key(".");
    await expect.poll(() => review.seq()).toBe(last);
    await review.key("Home");
    await review.key("Space");
    await expect.poll(() => review.seq(), "time runs").toBeGreaterThan(0);
    await review.key("Space");
  });

  await test.step("by hand", async () => {
    await review.scrub(0.75);
    await review.canvas.shows(2);
    await review.codeBecomes("one\ntwo\n");
    await review.scrub(0.25);
    await review.canvas.shows(1);
    await review.codeBecomes("one\n");
    await review.scrub(1);
    await review.codeBecomes("one\ntwo\nthree");
  });

  await test.step("by link", async () => {
    await review.story.getByRole("button", { name: /asked about ordering/ }).click();
    await review.codeBecomes("one\n");
    // The address follows a moment later; until then it names where the scrubbing ended.
    await expect(review.page).toHaveURL(new RegExp(`[?&]at=${await review.clock.innerText()}$`));
    await review.page.reload();
    await review.isOpen();
    await review.codeBecomes("one\n");
  });
});

test("whoever is no staff is not told what was recorded", async ({ interview, stranger, server }) => {
  const { host, candidate } = await interview({ title: "Canary title" });
  for (const page of [await stranger(), candidate.page]) {
    await page.goto(`${server.url}/review/${host.id}`);
    await expect(page.getByRole("heading", { name: "This review cannot be opened" })).toBeVisible();
    await expect(page.getByText("Canary title")).toHaveCount(0);
  }
});

test("what a review needs travels beside the program, and once", async ({ interview, stranger, server }) => {
  const { host } = await interview();
  await host.drawShape("Rectangle", 100, 100);
  await host.isSaved();
  const [page, room] = [host.page, host.id];
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${server.url}/review/${room}`);
  await new ReviewPage(page).isOpen();
  for (const what of [/\/recording\/header$/, /\/recording\/after\/0$/, /\/split_pages\.\w+\.wasm$/, /\/together_others\.\w+\.bin$/, /\/review\.\w+\.css$/])
    expect(asked.filter((path) => what.test(path)), String(what)).toHaveLength(1);
  // Asked for by the page itself, before any program of it runs.
  const initiators = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).map((entry) => [new URL(entry.name).pathname, entry.initiatorType]),
  );
  for (const early of [/\/recording\/header$/, /\/recording\/after\/0$/, /\/split_pages\./, /\/together_others\./])
    expect(initiators.find(([path]) => early.test(path!))?.[1], String(early)).toBe("link");
  // Who is no staff gets the same page of a room that is and of one that is not, and learns nothing by it.
  const other = await stranger();
  const html = async (id: string) => {
    const text = await (await other.request.get(`${server.url}/review/${id}`)).text();
    return text.replace(/content="[^"]+"/, "").replaceAll(id, "ROOM");
  };
  expect(await html(room)).toBe(await html("7".repeat(32)));
  for (const part of ["header", "after/0"])
    expect((await other.request.get(`${server.url}/api/v1/rooms/${room}/recording/${part}`)).ok()).toBe(false);
});

test("the pages of a recording travel beside the program, each once", async ({ server, stranger }) => {
  const moved = (index: number): Done => [2_000 + index * 10, 1, { Update: [{ id: id(1), props: [{ Origin: { x: 800 + (index % 50), y: 800 } }] }] }];
  const room = await importDone(server, [[1_000, 1, { Create: [shape(1, 1, "Rectangle", 800)] }], ...Array.from({ length: 5_000 }, (_, index) => moved(index))]);
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const review = await staff.review(room);
  await review.key("End");
  await review.canvas.shows(1);
  const pages = await review.page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter((entry) => entry.name.includes("/recording/after/"))
      .map((entry) => `${new URL(entry.name).pathname.split("/").at(-1)} ${entry.initiatorType}`),
  );
  expect(pages.sort()).toEqual(["0 link", "4096 link"]);
});

test("what a part of the page is made of is asked for again where it did not come, or something else did", async ({ server, stranger }) => {
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const { page } = staff;
  const small = /\/together_others\./;
  for (const answer of [(route: Route) => route.abort(), (route: Route) => route.fulfill({ status: 200, body: "no program" })]) {
    await page.route(small, answer);
    await page.goto(`${server.url}/rooms`);
    await expect(page.getByText("This part of the page could not be loaded.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Rooms" })).toHaveCount(0);
    await page.unroute(small);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { name: "Rooms" })).toBeVisible();
  }
});
