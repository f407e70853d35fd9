// What is put on the board by name: parts, notes, frames, stamps, pictures. The recording tells what became of each.

import type { Page } from "@playwright/test";

import { inkIn, stripes } from "./pages/painted.ts";
import { recorded, type Recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import type { Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

async function aRoom(page: Page, server: Server): Promise<RoomPage> {
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  return staff.startRoom("Design a cache");
}

/** Takes something from the panel. */
async function takeFromPanel(room: RoomPage, name: string): Promise<void> {
  await room.page.getByRole("button", { name: "More shapes and parts" }).click();
  await room.page.getByRole("dialog", { name: "Shapes and parts" }).getByRole("button", { name, exact: true }).click();
}

async function clickAt(room: RoomPage, x: number, y: number): Promise<void> {
  const at = await room.canvas.place(x, y);
  await room.page.mouse.click(at.x, at.y);
}

const eighths = (element: Recorded | undefined) => (element?.props["Origin"] ?? {}) as { x: number; y: number };

test("parts and notes come from the panel, and what was used last stays in the bar", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await test.step("by pointer", async () => {
    await takeFromPanel(room, "Load balancer");
    await clickAt(room, 200, 120);
    await room.canvas.shows(1);
    const bar = room.page.getByRole("toolbar", { name: "Tools" });
    await expect(bar.getByRole("button", { name: "Load balancer", exact: true })).toBeVisible();
  });
  await test.step("by typing", async () => {
    await room.page.getByRole("button", { name: "More shapes and parts" }).click();
    await room.page.getByLabel("Find a shape or part").fill("redis");
    await room.page.keyboard.press("Enter");
    await room.page.keyboard.press("Enter");
    await room.canvas.shows(2);
  });
  await test.step("a note takes words and grows with them", async () => {
    await room.page.keyboard.press("Escape");
    // For interviewers N is the key of private notes.
    await takeFromPanel(room, "Sticky note");
    await clickAt(room, 320, 320);
    await room.page.keyboard.type("reads outnumber writes by far, so that a cache in front pays, ".repeat(3));
    await room.page.keyboard.press("Escape");
  });
  const [balancer, cache, note] = await recorded(room);
  expect([balancer?.kind, balancer?.what, balancer?.text]).toEqual(["Part", "LoadBalancer", "Load balancer"]);
  expect([cache?.kind, cache?.what, cache?.text]).toEqual(["Part", "Cache", "Cache"]);
  expect(note?.what).toBe("Sticky");
  expect((note?.props["Size"] as { height: number }).height).toBeGreaterThan(160 * 8);
  // Words and growth were one step.
  await room.page.keyboard.press("Control+z");
  expect(((await recorded(room))[2]?.props["Size"] as { height: number }).height).toBe(160 * 8);
});

test("a frame moves what lies in it, shows it only inside, and lets it go", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 80, 80, 80, 60);
  await room.page.keyboard.press("Escape");
  await room.page.keyboard.press("f");
  await room.drag([40, 40], [150, 120], [260, 240]);
  let [box, frame] = await recorded(room);
  expect(box?.props["Frame"]).toBe(frame?.id);
  const before = eighths(box);
  await room.page.keyboard.press("Escape");
  // By its border.
  await room.drag([40, 140], [60, 150], [90, 190]);
  [box, frame] = await recorded(room);
  expect(eighths(box)).toEqual({ x: before.x + 50 * 8, y: before.y + 50 * 8 });
  await room.page.keyboard.press("Escape");
  await room.drag([130, 130], [280, 200], [430, 300]);
  expect((await recorded(room))[0]?.props["Frame"]).toBeNull();
  // Out of the frame in one step.
  await room.page.keyboard.press("Control+z");
  [box, frame] = await recorded(room);
  expect(box?.props["Frame"]).toBe(frame?.id);
  expect(eighths(box)).toEqual({ x: before.x + 50 * 8, y: before.y + 50 * 8 });
  await room.page.keyboard.press("Escape");
  await clickAt(room, 90, 190);
  await room.page.keyboard.press("Delete");
  await room.canvas.shows(1);
  expect((await recorded(room)).map((element) => element.deleted)).toEqual([false, true]);
});

test("a stamp stays on what it is put on, by pointer and by key", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 80, 80, 120, 80);
  await takeFromPanel(room, "Risk");
  await clickAt(room, 180, 90);
  const on = (stamp: Recorded | undefined) => {
    const bound = stamp?.props["On"] === undefined ? (stamp?.what as { on: unknown }).on : stamp.props["On"];
    return (bound as { element: string } | null)?.element;
  };
  let [box, risk] = await recorded(room);
  expect(on(risk)).toBe(box?.id);
  // Nothing is stored of the stamp when the box goes: its place follows.
  const still = eighths(risk);
  await room.page.keyboard.press("Escape");
  const around = (x: number, y: number) => inkIn(room.canvas, { x: x - 50, y: y - 20, width: 100, height: 40 });
  const painted = await around(180, 90);
  await room.drag([90, 160], [100, 180], [110, 260]);
  [box, risk] = await recorded(room);
  expect(eighths(risk)).toEqual(still);
  expect(on(risk)).toBe(box?.id);
  await expect.poll(() => around(200, 190), "painted with the box").toEqual(painted);
  expect(await around(180, 90), "and no longer where it was").toEqual([]);
  // The box is selected: the next sign goes onto it.
  await takeFromPanel(room, "Numbered pin");
  await room.page.keyboard.press("Enter");
  await room.canvas.shows(3);
  const [, , pin] = await recorded(room);
  expect((pin?.what as { sign: unknown }).sign).toEqual({ Pin: 1 });
  expect(on(pin)).toBe(box?.id);
  const all = () => inkIn(room.canvas, { x: 60, y: 60, width: 240, height: 220 });
  const withPin = await all();
  await room.page.keyboard.press("Escape");
  await clickAt(room, 100, 240);
  await room.page.keyboard.press("Shift+ArrowDown");
  await expect.poll(all, "both go with it").toEqual(withPin.map(({ x, y }) => ({ x, y: y + 10 })));
});

test("pictures are dropped and picked, and what is none is refused in a sentence", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const drop = (name: string, type: string, pixels: number) =>
    room.page.locator(".stage canvas").last().evaluate(
      async (target, [name, type, pixels]) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: pixels, height: pixels / 2 });
        canvas.getContext("2d")?.fillRect(0, 0, pixels / 3, pixels / 3);
        const painted = await new Promise<Blob>((made) => canvas.toBlob((blob) => made(blob ?? new Blob()), "image/png"));
        const content = type === "image/png" ? painted : new Blob(["no picture"]);
        const data = new DataTransfer();
        data.items.add(new File([content], name, { type }));
        const box = target.getBoundingClientRect();
        const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
        target.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data, ...at }));
      },
      [name, type, pixels] as const,
    );
  await drop("large.png", "image/png", 3_000);
  await room.canvas.shows(1);
  await drop("words.gif", "image/gif", 1);
  await expect(room.page.getByRole("alert").filter({ hasText: "words.gif" })).toContainText("no picture that a board can show");
  await room.canvas.shows(1);
  const [picture] = await recorded(room);
  expect(picture?.kind).toBe("Image");
  const sides = await room.page.evaluate(
    async ([id, seat, hash]) => {
      const answer = await fetch(`/api/v1/rooms/${id}/assets/${hash}?seat=${seat}`);
      const bitmap = await createImageBitmap(await answer.blob());
      return [bitmap.width, bitmap.height];
    },
    [room.id, room.seat, String(picture?.what)] as const,
  );
  expect(sides).toEqual([2_000, 1_000]);
});

test("insides are crossed lines, links that run something are refused, and text stands at the top, in the middle, at the bottom", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.drawShape("Rectangle", 200, 80, 160, 120);
  await room.page.keyboard.press("Enter");
  await room.page.keyboard.type("words");
  await room.page.keyboard.press("Escape");
  await room.page.getByRole("button", { name: "Look", exact: true }).click();
  const look = room.page.getByRole("region", { name: "Look", exact: true });
  await test.step("text", async () => {
    // Letters in the upper, the middle and the lower third.
    const thirds = async () => {
      const ink = await inkIn(room.canvas, { x: 204, y: 84, width: 152, height: 112 });
      return [0, 1, 2].map((third) => ink.filter(({ y }) => Math.floor(y / 38) === third).length > 40);
    };
    for (const [name, expected] of [["Top", 0], ["Bottom", 2], ["Middle", 1]] as const) {
      await look.getByRole("button", { name, exact: true }).click();
      await expect.poll(thirds, name).toEqual([0, 1, 2].map((third) => third === expected));
    }
    await look.getByRole("button", { name: "Top", exact: true }).click();
  });
  await look.getByRole("group", { name: "Fill" }).getByRole("button", { name: "Blue", exact: true }).click();
  // Away from the words.
  const across = () => stripes(room.canvas, 200, 360, 177);
  await expect.poll(across, "one colour").toBe(0);
  const inside = look.getByRole("group", { name: "Inside" });
  await inside.getByRole("button", { name: "Lines", exact: true }).click();
  await expect.poll(across).toBeGreaterThan(8);
  const oneWay = await across();
  await inside.getByRole("button", { name: "Crossed lines" }).click();
  await expect.poll(across, "lines both ways").toBeGreaterThan(oneWay);
  await look.getByLabel("Link").fill("javascript:alert(1)");
  await look.getByLabel("Link").press("Enter");
  await expect(look.getByRole("alert")).toContainText("https://");
  expect((await recorded(room))[0]?.props["Link"] ?? null, "nothing of it is kept").toBeNull();
  await look.getByLabel("Link").fill("https://a.example/design");
  await look.getByLabel("Link").press("Enter");
  await expect(look.getByRole("link", { name: "Open the link" })).toHaveAttribute("rel", /noopener/);
  const [box] = await recorded(room);
  expect(box?.props).toMatchObject({ Hatch: "Cross", Vertical: "Top", Link: "https://a.example/design" });
});
