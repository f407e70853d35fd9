// Dragging 200 selected shapes with 300 connectors of right angles bound to them, at 1440x900: what a frame costs from the
// pointer's event until its pixels can be read.

import { equip, openBoard, settled } from "./pages/measured.ts";
import { percentile, row } from "./pages/rows.ts";
import { expect, test } from "./scene.ts";

const SHAPES = 200;
const CONNECTORS = 300;
const COLUMNS = 20;
const FRAMES = 160;
const LIMIT_MILLIS = 16;

/** Boxes in rows, and arrows from each to others nearby. */
function diagram(): object[] {
  const shapes = Array.from({ length: SHAPES }, (_, index) => {
    const [x, y] = [(index % COLUMNS) * 56, Math.floor(index / COLUMNS) * 64];
    return { id: `s${index}`, type: "rectangle", x, y, width: 30, height: 24, strokeWidth: 2, seed: index + 1, roughness: 0 };
  });
  const arrows = Array.from({ length: CONNECTORS }, (_, index) => {
    const from = index % SHAPES;
    const to = (from + [1, COLUMNS + 1, 2 * COLUMNS + 3][index % 3]! + (index % 7)) % SHAPES;
    const bound = (shape: number) => ({ elementId: `s${shape}`, fixedPoint: [0.5001, 0.5001], mode: "orbit" });
    const points = [[0, 0], [40, 40]];
    const base = { id: `a${index}`, type: "arrow", x: 0, y: 0, width: 40, height: 40, points, elbowed: true, strokeWidth: 1, seed: index + 1 };
    return { ...base, startBinding: bound(from), endBinding: bound(to), startArrowhead: null, endArrowhead: "arrow" };
  });
  return [...shapes, ...arrows];
}

test("elbows", async ({ server, stranger }) => {
  const page = await stranger();
  const canvas = await openBoard(server, page, diagram());
  await page.keyboard.press("Shift+Digit1");
  await settled(canvas);
  await page.keyboard.press("Control+a");
  const before = await canvas.surface.screenshot();
  await equip(page, ".canvas");
  const frames = await page.evaluate(async (frames) => {
    const target = document.querySelector<HTMLCanvasElement>(".canvas-over")!;
    const box = target.getBoundingClientRect();
    const send = (type: string, x: number, y: number) => {
      const at = { clientX: box.left + box.width / 2 + x, clientY: box.top + box.height / 2 + y, pointerId: 1 };
      const buttons = { button: type === "pointermove" ? -1 : 0, buttons: type === "pointerup" ? 0 : 1 };
      const mouse = { pointerType: "mouse", isPrimary: true, bubbles: true, cancelable: true };
      return () => void target.dispatchEvent(new PointerEvent(type, { ...at, ...buttons, ...mouse }));
    };
    const moves: number[] = [];
    send("pointerdown", 0, 0)();
    for (let step = 0; step < frames + 20; step += 1) {
      moves.push(await window.costOf(send("pointermove", 6 + 60 * Math.sin(step / 16), 40 * Math.cos(step / 24))));
    }
    return { moves: moves.slice(20), release: await window.costOf(send("pointerup", 30, 30)) };
  }, FRAMES);
  await settled(canvas);
  expect((await canvas.surface.screenshot()).equals(before), "the picture must have moved").toBe(false);
  row("elbows: 200 shapes and 300 connectors dragged, frame, median", percentile(frames.moves, 50), "ms", LIMIT_MILLIS);
  row("elbows: frame, p95", percentile(frames.moves, 95), "ms");
  row("elbows: the frame in which they are let go", frames.release, "ms");
});
