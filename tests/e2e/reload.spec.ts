// A reload in the middle of work: rule C3.

import type { RoomPage } from "./pages/room.ts";
import { opsOf } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

/** Places in a recording are in eighths of a board unit. */
const EIGHTHS = 8;

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
  const begins = opsOf(entries, "InkBegin").map(({ body }) => body);
  expect(begins, "begun once").toHaveLength(1);
  expect(opsOf(entries, "Create"), "one rectangle").toHaveLength(1);
  const samples = [begins[0], ...opsOf(entries, "InkExtend").map(({ body }) => body)].flatMap((op) => op.samples);
  const across = samples.map(([x]: number[]) => (x ?? 0) / EIGHTHS);
  // The pen only went to the right: a sample that is there twice would stand still.
  expect(across).toEqual([...new Set(across)].sort((one, other) => one - other));
  expect(across.at(-1), "up to where the pen was at the reload").toBe(380 - 100);
});

/** What comes right before the reload is there after it, for everybody. */
async function typesOfflineAndReloads(host: RoomPage, candidate: RoomPage): Promise<void> {
  await candidate.page.context().setOffline(true);
  await candidate.isOffline();
  await candidate.type(", typed offline");
  await candidate.page.context().setOffline(false);
  await candidate.page.reload();
  await candidate.isOpen();
  for (const room of [host, candidate]) await room.codeBecomes("first line, typed offline");
}

test("what was typed right before a reload is there once", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.type("first line");
  await typesOfflineAndReloads(host, candidate);
});

test("a browser that drops what it had not finished writing loses nothing", async ({ interview }) => {
  const { host, candidate } = await interview();
  await candidate.type("first line");
  await candidate.isSaved();
  // As with a page that goes in the middle of a write: nothing of it is there afterwards.
  await candidate.page.evaluate(() => {
    IDBObjectStore.prototype.put = function (): never {
      this.transaction.abort();
      throw new DOMException("", "AbortError");
    };
  });
  await typesOfflineAndReloads(host, candidate);
  // What was kept in haste is not kept for ever.
  await candidate.type("!");
  await candidate.isSaved();
  const kept = () => candidate.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("outbox/")));
  await expect.poll(kept).toEqual([]);
});
