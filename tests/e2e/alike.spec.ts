// Whatever one does to what is drawn is painted alike for the other, and is replayed alike.

import { Alike } from "./pages/alike.ts";
import { click, doubleClick, dragHolding, keys, lookPanel, takeFromPanel } from "./pages/gestures.ts";
import { drop, paste } from "./pages/incoming.ts";
import { painted } from "./pages/png.ts";
import { recorded, standing } from "./pages/recorded.ts";
import type { RoomPage } from "./pages/room.ts";
import { opsOf } from "./pages/server.ts";
import { CANDIDATE, expect, test } from "./scene.ts";

/** Three filled boxes that lie on each other, the last one apart. */
const BOXES = {
  type: "excalidraw",
  version: 2,
  elements: [
    { id: "red", x: 40, y: 100, backgroundColor: "#ffc9c9" },
    { id: "green", x: 110, y: 130, backgroundColor: "#b2f2bb" },
    { id: "blue", x: 260, y: 230, backgroundColor: "#a5d8ff" },
  ].map((box) => ({ ...box, type: "rectangle", width: 120, height: 80, strokeColor: "#1e1e1e", fillStyle: "solid", roughness: 0 })),
};
/** Of the board's own measure to its unit. */
const EIGHTHS = 8;
const MIDDLE = [210, 205] as const;

/** The three boxes, dropped as a file where their places are those of the board. */
function dropBoxes(room: RoomPage): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(BOXES));
  return drop(room, { name: "boxes.excalidraw", type: "application/json", bytes }, ...MIDDLE);
}

test("order, lining up, spacing, packing and stretching are painted alike for everybody, and replay", async ({ interview, server }) => {
  test.setTimeout(180_000);
  const { host, candidate, staff } = await interview();
  const alike = new Alike(server, candidate, host);
  await alike.does("a dropped drawing", () => dropBoxes(candidate));
  await keys(candidate, "Escape");
  await click(candidate, 60, 120);
  for (const [name, key] of [["to the front", "]"], ["to the back", "["], ["forward", "Control+]"], ["backward", "Control+["]] as const) {
    await alike.does(name, () => keys(candidate, key));
  }
  await keys(candidate, "Control+a");
  const ways = ["Left", "Right", "Up", "Down"].map((side) => `Control+Shift+Arrow${side}`);
  for (const key of [...ways, "Alt+h", "Alt+v", "Alt+Shift+H", "Alt+Shift+V"]) {
    await alike.does(key, () => keys(candidate, key));
    await alike.does(`${key}, taken back`, () => keys(candidate, "Control+z"));
  }
  const look = await lookPanel(candidate);
  for (const name of ["Put into a row", "Put into a column", "Pack closely", "Make equally wide", "Make equally high"]) {
    await alike.does(name, () => look.getByRole("button", { name, exact: true }).click());
    // From sizes that differ: the others have nothing to do where all are as large.
    await keys(candidate, "Control+z");
  }
  await host.end();
  await alike.replay(await staff.review(host.id));
});

test("polygons, fillings, straight strokes, notes and erasing are painted alike for everybody, and replay", async ({ interview, server }) => {
  test.setTimeout(120_000);
  const { host, candidate, staff } = await interview();
  const alike = new Alike(server, candidate, host);
  await alike.does("a polygon", async () => {
    await keys(candidate, "l");
    for (const [x, y] of [[40, 60], [160, 60], [160, 140], [40, 60]] as const) await click(candidate, x, y);
  });
  const look = await lookPanel(candidate);
  const press = (group: string, name: string) => look.getByRole("group", { name: group }).getByRole("button", { name, exact: true }).click();
  await alike.does("filled", () => press("Fill", "Blue"));
  await alike.does("with crossed lines", () => press("Inside", "Crossed lines"));
  await keys(candidate, "Escape");
  await alike.does("a straight stroke", async () => {
    await candidate.take("Pen");
    await dragHolding(candidate, "Shift", [200, 60], [260, 120], [400, 60]);
  });
  await keys(candidate, "Escape");
  await alike.does("a note that grows", async () => {
    await takeFromPanel(candidate, "Sticky note");
    await click(candidate, 110, 240);
    await candidate.page.keyboard.type("reads outnumber writes by far, so that a cache in front pays twice and more");
    await keys(candidate, "Escape");
  });
  const note = (await standing(host)).find(({ what }) => what === "Sticky")!;
  const { x, y, width, height } = { ...note.props["Origin"], ...note.props["Size"] };
  expect(height, "as high as its words").toBeGreaterThan(width);
  expect(note.props["Hatch"], "nothing lies across its words").toBeUndefined();
  await alike.does("the next note, by the handle beside it", async () => {
    // The surface begins left of what no panel covers.
    await click(candidate, (x + width) / EIGHTHS - 300 + 24, (y + height / 2) / EIGHTHS);
    await candidate.page.keyboard.type("second");
    await keys(candidate, "Escape", "Escape");
  });
  await test.step("whose note it is", async () => {
    await click(host, 110, 300);
    await expect((await lookPanel(host)).getByText(`Made by ${CANDIDATE}`)).toBeVisible();
    await keys(host, "Escape");
  });
  await alike.does("an eraser that goes over things", async () => {
    await keys(candidate, "e");
    await candidate.drag([380, 40], [300, 60], [300, 100]);
  });
  const [entries, taken] = [await server.entries(host.id), (await standing(host)).map(({ kind, what }) => what ?? kind)];
  expect(opsOf(entries, "Delete")).toHaveLength(1);
  expect(taken).not.toContain("Ink");
  expect(opsOf(entries, "Update").flatMap(({ body }) => JSON.stringify(body)).join()).toContain("Cross");
  await host.end();
  await alike.replay(await staff.review(host.id));
});

test("sizes of letters, another shape and what is pasted are painted alike for everybody, and replay", async ({ interview, server }) => {
  test.setTimeout(120_000);
  const { host, candidate, staff } = await interview();
  await candidate.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const alike = new Alike(server, candidate, host);
  await alike.does("a text", async () => {
    await doubleClick(candidate, 20, 380);
    await candidate.page.keyboard.type("Hot keys");
    await keys(candidate, "Escape");
  });
  const look = await lookPanel(candidate);
  const sizes = [];
  for (const name of ["Small", "Large", "Very large", "Medium"]) {
    await alike.does(name, () => look.getByRole("group", { name: "Letters" }).getByRole("button", { name, exact: true }).click());
    sizes.push((await recorded(host))[0]?.props["FontSize"]);
  }
  expect(sizes).toEqual([16, 28, 40, 20]);
  await candidate.canvas.surface.focus();
  await keys(candidate, "Escape");

  await candidate.drawShape("Rectangle", 40, 60, 100, 60);
  await candidate.drawShape("Cylinder", 260, 60, 100, 60);
  await candidate.take("Connector");
  await candidate.drag([90, 90], [200, 90], [310, 90]);
  await keys(candidate, "Escape");
  await click(candidate, 42, 80);
  await alike.does("another shape", () => keys(candidate, "Tab"));
  const [, shape, , line] = await recorded(host);
  expect([shape?.props["Shape"], line?.props["Start"].bound.element], "still tied to").toEqual(["Rounded", shape?.id]);

  await alike.does("a style that is pasted", async () => {
    await look.getByRole("group", { name: "Fill" }).getByRole("button", { name: "Green", exact: true }).click();
    await candidate.canvas.surface.focus();
    await keys(candidate, "Control+Alt+c", "Escape");
    await click(candidate, 358, 85);
    await keys(candidate, "Control+Alt+v");
  });
  await alike.does("things that are pasted", async () => {
    await keys(candidate, "Control+c");
    const at = await candidate.canvas.place(100, 200);
    await candidate.page.mouse.move(at.x, at.y);
    await keys(candidate, "Control+v", "Escape");
  });
  await alike.does("a picture that is pasted", async () => {
    const at = await candidate.canvas.place(320, 240);
    await candidate.page.mouse.move(at.x, at.y);
    await paste(candidate, { name: "picture.png", type: "image/png", bytes: painted(90, 60, (x) => (x < 45 ? [255, 0, 0] : [0, 0, 255])) });
    await candidate.canvas.shows(6);
  });
  expect((await standing(host)).map(({ kind }) => kind)).toEqual(["Text", "Shape", "Shape", "Connector", "Shape", "Image"]);
  await host.end();
  await alike.replay(await staff.review(host.id));
});
