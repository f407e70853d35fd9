// What is no plain shape is recorded and replayed as well: pictures and their crops, frames, highlighters, opacity, mirrored
// shapes, letters and their wrapping, locks; at the end of a round, and as it was before each was changed.

import type { CanvasPart } from "./pages/canvas.ts";
import { click, doubleClick, keys, lookPanel, takeFromPanel } from "./pages/gestures.ts";
import { drop } from "./pages/incoming.ts";
import { OutlinePart } from "./pages/keyboard.ts";
import { colourAt, inkIn, type Part, printOf, type Rgb } from "./pages/painted.ts";
import { drawnBox } from "./pages/picture.ts";
import { painted } from "./pages/png.ts";
import { recorded } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { opsOf } from "./pages/server.ts";
import { ThingsPart } from "./pages/things.ts";
import { CANDIDATE, expect, test } from "./scene.ts";

const MINUTES = 10;
/** Where each thing is painted, with some ground around it. */
const PARTS: Record<string, Part> = {
  "the picture": { x: 4, y: 60, width: 172, height: 100 },
  "the frame and what is in it": { x: 210, y: 40, width: 150, height: 140 },
  "the ellipse": { x: 374, y: 74, width: 112, height: 82 },
  "the highlighter": { x: 4, y: 200, width: 212, height: 60 },
  "the parallelogram": { x: 234, y: 204, width: 112, height: 82 },
  "the diamond": { x: 374, y: 204, width: 112, height: 82 },
  "the text": { x: 4, y: 310, width: 480, height: 130 },
};
/** What looks otherwise once it has been changed. */
const CHANGED = ["the picture", "the frame and what is in it", "the ellipse", "the parallelogram", "the text"];
const WORDS = "iiii llll one two three four";

const isRed = ([red, green, blue]: Rgb): boolean => red > 200 && green < 60 && blue < 60;
const isBlue = ([red, green, blue]: Rgb): boolean => red < 60 && green < 60 && blue > 200;

/** Every pixel of each part; `from` is where on this canvas the room's places begin. */
async function printsOf(canvas: CanvasPart, from = { x: 0, y: 0 }): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const [name, part] of Object.entries(PARTS)) {
    prints[name] = await printOf(canvas, { ...part, x: part.x + from.x, y: part.y + from.y });
  }
  return prints;
}

async function putDown(room: RoomPage): Promise<void> {
  // Red on the left, blue on the right.
  const bytes = painted(160, 80, (x) => (x < 80 ? [255, 0, 0] : [0, 0, 255]));
  await drop(room, { name: "halves.png", type: "image/png", bytes }, 90, 110);
  await room.canvas.shows(1);
  await keys(room, "Escape");
  const filled = async (tool: "Rectangle" | "Ellipse", x: number, y: number, width: number, height: number, colour: string) => {
    await room.drawShape(tool, x, y, width, height);
    const look = await lookPanel(room);
    await look.getByRole("group", { name: "Fill" }).getByRole("button", { name: colour, exact: true }).click();
    await room.canvas.surface.focus();
    await keys(room, "Escape");
  };
  await filled("Rectangle", 240, 100, 80, 50, "Blue");
  await filled("Ellipse", 380, 80, 100, 70, "Green");
  await keys(room, "f");
  await room.drag([220, 70], [280, 120], [340, 170]);
  await keys(room, "Escape", "Escape", "Shift+D");
  await room.drag([20, 220], [110, 240], [200, 220]);
  await keys(room, "v");
  await takeFromPanel(room, "Parallelogram");
  await room.drag([240, 210], [290, 240], [340, 280]);
  await room.drawShape("Diamond", 380, 210, 100, 70);
  await keys(room, "Escape");
  await doubleClick(room, 20, 340);
  await room.page.keyboard.type(WORDS);
  await keys(room, "Escape", "Escape");
  await room.canvas.shows(8);
}

async function change(room: RoomPage): Promise<void> {
  await test.step("the picture is cropped to its left half", async () => {
    await doubleClick(room, 90, 110);
    await room.drag([170, 110], [140, 110], [90, 110]);
    await keys(room, "Escape", "Escape");
  });
  await test.step("the rectangle goes over the border of its frame, which is named", async () => {
    await click(room, 260, 125);
    await keys(room, ...Array<string>(5).fill("Shift+ArrowRight"), "Escape");
    await doubleClick(room, 260, 70);
    await keys(room, "Control+a");
    await room.page.keyboard.type("Write path");
    await keys(room, "Escape", "Escape");
  });
  await test.step("the ellipse lets the ground shine through", async () => {
    await click(room, 430, 115);
    const slider = (await lookPanel(room)).getByRole("slider", { name: "Opacity" });
    await slider.focus();
    await keys(room, "Home");
    await expect(slider).toHaveAttribute("aria-valuetext", "10 %");
    await room.canvas.surface.focus();
    await keys(room, "Escape");
  });
  await test.step("the parallelogram is mirrored, and the diamond locked", async () => {
    await click(room, 290, 245);
    await keys(room, "Shift+H", "Escape");
    await click(room, 430, 245);
    await keys(room, "Control+Shift+L", "Escape");
  });
  await test.step("the text is for code, and wrapped", async () => {
    await click(room, 60, 340);
    await (await lookPanel(room)).getByRole("group", { name: "Typeface" }).getByRole("button", { name: "For code" }).click();
    await expect.poll(() => rightOf(room), "wider letters").toBeGreaterThan(280);
    const right = await rightOf(room);
    await room.drag([right + 2, 340], [right - 20, 340], [160, 340]);
    await room.canvas.surface.focus();
    await keys(room, "Escape");
    await expect.poll(() => rightOf(room)).toBeLessThan(170);
  });
  await room.isSaved();
}

/** How far the text reaches. */
async function rightOf(room: RoomPage): Promise<number> {
  const part = PARTS["the text"]!;
  return part.x + Math.max(...(await inkIn(room.canvas, part)).map(({ x }) => x));
}

test("what is no plain shape replays as the room showed it, at the end and before its change", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  await putDown(candidate);
  await candidate.isSaved();
  const before = await printsOf(candidate.canvas);
  const boxBefore = (await drawnBox(candidate))!;
  // The page's clock follows the room's from the next word of the server on.
  await server.advance(MINUTES * 60_000);
  await candidate.page.reload();
  await candidate.isOpen();
  await candidate.canvas.shows(8);
  await change(candidate);
  const after = await printsOf(candidate.canvas);
  const boxAfter = (await drawnBox(candidate))!;
  expect(Object.keys(PARTS).filter((name) => before[name] !== after[name])).toEqual(CHANGED);
  await test.step("the room shows what was done", async () => {
    const paper = await colourAt(candidate.canvas, 207, 187);
    const places = { "in the frame": 330, "beyond its border": 350 };
    const shown = Object.values(places).map(async (x) => (await colourAt(candidate.canvas, x, 127)).join() !== paper.join());
    expect(await Promise.all(shown), Object.keys(places).join()).toEqual([true, false]);
    expect(await colourAt(candidate.canvas, 107, 230), "the highlighter").not.toEqual(paper);
    expect(await colourAt(candidate.canvas, 427, 117), "the ellipse").not.toEqual(paper);
  });
  const [picture, inFrame, , frame] = await recorded(host);
  expect([picture?.kind, inFrame?.props["Frame"], frame?.kind]).toEqual(["Image", frame?.id, "Frame"]);
  const nibs = opsOf(await server.entries(host.id), "Update").flatMap(({ body }) => body.flatMap((done: any) => done.props));
  expect(nibs.flatMap((prop: any) => prop["Nib"] ?? [])).toEqual(["Highlighter"]);
  await host.end();

  const review = await staff.review(host.id);
  /** Where the room's places begin on the canvas of the review, which shows the board at the same size. */
  const from = async (box: { left: number; top: number }) => {
    const [shown, here, there] = [await drawnBox(review), await candidate.canvas.place(0, 0), await review.canvas.place(0, 0)];
    return { x: (shown?.left ?? 0) - there.x - (box.left - here.x), y: (shown?.top ?? 0) - there.y - (box.top - here.y) };
  };
  const replays = async (prints: Record<string, string>, box: { left: number; top: number }, when: string) => {
    const unlike = async () => {
      const replayed = await printsOf(review.canvas, await from(box));
      return Object.keys(PARTS).filter((name) => replayed[name] !== prints[name]);
    };
    await expect.poll(unlike, `${when}: what is painted otherwise than in the room`).toEqual([]);
  };
  const at = async (x: number, y: number, box: { left: number; top: number }) => {
    const corner = await from(box);
    return colourAt(review.canvas, x + corner.x, y + corner.y);
  };
  await test.step("at the end", async () => {
    await review.key("End");
    await review.canvas.shows(8);
    await replays(after, boxAfter, "at the end");
    expect(isRed(await at(50, 110, boxAfter)), "the left half of the picture").toBe(true);
    expect(isBlue(await at(130, 110, boxAfter)), "and no right one").toBe(false);
    const outline = new OutlinePart(review.page);
    await outline.open();
    await expect(outline.line("Write path")).toHaveCount(1);
    await outline.line("Diamond").click();
    await review.key("h");
    const told = [`00:\\d\\d ?Made by ${CANDIDATE}`, `${MINUTES}:\\d\\d ?Locked by ${CANDIDATE}`];
    await expect(new ThingsPart(review).lines).toHaveText(told.map((words) => new RegExp(`^${words}`)));
  });
  await test.step("and before anything was changed", async () => {
    await review.goTo(`${MINUTES}:00`);
    await review.canvas.shows(8);
    await replays(before, boxBefore, "before");
    expect(isBlue(await at(130, 110, boxBefore)), "the right half of the picture too").toBe(true);
  });
});
