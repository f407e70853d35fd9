// The view of the board: all of it shown beside the page's furniture, and moved on by a drag to its edge.

import { drawn } from "./pages/drawn.ts";
import { pixelsIn } from "./pages/painted.ts";
import { boxOf, drawnBox, overlap } from "./pages/picture.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

const FURNITURE = [".desk-board .toolbar", ".desk-board .zoom", ".inspector-fold", ".inspector", ".prompt"];

async function wheel(room: RoomPage, x: number, y: number): Promise<void> {
  const at = await room.canvas.place(200, 300);
  await room.page.mouse.move(at.x, at.y);
  await room.page.mouse.wheel(x, y);
}

test("all of the board and what is selected come into view beside the tools, at every width", async ({ interview }) => {
  const { candidate } = await interview();
  await candidate.drawShape("Rectangle", 40, 80);
  await candidate.drawShape("Diamond", 300, 420);
  await wheel(candidate, 900, 700);
  await candidate.drawShape("Ellipse", 300, 420);
  await candidate.canvas.shows(3);

  for (const width of [1440, 683, 390]) {
    await test.step(`${width} px`, async () => {
      await candidate.page.setViewportSize({ width, height: 768 });
      // The page learns of its size in a frame.
      await candidate.canvas.fingerprint();
      for (const [keys, share] of [[["Escape", "Shift+1"], 0.5], [["Control+a", "Shift+2"], 0.4]] as const) {
        await candidate.canvas.surface.focus();
        for (const key of keys) await candidate.page.keyboard.press(key);
        const drawn = await drawnBox(candidate);
        expect(drawn, "something is shown").not.toBeNull();
        if (drawn === null) return;
        for (const selector of FURNITURE) {
          const piece = await boxOf(candidate, selector);
          if (piece !== null) expect(overlap(drawn, piece), `${selector} at ${width} px after ${keys.join()}`).toBe(false);
        }
        const surface = await candidate.canvas.surface.boundingBox();
        const [across, down] = [(drawn.right - drawn.left) / surface!.width, (drawn.bottom - drawn.top) / surface!.height];
        expect(Math.max(across, down), "as large as there is room").toBeGreaterThan(share);
        await candidate.page.keyboard.press("Escape");
      }
    });
  }
});

for (const reducedMotion of ["no-preference", "reduce"] as const) {
  test(`a drag to the edge moves the view on, with motion ${reducedMotion}`, async ({ interview, server }) => {
    const { candidate } = await interview();
    await candidate.page.emulateMedia({ reducedMotion });
    await candidate.drawShape("Rectangle", 40, 100);
    await candidate.canvas.shows(1);
    await candidate.isSaved();
    const surface = (await candidate.canvas.surface.boundingBox())!;
    const edge = { x: surface.x + surface.width - 3, y: surface.y + 300 };
    const recorded = async () => (await drawn(server, candidate.id)).map(({ x, width }) => [x, width] as const);
    const [x] = (await recorded())[0]!;

    await test.step("what is moved goes along", async () => {
      await candidate.press([90, 130], [120, 160]);
      await candidate.page.mouse.move(edge.x, edge.y, { steps: 4 });
      await expect.poll(async () => (await recorded())[0]![0]).toBeGreaterThan(x + surface.width + 300);
      await candidate.page.mouse.up();
    });

    await test.step("a shape becomes wider than the view", async () => {
      await candidate.page.keyboard.press("Escape");
      await candidate.take("Rectangle");
      await candidate.press([20, 400], [60, 440]);
      await candidate.page.mouse.move(edge.x, surface.y + 500, { steps: 4 });
      // As far as what was moved before, and back to where there is nothing.
      const percent = candidate.page.locator(".zoom-percent");
      await expect(percent).toHaveText("100 %");
      await expect.poll(async () => (await drawnBox(candidate))?.right ?? 0).toBeLessThan(surface.x + surface.width / 2);
      await candidate.page.mouse.up();
      await candidate.isSaved();
      const [, made] = await recorded();
      expect(made![1]).toBeGreaterThan(surface.width);
    });

    await test.step("a box takes in what was out of view", async () => {
      await candidate.page.keyboard.press("Escape");
      await candidate.page.keyboard.press("Shift+1");
      await candidate.page.keyboard.press("Control+0");
      await wheel(candidate, -3000, 0);
      await candidate.press([-200, 20], [0, 200]);
      await candidate.page.mouse.move(edge.x, surface.y + surface.height - 40, { steps: 4 });
      await expect.poll(() => candidate.canvas.hasOver(300, 300), "the box").toBe(true);
      // It comes in from the right, and the view may have gone beyond it before it is looked at again.
      let wasSeen = false;
      const isIn = async () => {
        const box = await drawnBox(candidate);
        wasSeen ||= box !== null;
        return wasSeen && (box === null || box.right < surface.x + surface.width - 60);
      };
      await expect.poll(isIn, { timeout: 20_000, intervals: [50] }).toBe(true);
      await candidate.page.mouse.up();
      await candidate.page.keyboard.press("Delete");
      await candidate.canvas.shows(0);
    });
  });
}

test("what is drawn has the ink of the colours the page has", async ({ interview }) => {
  const { candidate } = await interview();
  await candidate.drawShape("Rectangle", 100, 150);
  await candidate.page.keyboard.press("Escape");
  const at = await candidate.canvas.place(100, 180);
  // The border, and the ground beside it: the pixel that differs most from the first.
  const colours = () =>
    candidate.canvas.surface.locator("canvas.canvas-baked").evaluate((canvas: HTMLCanvasElement, { x, y }) => {
      const whole = canvas.getBoundingClientRect();
      const ratio = canvas.width / whole.width;
      const row = canvas.getContext("2d")!.getImageData((x - 8 - whole.left) * ratio, (y - whole.top) * ratio, 16 * ratio, 1).data;
      const pixels = Array.from({ length: row.length / 4 }, (_, index) => [...row.slice(index * 4, index * 4 + 3)]);
      const ground = pixels[0]!;
      const away = (pixel: number[]) => pixel.reduce((sum, channel, index) => sum + Math.abs(channel - ground[index]!), 0);
      return { ground, ink: pixels.reduce((far, pixel) => (away(pixel) > away(far) ? pixel : far), ground) };
    }, at);
  await candidate.page.emulateMedia({ colorScheme: "light" });
  await expect.poll(async () => Math.min(...(await colours()).ground)).toBeGreaterThan(200);
  await expect.poll(async () => (await colours()).ink, "the candidate's vermilion on paper").toEqual([196, 78, 0]);
  await candidate.page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(async () => Math.max(...(await colours()).ground)).toBeLessThan(70);
  expect((await colours()).ink, "and on slate").toEqual([255, 138, 76]);
});

test("the view is zoomed about the pointer, and dragged by space, middle button and hand", async ({ interview }) => {
  const { candidate } = await interview();
  await candidate.drawShape("Rectangle", 100, 150);
  const percent = candidate.page.locator(".zoom-percent");
  const { keyboard, mouse } = candidate.page;
  await keyboard.press("Escape");
  const corner = await candidate.canvas.place(100, 150);

  await mouse.move(corner.x, corner.y);
  await keyboard.down("Control");
  await mouse.wheel(0, -300);
  await keyboard.up("Control");
  await expect(percent).not.toHaveText("100 %");
  const zoomed = (await drawnBox(candidate))!;
  expect(Math.hypot(zoomed.left - corner.x, zoomed.top - corner.y), "the corner stays under the pointer").toBeLessThan(4);
  expect(zoomed.right - zoomed.left).toBeGreaterThan(110);
  await keyboard.press("Control+0");
  await expect(percent).toHaveText("100 %");

  const drag = async () => {
    await mouse.move(corner.x + 200, corner.y + 200);
    await mouse.down();
    await mouse.move(corner.x + 260, corner.y + 240, { steps: 3 });
    await mouse.up();
  };
  const ways: [string, () => Promise<void>][] = [
    ["space", () => keyboard.down(" ").then(drag).then(() => keyboard.up(" "))],
    [
      "the middle button",
      async () => {
        await mouse.move(corner.x + 200, corner.y + 200);
        await mouse.down({ button: "middle" });
        await mouse.move(corner.x + 260, corner.y + 240, { steps: 3 });
        await mouse.up({ button: "middle" });
      },
    ],
    ["the hand", () => keyboard.press("h").then(drag)],
  ];
  // What is marked anywhere is pasted by the middle button on some systems: not onto the board.
  await candidate.page.locator(".room-title").click({ clickCount: 3 });
  for (const [name, way] of ways) {
    const before = (await drawnBox(candidate))!;
    await way();
    await expect
      .poll(async () => {
        const now = (await drawnBox(candidate))!;
        return Math.abs(now.left - before.left - 60) + Math.abs(now.top - before.top - 40);
      }, name)
      .toBeLessThan(3);
    await candidate.canvas.shows(1);
  }
});

test("the zoom ends where nothing could be told apart any more, near and far", async ({ interview }) => {
  const { candidate } = await interview();
  const percent = candidate.page.locator(".zoom-percent");
  await candidate.canvas.surface.focus();
  for (const [key, end] of [["Control+-", "5 %"], ["Control+=", "1600 %"]] as const) {
    for (let press = 0; press < 30; press += 1) await candidate.page.keyboard.press(key);
    await expect(percent).toHaveText(end);
  }
  const controls = candidate.page.getByRole("group", { name: "Zoom" });
  await candidate.page.keyboard.press("Control+0");
  await controls.getByRole("button", { name: "Zoom in" }).click();
  await expect(percent).toHaveText("125 %");
});

test("every fifth line of the grid is stronger", async ({ interview }) => {
  const { candidate } = await interview();
  await candidate.page.keyboard.press("Control+'");
  // A row between two lines, from the line at 400 to the one at 600.
  const row = async () => (await pixelsIn(candidate.canvas, { x: 100, y: 250, width: 201, height: 1 })).map(([red]) => red);
  await expect.poll(async () => new Set(await row()).size, "paper, lines and stronger ones").toBeGreaterThan(2);
  const pixels = await row();
  const paper = Math.max(...pixels);
  const lines = pixels.flatMap((red, at) => (red < paper ? [at] : []));
  expect(lines.filter((at) => at % 20 < 2 || at % 20 > 18), "twenty apart").toEqual(lines);
  const darkest = Math.min(...pixels);
  expect(pixels.flatMap((red, at) => (red === darkest ? [Math.round(at / 20)] : [])).filter((line, index, all) => line !== all[index - 1])).toEqual([0, 5, 10]);
});
