// A small interview from the first start to the review, in two browsers.

import { HostPage } from "./pages/host.ts";
import { JoinPage } from "./pages/join.ts";
import { StaffPages } from "./pages/staff.ts";
import { CANDIDATE, expect, HOST, test } from "./scene.ts";

test("two people draw and type at once, and it can be reviewed", async ({ server, stranger }) => {
  const staff = new StaffPages(await stranger(), server);
  await staff.setUpByHand(HOST);
  const host = HostPage.of(await staff.startRoomByHand("Design a queue"));
  const { link, code } = await host.invite("Candidate");
  expect(new URL(link).hash.length, "256 bits in the fragment").toBeGreaterThan(40);
  expect(code).toMatch(/\S{6,}/);

  const lobby = new JoinPage(await stranger());
  await lobby.look(link);
  expect(lobby.page.url(), "the token leaves the address at once").not.toContain("#");
  await expect(lobby.page.getByText("Strokes, code, cursor and chat in this room, with their times.")).toBeVisible();
  await expect(lobby.page.getByText("The connection works")).toBeVisible();
  await expect(lobby.page.getByText(HOST)).toBeVisible();
  await lobby.page.getByLabel("Your name").fill(CANDIDATE);
  await lobby.page.getByRole("button", { name: "Join the round" }).click();
  await expect(lobby.page.getByText("Please say that you agree to the recording")).toBeVisible();
  await lobby.fill(CANDIDATE);
  const candidate = await lobby.enter();

  for (const [room, name] of [[host, CANDIDATE], [candidate, HOST]] as const) {
    await expect(room.page.getByRole("button", { name: "People, 2 here" })).toBeVisible();
    await expect(room.page.locator(".room-bar").getByRole("img", { name })).toBeVisible();
  }

  await Promise.all([
    host.drawShape("Rectangle", 120, 120).then(() => host.type("host = 1\n")),
    candidate.drawShape("Cylinder", 320, 300).then(() => candidate.drawShape("Ellipse", 120, 320)),
  ]);
  await candidate.type("candidate = 2");
  for (const room of [host, candidate]) {
    await room.canvas.shows(3);
    await room.codeBecomes("host = 1\ncandidate = 2");
    expect(await room.canvas.inked("baked")).toBeGreaterThan(100);
  }
  await expect(host.page.locator(".cm-others-name")).toHaveText(CANDIDATE);

  expect(await host.canvas.hasOver(450, 200)).toBe(false);
  const at = await candidate.canvas.place(450, 200);
  await candidate.page.mouse.move(at.x, at.y);
  await expect.poll(() => host.canvas.hasOver(450, 200), "the candidate's cursor is painted").toBe(true);

  await candidate.openChat();
  await candidate.signal("I can't hear you");
  await host.page.getByRole("button", { name: "Chat, 1 new line" }).click();
  await expect(host.chat).toContainText(`${CANDIDATE}I can't hear you`);

  await candidate.page.getByRole("button", { name: "Pause the recording" }).click();
  for (const room of [host, candidate]) await expect(room.recording).toContainText("Not recorded since");
  await host.resume();
  for (const room of [host, candidate]) await expect(room.recording).toHaveText("● Recording");

  await host.end();
  await expect(candidate.page.getByText("Everything you made has arrived.")).toBeVisible();
  await host.page.getByRole("link", { name: "Review" }).click();
  await expect(host.page.getByRole("slider", { name: "Playhead" })).toBeVisible();
});

test("both type into one file at the same time and nothing is interleaved or lost", async ({ interview }) => {
  const { host, candidate } = await interview();
  await host.type("\n");
  await candidate.codeBecomes("\n");
  await candidate.code.focus();
  await candidate.page.keyboard.press("Control+Home");
  const [above, below] = ["abcdefghijklmnopqrstuvwxyz", "0123456789".repeat(3)];
  await Promise.all([candidate.page.keyboard.type(above, { delay: 10 }), host.type(below)]);
  for (const room of [host, candidate]) await room.codeBecomes(`${above}\n${below}`);
});
