// A network that refuses WebSockets: the room works all the same, and the page says so without alarm.

import { HostPage } from "./pages/host.ts";
import { JoinPage } from "./pages/join.ts";
import { Middlebox } from "./pages/middlebox.ts";
import { opsOf } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { CANDIDATE, expect, HOST, test } from "./scene.ts";

const ROUNDABOUT = /^This network refuses WebSockets, so everything travels by plain web requests/;

test("without WebSockets two people work together, and a reload keeps everything", async ({ server, stranger }) => {
  const box = await Middlebox.before(server);
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const host = HostPage.of(await staff.startRoom("Design a queue"));
  const { link } = await host.invite("Candidate");

  const lobby = new JoinPage(await stranger());
  await lobby.look(box.link(link));
  await expect(lobby.page.getByText("The connection works by plain web requests, because this network refuses WebSockets")).toBeVisible();
  await lobby.fill(CANDIDATE);
  const candidate = await lobby.enter();
  await expect(candidate.saved).toHaveAttribute("title", ROUNDABOUT);
  await expect(host.saved).not.toHaveAttribute("title", /.*/);

  await Promise.all([
    host.drawShape("Rectangle", 120, 120).then(() => host.type("host = 1\n")),
    candidate.drawShape("Cylinder", 320, 300),
  ]);
  await candidate.take("Pen");
  await candidate.drag([100, 400], [140, 420], [180, 460], [240, 440], [300, 500]);
  await candidate.codeBecomes("host = 1\n");
  await candidate.type("candidate = 2");
  for (const room of [host, candidate]) {
    await room.canvas.shows(3);
    await room.codeBecomes("host = 1\ncandidate = 2");
  }
  expect(await host.canvas.hasOver(450, 200)).toBe(false);
  const at = await candidate.canvas.place(450, 200);
  await candidate.page.mouse.move(at.x, at.y);
  await expect.poll(() => host.canvas.hasOver(450, 200), "the candidate's cursor is painted").toBe(true);

  await test.step("a reload in the middle of a stroke", async () => {
    await candidate.take("Pen");
    await candidate.press([100, 200], [140, 220], [180, 260], [240, 240]);
    await candidate.page.reload();
    await candidate.page.mouse.up();
    await candidate.isOpen();
    for (const room of [host, candidate]) {
      await room.canvas.shows(4);
      await room.codeBecomes("host = 1\ncandidate = 2");
    }
  });

  await test.step("a cut: what is done meanwhile comes once, in order", async () => {
    box.cut();
    await candidate.type(" + 3");
    await candidate.isSaved();
    await host.codeBecomes("host = 1\ncandidate = 2 + 3");
  });
  expect(box.refused, "a WebSocket is tried each time").toBeGreaterThanOrEqual(3);
  expect(opsOf(await server.entries(host.id), "InkBegin"), "begun once each").toHaveLength(2);

  await test.step("once WebSockets get through, the next connection is one", async () => {
    box.open = true;
    box.cut();
    await expect(candidate.saved).not.toHaveAttribute("title", /.*/);
    await candidate.isSaved();
    await candidate.drawShape("Ellipse", 120, 320);
    await host.canvas.shows(5);
  });
  await box.stop();
});

test("who is ejected without a WebSocket is out within a second", async ({ server, stranger }) => {
  const box = await Middlebox.before(server);
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const host = HostPage.of(await staff.startRoom("Design a queue"));
  const { link } = await host.invite("Candidate");
  const candidate = await new JoinPage(await stranger()).join(box.link(link), CANDIDATE);
  expect(box.streams).toBeGreaterThan(0);
  expect(await host.eject(/^More for Ana/, candidate)).toBeLessThan(1_000);
  await box.stop();
});
