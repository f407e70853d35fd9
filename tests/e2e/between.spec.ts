// Between people: the interviewers' own hands, names at cursors, a search that leads there, one picture for who has it already.

import { aRoom, click, doubleClick, keys } from "./pages/gestures.ts";
import { drop } from "./pages/incoming.ts";
import { JoinPage } from "./pages/join.ts";
import { PeoplePart } from "./pages/people.ts";
import { drawnBox } from "./pages/picture.ts";
import { png } from "./pages/png.ts";
import { standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { noteWriting, written } from "./pages/written.ts";
import { expect, test } from "./scene.ts";

test("the host makes the interviewers' hands read-only, and candidates go on", async ({ interview, stranger, server }) => {
  const { host, candidate } = await interview();
  const { link } = await host.invite("Co-host");
  const other = await new JoinPage(await stranger()).join(link, "Wei Chen");
  await other.drawShape("Rectangle", 60, 100);
  await candidate.canvas.shows(1);
  const people = new PeoplePart(host.page);
  await people.open();
  const hands = people.panel.getByRole("checkbox", { name: "The interviewers' hands, yours too" });
  // It shows what the server says.
  await hands.click();
  await expect(hands).toBeChecked();
  await expect(other.page.locator(".hands-words")).toContainText("read-only");
  await expect(host.page.locator(".hands-words")).toContainText("The interviewers' hands are read-only, yours too.");
  await expect(candidate.page.locator(".hands-words")).toHaveCount(0);
  await expect(other.page.getByRole("button", { name: "Rectangle", exact: true })).toHaveCount(0);
  const before = (await server.entries(host.id)).length;
  await other.drag([60, 130], [120, 200], [200, 240]);
  await keys(other, "Delete");
  await candidate.drawShape("Ellipse", 260, 100);
  await host.canvas.shows(2);
  expect((await server.entries(host.id)).length, "the candidate's ellipse alone").toBe(before + 1);
  await hands.click();
  await expect(hands).not.toBeChecked();
  await other.drawShape("Diamond", 60, 240);
  await candidate.canvas.shows(3);
});

test("others' cursors carry their names, and go when they do", async ({ interview }) => {
  const { host, candidate } = await interview({ prepare: noteWriting });
  await candidate.drawShape("Rectangle", 60, 60);
  await host.canvas.shows(1);
  const at = await host.canvas.place(220, 260);
  await host.page.mouse.move(at.x, at.y);
  await host.page.mouse.move(at.x + 3, at.y + 3);
  await expect.poll(() => written(candidate.page)).toHaveProperty("Mo");
  await expect.poll(() => candidate.canvas.hasOver(223, 263)).toBe(true);
  await host.page.goto("about:blank");
  await expect.poll(() => candidate.canvas.hasOver(223, 263)).toBe(false);
});

test("a search brings what it found into view, frames by their names too", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await keys(room, "f");
  await room.drag([60, 100], [120, 160], [260, 240]);
  await keys(room, "Escape", "Escape");
  await doubleClick(room, 160, 100);
  await room.page.keyboard.press("Control+a");
  await room.page.keyboard.type("Write path");
  await keys(room, "Escape", "Escape");
  expect((await standing(room)).map(({ kind, text }) => [kind, text])).toEqual([["Frame", "Write path"]]);
  await keys(room, "PageDown", "PageDown", "Shift+PageDown");
  await expect.poll(() => drawnBox(room), "nothing is in view").toBeNull();
  await keys(room, "Control+f");
  await room.page.keyboard.type("write pa");
  const search = room.page.getByRole("search", { name: "Search the board" });
  await expect(search.getByText("1 of 1")).toBeVisible();
  const inView = async () => (await drawnBox(room)) !== null;
  await expect.poll(inView, "it is in view").toBe(true);
  await keys(room, "Enter", "Escape");
  // It is selected, as what was found is.
  await keys(room, "Delete");
  await room.canvas.shows(0);
});

test("a picture that is put down twice is stored once", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const file = { name: "red.png", type: "image/png", bytes: png(80, 40, [255, 0, 0]) };
  await drop(room, file, 100, 100);
  await room.canvas.shows(1);
  await drop(room, file, 300, 300);
  await room.canvas.shows(2);
  const hashes = (await standing(room)).map(({ what }) => String(what));
  expect(new Set(hashes).size).toBe(1);
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  const kept = async () => (await server.assets(room.id)).map(({ hash }) => hash);
  expect(await kept(), "what the server keeps").toEqual([hashes[0]]);
  await drop(room, { ...file, bytes: png(80, 40, [0, 0, 255]) }, 100, 300);
  await room.canvas.shows(3);
  const another = String((await standing(room))[2]?.what);
  expect((await kept()).sort(), "another is kept beside it").toEqual([hashes[0], another].sort());
});

test("of hollow shapes in each other a click takes the smallest around it, and a line before an inside", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const boxes = [[40, 60, 300, 260], [80, 100, 200, 160], [120, 140, 100, 80]] as const;
  for (const [x, y, width, height] of boxes) {
    await room.drawShape("Rectangle", x, y, width, height);
    await keys(room, "Escape");
  }
  const all = await standing(room);
  const goes = async (x: number, y: number) => {
    await click(room, x, y);
    await keys(room, "Delete");
    const left = (await standing(room)).map(({ id }) => id);
    await keys(room, "Control+z", "Escape");
    await room.canvas.shows(3);
    return all.findIndex(({ id }) => !left.includes(id));
  };
  expect(await goes(170, 180), "in all three").toBe(2);
  expect(await goes(100, 180), "in two").toBe(1);
  expect(await goes(60, 180), "in the largest alone").toBe(0);
  expect(await goes(80, 240), "on a line within the largest").toBe(1);
  await noneSelectedAt(room, 20, 40);
});

/** A press on the ground selects nothing: what is deleted then is nothing. */
async function noneSelectedAt(room: RoomPage, x: number, y: number): Promise<void> {
  await click(room, x, y);
  await keys(room, "Delete");
  await room.canvas.shows(3);
}
