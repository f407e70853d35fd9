// A question brings its prompt, its board, its time and its core questions into a room; a room's start becomes a question.

import path from "node:path";

import { HostPage } from "./pages/host.ts";
import { JoinPage } from "./pages/join.ts";
import { QuestionPage } from "./pages/question.ts";
import { StaffPages } from "./pages/staff.ts";
import { CANDIDATE, expect, HOST, test } from "./scene.ts";

const DRAWING = path.resolve(import.meta.dirname, "../data/excalidraw/aws-flow.excalidraw");

test("a room starts from a question, and its start can be saved as another one", async ({ server, stranger }) => {
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const question = await QuestionPage.make(staff.page, server.url, {
    title: "Rate limiter",
    prompt: "Draw a rate limiter for a public API.",
    minutes: 45,
    core: ["Names the bottleneck", "Asks about clocks"],
  });
  await question.bringIn(DRAWING);
  const host = HostPage.of(await question.startRoom());
  const room = host.id;
  await expect.poll(() => host.canvas.count()).toBeGreaterThan(5);
  const seeded = await host.canvas.count();
  await expect(host.page.getByRole("timer")).toHaveText(/^4[45]:\d\d left$/);
  await host.openNotes();
  await host.notes.getByLabel("Names the bottleneck").check();
  await expect(host.notes).toContainText("Core questions 1/2");

  const { link } = await host.invite("Candidate");
  const candidate = await new JoinPage(await stranger()).join(link, CANDIDATE);
  await expect(candidate.page.getByText("Draw a rate limiter for a public API.")).toBeVisible();
  await candidate.canvas.shows(seeded);
  for (const secret of ["Rate limiter", "Names the bottleneck", "Core questions"]) {
    await expect(candidate.page.getByText(secret, { exact: true })).toHaveCount(0);
  }
  await candidate.drawShape("Rectangle", 200, 300);
  await host.canvas.shows(seeded + 1);

  await staff.page.goto(`${server.url}/rooms`);
  await staff.page.getByRole("button", { name: "More for Rate limiter" }).click();
  await staff.page.getByRole("menuitem", { name: "Save start as a question" }).click();
  await staff.page.getByLabel("Title of the question").fill("Rate limiter, again");
  await staff.page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(staff.page.getByLabel("Prompt")).toHaveValue("Draw a rate limiter for a public API.");
  const again = await new QuestionPage(staff.page).startRoom();
  expect(again.id).not.toBe(room);
  // What the candidate drew was no part of the start.
  await again.canvas.shows(seeded);
});
