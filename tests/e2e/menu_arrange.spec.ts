// What is arranged where no key is known for it, or people do not know the key: columns and equal sizes by their buttons; groups, order
// and locks by the menu.

import { drawn, type Drawn } from "./pages/drawn.ts";
import { aRoom, chooseAt, click, keys, lookPanel } from "./pages/gestures.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

async function arranged(server: Server, room: RoomPage): Promise<Drawn[]> {
  await room.isSaved();
  return drawn(server, room.id);
}

/** Three boxes of different sizes that stand neither in a row nor in a column, all selected. */
async function threeBoxes(room: RoomPage): Promise<void> {
  await room.drawShape("Rectangle", 60, 60, 120, 60);
  await room.drawShape("Rectangle", 240, 150, 80, 100);
  await room.drawShape("Rectangle", 100, 330, 60, 40);
  await room.canvas.shows(3);
  await room.canvas.surface.focus();
  await keys(room, "Escape", "Control+a");
}

test("boxes come into a column and to one height by their buttons, each in one step", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await threeBoxes(room);
  const before = await arranged(server, room);
  const look = await lookPanel(room);
  const does = async (name: string, check: (now: Drawn[]) => void) => {
    await look.getByRole("button", { name, exact: true }).click();
    check(await arranged(server, room));
    await keys(room, "Control+z");
    expect(await arranged(server, room), `${name} is one step`).toEqual(before);
  };
  await does("Put into a column", (now) => {
    const down = [...now].sort((a, b) => a.y - b.y);
    const gaps = down.slice(1).map((box, index) => box.y - down[index]!.y - down[index]!.height);
    expect(gaps.every((gap) => gap > 0)).toBe(true);
    expect(gaps[0]).toBeCloseTo(gaps[1]!, 0);
  });
  await does("Make equally high", (now) => {
    expect(new Set(now.map(({ y, height }) => `${y} ${height}`)).size, "one upper and one lower side").toBe(1);
    expect(now.map(({ width }) => width)).toEqual(before.map(({ width }) => width));
  });
});

test("the menu groups, orders and locks what is selected", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await threeBoxes(room);
  await chooseAt(room, 120, 62, "Group");
  const [first, ...others] = await arranged(server, room);
  expect(first!.groups).toHaveLength(1);
  for (const other of others) expect(other.groups).toEqual(first!.groups);
  await chooseAt(room, 120, 62, "Ungroup");
  expect((await arranged(server, room)).map(({ groups }) => groups)).toEqual([[], [], []]);

  // Only one of them: where it stands among the others is what its key of order says.
  await keys(room, "Escape");
  const rank = async () => {
    const now = await arranged(server, room);
    return now.filter(({ order }) => order < now[0]!.order).length;
  };
  expect(await rank(), "drawn first").toBe(0);
  await click(room, 62, 90);
  await chooseAt(room, 62, 90, "To the front");
  expect(await rank()).toBe(2);
  await chooseAt(room, 62, 90, "To the back");
  expect(await rank()).toBe(0);
  await chooseAt(room, 62, 90, "Lock");
  expect((await arranged(server, room)).map(({ locked }) => locked)).toEqual([true, false, false]);
  await keys(room, "Delete", "Escape");
  // What came after it is recorded, so that it would be, too.
  await click(room, 242, 200);
  await keys(room, "ArrowDown");
  const [locked, moved] = await arranged(server, room);
  expect([locked?.locked, moved?.y]).toEqual([true, 151]);
});
