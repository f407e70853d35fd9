// A reload in the middle of work: rule C3.

import { opsOf } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

test("a reload in mid-stroke keeps everything once", async ({ interview, server }) => {
  const { host, candidate } = await interview();
  await candidate.take("Pen");
  await candidate.press([100, 200], [140, 220], [180, 260], [240, 240], [300, 300]);
  await host.canvas.shows(1);
  // Neither lifted nor waited for.
  await candidate.press([340, 310], [380, 350]);
  await candidate.page.reload();
  await candidate.page.mouse.up();
  await candidate.isOpen();
  await candidate.canvas.shows(1);
  await candidate.drawShape("Rectangle", 100, 400);
  await candidate.isSaved();
  for (const room of [host, candidate]) await room.canvas.shows(2);

  const entries = await server.entries(candidate.id);
  const creates = opsOf(entries, "Create").length + opsOf(entries, "InkBegin").length;
  expect(creates, "made once").toBe(2);
});

test("what was typed right before a reload is there once", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.type("first line");
  await candidate.page.context().setOffline(true);
  await candidate.isOffline();
  await candidate.type(", typed offline");
  await candidate.page.context().setOffline(false);
  await candidate.page.reload();
  await candidate.isOpen();
  for (const room of [host, candidate]) await room.codeBecomes("first line, typed offline");
});
