// Guides while a shape is resized, drawn and dragged, and the sides and middles that come to stand on them.

import { aRoom, click, keys } from "./pages/gestures.ts";
import type { Part } from "./pages/painted.ts";
import { recorded, standing } from "./pages/recorded.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;

const inEighths = ({ x, y, width, height }: Part) => ({
  Origin: { x: x * EIGHTHS, y: y * EIGHTHS },
  Size: { width: width * EIGHTHS, height: height * EIGHTHS },
});

test("a side that is dragged comes to stand in line with another, and a guide shows it", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 40, 60, 120, 60);
  await room.drawShape("Rectangle", 70, 300, 60, 60);
  await room.canvas.shows(2);
  await keys(room, "Escape");
  await click(room, 85, 300);
  // Its right side, to a little before that of the box above; half way between the two is nothing.
  await room.press([130, 330], [145, 330], [157, 330]);
  const guide = () => room.canvas.hasOver(156, 200);
  await expect.poll(guide, "a guide").toBe(true);
  await room.page.mouse.up();
  const snapped = { x: 370, y: 300, width: 90, height: 60 };
  expect((await recorded(room))[1]?.props).toMatchObject(inEighths(snapped));
  await expect.poll(guide, "gone after").toBe(false);
  await expect.poll(() => room.canvas.isDrawn(156, 340), "painted there").toBe(true);

  await room.page.keyboard.down("Control");
  await room.press([160, 330], [150, 330], [157, 330]);
  // The new size is on the screen before anything is said of guides.
  await expect.poll(() => room.canvas.isDrawn(150, 340)).toBe(true);
  expect(await guide(), "none with Control").toBe(false);
  await room.page.mouse.up();
  await room.page.keyboard.up("Control");
  expect((await recorded(room))[1]?.props).toMatchObject(inEighths({ ...snapped, width: 87 }));
});

test("a shape that is drawn begins and ends in line with another, and guides show it", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 40, 60, 120, 60);
  await room.canvas.shows(1);
  await keys(room, "Escape");
  await room.take("Ellipse");
  await room.press([43, 300], [100, 340], [157, 380]);
  for (const x of [36, 156]) await expect.poll(() => room.canvas.hasOver(x, 200), `a guide at ${x}`).toBe(true);
  await room.page.mouse.up();
  await room.canvas.shows(2);
  const [, made] = await recorded(room);
  expect(made?.what).toBe("Ellipse");
  expect(made?.props).toMatchObject(inEighths({ x: 340, y: 300, width: 120, height: 80 }));
  for (const x of [36, 156]) await expect.poll(() => room.canvas.hasOver(x, 200), "gone after").toBe(false);
});

test("a narrow box that is dragged under a wide one comes to stand at its middle, with Ctrl anywhere", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 40, 60, 240, 60);
  await room.drawShape("Rectangle", 340, 300, 60, 80);
  await room.canvas.shows(2);
  await keys(room, "Escape", "Escape");
  const middleOf = async (index: number) => {
    const { Origin, Size } = (await recorded(room))[index]!.props;
    return (Origin.x + Size.width / 2) / EIGHTHS - 300;
  };
  expect([await middleOf(0), await middleOf(1)]).toEqual([160, 370]);
  // By its left side, until it stands a little before the middle of the wide one; its sides are in line with nothing.
  await room.press([340, 345], [240, 345], [127, 345]);
  const guide = () => room.canvas.hasOver(156, 200);
  await expect.poll(guide, "a guide").toBe(true);
  await room.page.mouse.up();
  expect(await middleOf(1), "the same middle").toBe(160);
  expect((await recorded(room))[1]?.props["Origin"].y, "no other way").toBe(300 * EIGHTHS);
  await expect.poll(guide, "gone after").toBe(false);
  await expect.poll(() => room.canvas.isDrawn(126, 336), "painted there").toBe(true);

  await keys(room, "Escape");
  await room.page.keyboard.down("Control");
  await room.press([130, 345], [180, 345], [127, 345]);
  await expect.poll(() => room.canvas.isDrawn(123, 336)).toBe(true);
  expect(await guide(), "none with Ctrl").toBe(false);
  await room.page.mouse.up();
  await room.page.keyboard.up("Control");
  expect(await middleOf(1)).toBe(157);
});

test("near and far, sides come to stand in line within as many pixels of the screen", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  for (const key of ["Control+-", "Control+="]) {
    await test.step(`three times ${key}`, async () => {
      await keys(room, "Control+a", "Delete", "Control+0", key, key, key);
      await room.canvas.shows(0);
      await room.drawShape("Rectangle", 40, 60, 80, 60);
      await keys(room, "Escape");
      await room.drawShape("Rectangle", 200, 300, 80, 60);
      await keys(room, "Escape");
      await room.canvas.shows(2);
      const lefts = async () => (await standing(room)).map(({ props }) => props["Origin"].x as number);
      // By the left side, away from the middle.
      await room.drag([200, 345], [120, 345], [52, 345]);
      expect(Math.abs((await lefts())[1]! - (await lefts())[0]!), "too far away").toBeGreaterThan(EIGHTHS);
      await room.drag([52, 345], [49, 345], [46, 345]);
      expect((await lefts())[1], "near enough").toBe((await lefts())[0]);
    });
  }
});
