// Pens and fingers, as devices send them: what each of them does on the board, and what the recording keeps of it.

import { Hand } from "./pages/hand.ts";
import { pixelsOf } from "./pages/painted.ts";
import type { Server } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
const TABLET = { width: 834, height: 1112 };
const PHONE = { width: 390, height: 844 };

/** All samples of all strokes, from the recording. */
async function samples(server: Server, room: string): Promise<{ x: number; y: number; pressure: number }[]> {
  const entries = await server.entries(room);
  let origin = { x: 0, y: 0 };
  return entries.flatMap(({ op }) => {
    const body: any = op["InkBegin"] ?? op["InkExtend"];
    if (body === undefined) return [];
    origin = body.origin ?? origin;
    return body.samples.map(([x, y, , pressure]: number[]) => ({
      x: (origin.x + (x ?? 0)) / EIGHTHS,
      y: (origin.y + (y ?? 0)) / EIGHTHS,
      pressure,
    }));
  });
}

test("a pen draws with its pressure, and from then on fingers only move the board", async ({ interview, server }) => {
  const { candidate } = await interview();
  const hand = await Hand.on(candidate.page, candidate.canvas);
  const percent = candidate.page.getByTitle("100 %");

  await test.step("before a pen was seen, a finger draws", async () => {
    await candidate.take("Pen");
    await hand.fingers([[400, 100]], [[402, 101]], [[420, 110]], [[480, 150]]);
    await hand.liftFingers();
    await candidate.canvas.shows(1);
  });

  await test.step("pressure is recorded", async () => {
    const line = Array.from({ length: 30 }, (_, index) => ({ x: 300 + index * 10, y: 300, force: 0.1 + index * 0.03 }));
    await hand.pen(line);
    await candidate.canvas.shows(2);
    await candidate.isSaved();
    const told = (await samples(server, candidate.id)).filter(({ y }) => Math.abs(y - 300) < 1);
    expect(told.length).toBeGreaterThanOrEqual(30);
    const pressures = told.map(({ pressure }) => pressure);
    expect(pressures, "harder and harder, also where it was lifted").toEqual([...pressures].sort((one, other) => one - other));
    expect(pressures.at(-1)! - pressures[0]!).toBeGreaterThan(150);
  });

  await test.step("a finger pans", async () => {
    await hand.fingers([[500, 400]], [[520, 410]], [[600, 450]]);
    await hand.liftFingers();
    await candidate.canvas.shows(2);
    await hand.pen([
      { x: 700, y: 500, force: 0.5 },
      { x: 700, y: 540, force: 0.5 },
    ]);
    await candidate.canvas.shows(3);
    await candidate.isSaved();
    const last = (await samples(server, candidate.id)).at(-1)!;
    expect(last.x, "the board went 100 to the right under the finger").toBeCloseTo(600, 0);
    expect(last.y).toBeCloseTo(490, 0);
  });

  await test.step("two fingers zoom about their middle", async () => {
    await hand.fingers([[500, 400], [600, 400]], [[480, 400], [620, 400]], [[450, 400], [650, 400]]);
    await hand.liftFingers();
    await expect(percent).toHaveText("200 %");
    await candidate.canvas.shows(3);
    await hand.pen([
      { x: 550, y: 400, force: 0.5 },
      { x: 550, y: 420, force: 0.5 },
    ]);
    await candidate.canvas.shows(4);
    await candidate.isSaved();
    const first = (await samples(server, candidate.id)).at(-2)!;
    expect(first.x, "the middle stayed where it was").toBeCloseTo(450, 0);
    expect(first.y).toBeCloseTo(350, 0);
  });

  await test.step("two fingers side by side move the board and leave it as large as it was", async () => {
    await hand.fingers([[500, 400], [600, 400]], [[500, 440], [600, 440]], [[500, 500], [600, 500]]);
    await hand.liftFingers();
    await expect(percent).toHaveText("200 %");
    await hand.pen([
      { x: 550, y: 500, force: 0.5 },
      { x: 550, y: 520, force: 0.5 },
    ]);
    await candidate.canvas.shows(5);
    await candidate.isSaved();
    const first = (await samples(server, candidate.id)).at(-2)!;
    expect(first.x, "what lay under them lies under them").toBeCloseTo(450, 0);
    expect(first.y).toBeCloseTo(350, 0);
  });

  await test.step("a palm beside the pen does nothing", async () => {
    const begun = hand.pen([
      { x: 300, y: 600, force: 0.5 },
      { x: 320, y: 600, force: 0.5 },
    ]);
    await hand.fingers([[700, 650], [760, 660]], [[702, 651], [790, 680]]);
    await begun;
    await hand.liftFingers();
    await candidate.canvas.shows(6);
    await expect(percent).toHaveText("200 %");
    await hand.pen([
      { x: 550, y: 500, force: 0.5 },
      { x: 550, y: 520, force: 0.5 },
    ]);
    await candidate.canvas.shows(7);
    await candidate.isSaved();
    const first = (await samples(server, candidate.id)).at(-2)!;
    expect([Math.round(first.x), Math.round(first.y)], "nor did the board move").toEqual([450, 350]);
  });
});

test("the other end of a pen erases what it passes and nothing else, and the pen stays what it was", async ({ interview, server }) => {
  const { host, candidate } = await interview();
  const hand = await Hand.on(candidate.page, candidate.canvas);
  const pen = candidate.page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Pen", exact: true });
  await candidate.take("Pen");
  // Up and down: however slowly a machine tells them, they look like no shape, and stay strokes.
  const zigzag = (top: number) => [400, 440, 480, 520].map((x, index) => ({ x, y: top + 40 * (index % 2), force: 0.5 }));
  for (const top of [300, 420]) await hand.pen(zigzag(top));
  await candidate.canvas.shows(2);
  // The places of a hand begin where the surface does. A hurried pen cuts its corners, but not the way away from its beginning.
  const seen = async () => [await host.canvas.isDrawn(112, 312), await host.canvas.isDrawn(112, 432)];
  await expect.poll(seen).toEqual([true, true]);
  await hand.eraser([260, 300, 340].map((y) => [440, y]));
  await candidate.canvas.shows(1);
  await expect.poll(seen, "for everybody").toEqual([false, true]);
  await expect(pen).toHaveAttribute("aria-pressed", "true");
  await hand.pen(zigzag(300));
  await candidate.canvas.shows(2);
  await expect.poll(seen).toEqual([true, true]);
  await candidate.isSaved();
  const kinds = (await server.entries(candidate.id)).flatMap(({ op }) => Object.keys(op)).filter((kind) => kind === "InkBegin" || kind === "Delete");
  expect(kinds).toEqual(["InkBegin", "InkBegin", "Delete", "InkBegin"]);
});

test("a prediction is drawn and never recorded", async ({ interview, server }) => {
  const far = 260;
  const { candidate } = await interview({
    prepare: async (page) => {
      await page.addInitScript((far) => {
        PointerEvent.prototype.getPredictedEvents = function () {
          return [new PointerEvent("pointermove", { clientX: this.clientX, clientY: this.clientY + far })];
        };
      }, far);
    },
  });
  await candidate.take("Pen");
  await candidate.press([100, 100], [120, 100], [140, 100], [160, 100]);
  const seen = candidate.page.evaluate(async () => {
    const wet = document.querySelector(".canvas-wet")!;
    const lowestOn = (tile: HTMLCanvasElement) => {
      const top = tile.getBoundingClientRect().top - wet.parentElement!.getBoundingClientRect().top;
      const pixels = new Uint32Array(tile.getContext("2d")!.getImageData(0, 0, tile.width, tile.height).data.buffer);
      return pixels.reduce((last, pixel, index) => (pixel === 0 ? last : top + Math.floor(index / tile.width)), 0);
    };
    // Canvases lie only where something is under the pen.
    const inked = () => Math.max(0, ...[...wet.querySelectorAll("canvas")].map(lowestOn));
    let lowest = 0;
    const frames = async (count: number, enough: () => boolean) => {
      for (let frame = 0; frame < count && !enough(); frame += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        lowest = Math.max(lowest, inked());
      }
    };
    await frames(600, () => lowest > 300);
    // The hand has long stopped by then.
    await frames(600, () => inked() < 160);
    return { lowest, atRest: inked() };
  });
  for (let step = 0; step < 20; step += 1) {
    const at = await candidate.canvas.place(180 + step, 100);
    await candidate.page.mouse.move(at.x, at.y);
  }
  const { lowest, atRest } = await seen;
  expect(lowest, "ahead of the pen").toBeGreaterThan(300);
  expect(atRest, "gone once the pen rests").toBeLessThan(160);
  await candidate.page.mouse.up();
  await candidate.isSaved();
  for (const { y } of await samples(server, candidate.id)) expect(y).toBeCloseTo(100, 0);
});

test("a resting finger asks for a menu and draws nothing", async ({ interview }) => {
  const { candidate } = await interview();
  const hand = await Hand.on(candidate.page, candidate.canvas);
  await candidate.take("Pen");
  const asked = candidate.canvas.surface.evaluate(
    (surface) =>
      new Promise<number[]>((resolve) =>
        surface.addEventListener(
          "contextmenu",
          (event) => resolve(event instanceof MouseEvent ? [event.clientX, event.clientY] : []),
          { once: true },
        ),
      ),
  );
  await hand.fingers([[500, 300]]);
  const box = (await candidate.canvas.surface.boundingBox())!;
  expect(await asked).toEqual([Math.round(box.x + 500), Math.round(box.y + 300)]);
  await hand.liftFingers();
  await candidate.canvas.shows(0);
});

test("every tool can be reached on a tablet, and a phone watches, points and types", async ({ interview }) => {
  const { candidate, host } = await interview();
  await candidate.page.setViewportSize(TABLET);
  const tools = candidate.page.getByRole("toolbar", { name: "Tools" });
  for (const button of await tools.getByRole("button").all()) {
    const box = (await button.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(30);
    expect(box.y + box.height).toBeLessThanOrEqual(TABLET.height);
    const isOnTop = await button.evaluate((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(isOnTop, `nothing lies over ${await button.getAttribute("aria-label")}`).toBe(true);
  }
  await candidate.take("Pen");
  for (const button of await candidate.page.getByRole("group", { name: "Nib" }).getByRole("button").all()) {
    expect((await button.boundingBox())!.width).toBeGreaterThanOrEqual(40);
  }
  const hand = await Hand.on(candidate.page, candidate.canvas);
  await hand.fingers([[300, 400]], [[310, 405]], [[360, 440]]);
  await hand.liftFingers();
  await host.canvas.shows(1);

  await candidate.page.setViewportSize(PHONE);
  await candidate.canvas.shows(1);
  await test.step("it sees what others draw", async () => {
    await candidate.canvas.surface.focus();
    await host.drawShape("Ellipse", 60, 200, 200, 120);
    await candidate.canvas.shows(2);
    await expect.poll(() => pixelsOf(candidate.canvas, [0, 100, 166]), "in the host's colour").toBeGreaterThan(200);
  });
  await candidate.take("Select");
  await hand.fingers([[200, 500]]);
  await hand.liftFingers();
  await expect.poll(() => host.canvas.inked("over"), "the host sees where the phone points").toBeGreaterThan(20);
  await candidate.page.getByRole("tab", { name: "Code" }).click();
  await candidate.type("from a phone");
  await host.codeBecomes("from a phone");
});
