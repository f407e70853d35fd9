// Frames: their names, and what they hide of what sticks out of them.

import { aRoom, click, doubleClick, dragHolding, keys } from "./pages/gestures.ts";
import { inkIn } from "./pages/painted.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

test("a frame is renamed by a double click on its border", async ({ interview }) => {
  const { host, candidate } = await interview();
  await keys(candidate, "f");
  await candidate.drag([60, 120], [150, 200], [300, 320]);
  await candidate.canvas.shows(1);
  await host.canvas.shows(1);
  await keys(candidate, "Escape");
  const name = async () => (await recorded(host))[0]?.text;
  expect(await name()).toBe("Frame 1");
  // Above it, where its name stands.
  const nameIn = async (room: RoomPage) => JSON.stringify(await inkIn(room.canvas, { x: 50, y: 85, width: 260, height: 30 }));
  const before = await nameIn(host);
  await doubleClick(candidate, 120, 120);
  await keys(candidate, "Control+a");
  await candidate.page.keyboard.type("Write path");
  await keys(candidate, "Escape");
  await candidate.isSaved();
  expect(await name()).toBe("Write path");
  for (const room of [candidate, host]) await expect.poll(() => nameIn(room), "it is painted").not.toBe(before);
  await keys(candidate, "Control+z");
  await expect.poll(() => nameIn(host), "and taken back").toBe(before);
  await candidate.isSaved();
  expect(await name()).toBe("Frame 1");
});

test("what sticks out of a frame is painted inside only", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 80, 160, 100, 60);
  await keys(room, "Escape", "f");
  await room.drag([40, 120], [150, 200], [260, 320]);
  await room.canvas.shows(2);
  await keys(room, "Escape");
  // Most of the box stays inside of the frame.
  await room.drag([105, 160], [150, 180], [225, 200]);
  let [box, frame] = await recorded(room);
  expect(box?.props["Frame"], "it belongs to the frame").toBe(frame?.id);
  expect(box?.props["Origin"]).toEqual({ x: 500 * 8, y: 200 * 8 });
  await keys(room, "Escape");
  const outside = async () => (await inkIn(room.canvas, { x: 264, y: 180, width: 60, height: 100 })).length;
  const inside = async () => (await inkIn(room.canvas, { x: 190, y: 190, width: 60, height: 80 })).length;
  await expect.poll(inside).toBeGreaterThan(100);
  await expect.poll(outside).toBe(0);
  await test.step("all of it is painted once the frame is gone", async () => {
    await click(room, 40, 250);
    await keys(room, "Delete");
    await room.canvas.shows(1);
    await expect.poll(outside).toBeGreaterThan(80);
    [box, frame] = await recorded(room);
    expect(frame?.deleted).toBe(true);
  });
  await test.step("and hidden again when it comes back", async () => {
    await keys(room, "Control+z");
    await room.canvas.shows(2);
    await expect.poll(outside).toBe(0);
    expect(await inside()).toBeGreaterThan(100);
  });
});

test("a resized frame takes in and lets go, and an interviewer's stays where the candidate's things lie in it", async ({ interview }) => {
  const { host, candidate } = await interview();
  await keys(host, "f");
  await host.drag([60, 120], [100, 160], [200, 260]);
  await host.canvas.shows(1);
  await candidate.canvas.shows(1);
  await candidate.drawShape("Rectangle", 240, 160, 60, 40);
  await host.canvas.shows(2);
  const element = async (index: number) => (await recorded(host))[index]!;
  const [frame, box] = [await element(0), await element(1)];
  expect(box.props["Frame"] ?? null).toBeNull();
  await test.step("made larger by the host it does not take in the candidate's box", async () => {
    await host.drag([204, 264], [280, 280], [360, 320]);
    expect((await element(0)).props["Size"].width).toBeGreaterThan(frame.props["Size"].width);
    expect((await element(1)).props["Frame"] ?? null).toBeNull();
  });
  await test.step("what the candidate moves into it belongs to it", async () => {
    await candidate.drag([240, 180], [230, 180], [210, 180]);
    expect((await element(1)).props["Frame"]).toBe(frame.id);
  });
  await test.step("then the host moves both, with Ctrl held only", async () => {
    const origins = async () => [(await element(0)).props["Origin"], (await element(1)).props["Origin"]];
    const before = await origins();
    await host.drag([60, 200], [70, 200], [90, 200]);
    expect(await origins()).toEqual(before);
    await dragHolding(host, "Control", [60, 200], [70, 200], [90, 200]);
    const [frameAt, boxAt] = await origins();
    expect([frameAt.x - before[0].x, boxAt.x - before[1].x]).toEqual([240, 240]);
  });
  await test.step("made smaller it lets the box go", async () => {
    await host.drag([394, 324], [300, 280], [150, 180]);
    await expect.poll(async () => (await element(1)).props["Frame"] ?? null).toBeNull();
  });
});
