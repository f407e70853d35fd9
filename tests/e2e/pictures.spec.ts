// Pictures that are picked, taken with a camera, mirrored; pages of PDF files to draw on.

import { aRoom, asked, keys, takeFromPanel } from "./pages/gestures.ts";
import { drop } from "./pages/incoming.ts";
import { colourAt, pixelsIn } from "./pages/painted.ts";
import { pdf } from "./pages/pdf.ts";
import { painted, png } from "./pages/png.ts";
import { recorded } from "./pages/recorded.ts";
import { expect, test } from "./scene.ts";

const EIGHTHS = 8;
const RED = { name: "red.png", mimeType: "image/png", buffer: png(80, 60, [255, 0, 0]) };
const BLUE = { name: "blue.png", mimeType: "image/png", buffer: png(80, 60, [0, 0, 255]) };

/** Whether colours are told apart easily. */
const isRed = ([red, green, blue]: readonly number[]): boolean => red! > 200 && green! < 60 && blue! < 60;
const isBlue = ([red, green, blue]: readonly number[]): boolean => red! < 60 && green! < 60 && blue! > 200;

test("a page of a PDF file lies under everything, stays where it is and is drawn over", async ({ interview }) => {
  test.setTimeout(120_000);
  const { host, candidate } = await interview();
  const { page } = candidate;
  // Red from edge to edge on the second page only.
  const file = { name: "task.pdf", mimeType: "application/pdf", buffer: pdf(200, 100, ["", "1 0 0 rg 0 0 200 100 re f"]) };
  await candidate.drawShape("Rectangle", 60, 100);
  await candidate.canvas.shows(1);
  await keys(candidate, "Escape");
  const chooser = await asked(page, () => takeFromPanel(candidate, "PDF page …"));
  expect(chooser.isMultiple()).toBe(false);
  await chooser.setFiles(file);
  const dialog = page.getByRole("dialog", { name: "A page to draw on" });
  await expect(dialog.getByAltText("Page 1")).toBeVisible();
  await dialog.getByLabel("Page (1 to 2)").fill("2");
  await dialog.getByLabel("Page (1 to 2)").press("Tab");
  await expect(dialog.getByAltText("Page 2")).toBeVisible();
  await dialog.getByRole("button", { name: "Put it on the board" }).click();
  await expect(dialog).toBeHidden();
  await candidate.canvas.shows(2);
  await host.canvas.shows(2);

  const sheet = async () => (await recorded(host))[1]!;
  const [box, put] = [(await recorded(host))[0]!, await sheet()];
  expect(put.props["Order"] < box.props["Order"], "under what was there").toBe(true);
  expect([put.kind, put.props["Locked"]]).toEqual(["Image", true]);
  const { x, y } = { x: put.props["Origin"].x / EIGHTHS - 300, y: put.props["Origin"].y / EIGHTHS };
  const middle = [x + put.props["Size"].width / 16, y + put.props["Size"].height / 16] as const;
  for (const { canvas } of [candidate, host]) {
    await expect.poll(async () => isRed(await colourAt(canvas, middle[0], middle[1]))).toBe(true);
  }
  await test.step("a drag leaves it where it is", async () => {
    await candidate.drag([middle[0], middle[1]], [middle[0] - 30, middle[1] + 20], [middle[0] - 90, middle[1] + 60]);
    await keys(candidate, "Escape");
    expect((await sheet()).props).toEqual(put.props);
  });
  await test.step("a stroke goes over it", async () => {
    await candidate.take("Pen");
    await candidate.drag([middle[0] - 40, middle[1]], [middle[0], middle[1]], [middle[0] + 40, middle[1]]);
    await candidate.canvas.shows(3);
    await host.canvas.shows(3);
    for (const { canvas } of [candidate, host]) {
      await expect.poll(() => canvas.isDrawn(middle[0] - 4, middle[1] - 4)).toBe(true);
      expect(isRed(await colourAt(canvas, middle[0], middle[1] + 20)), "the page is still around it").toBe(true);
    }
  });
});

test("what is no PDF file is refused in the dialog", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await drop(room, { name: "broken.pdf", type: "application/pdf", bytes: Buffer.from("no pages") });
  const dialog = room.page.getByRole("dialog", { name: "A page to draw on" });
  await expect(dialog.getByRole("alert")).toContainText("no PDF file");
  await expect(dialog.getByRole("button", { name: "Put it on the board" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await room.canvas.shows(0);
});

test("pictures are picked by a key and from the panel, several at once", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  await room.canvas.surface.focus();
  const byKey = await asked(room.page, () => keys(room, "9"));
  expect(byKey.isMultiple()).toBe(true);
  await byKey.setFiles([RED, BLUE]);
  await room.canvas.shows(2);
  const [one, other] = await recorded(room);
  const apart = [one, other].map((picture) => picture!.props["Origin"].x).sort((left, right) => left - right);
  expect(apart[1] - apart[0], "beside each other").toBe(24 * EIGHTHS);
  expect(one!.what).not.toBe(other!.what);

  const byPanel = await asked(room.page, () => takeFromPanel(room, "Picture …"));
  await byPanel.setFiles(RED);
  await room.canvas.shows(3);
  const made = await recorded(room);
  expect(made.map(({ kind }) => kind)).toEqual(["Image", "Image", "Image"]);
  const { Origin, Size } = made[2]!.props;
  expect([Size.width, Size.height], "as large as its pixels").toEqual([80 * EIGHTHS, 60 * EIGHTHS]);
  const middle = [(Origin.x + Size.width / 2) / EIGHTHS - 300, (Origin.y + Size.height / 2) / EIGHTHS] as const;
  await expect.poll(async () => isRed(await colourAt(room.canvas, ...middle)), "the last is on top").toBe(true);
});

test("a photo comes from the camera that looks away from the person", async ({ server, stranger }) => {
  const room = await aRoom(await stranger(), server);
  const chooser = await asked(room.page, () => takeFromPanel(room, "Take a photo …"));
  const field = chooser.element();
  expect([await field.getAttribute("capture"), await field.getAttribute("accept")]).toEqual(["environment", "image/*"]);
  await chooser.setFiles(BLUE);
  await room.canvas.shows(1);
  const [photo] = await recorded(room);
  expect([photo?.kind, photo?.props["Locked"]]).toEqual(["Image", false]);
  const { Origin, Size } = photo!.props;
  const middle = [(Origin.x + Size.width / 2) / EIGHTHS - 300, (Origin.y + Size.height / 2) / EIGHTHS] as const;
  await expect.poll(async () => isBlue(await colourAt(room.canvas, ...middle))).toBe(true);
});

test("a picture is mirrored, for everybody", async ({ interview }) => {
  const { host, candidate } = await interview();
  // Red in its upper left quarter, blue elsewhere.
  const bytes = painted(200, 100, (x, y) => (x < 100 && y < 50 ? [255, 0, 0] : [0, 0, 255]));
  await drop(candidate, { name: "quarter.png", type: "image/png", bytes });
  await candidate.canvas.shows(1);
  await host.canvas.shows(1);
  // The middles of the quarters are the corners of this.
  const part = { x: 250, y: 275, width: 101, height: 51 };
  const quarters = { "left top": 0, "right top": 100, "left bottom": 50 * 101, "right bottom": 50 * 101 + 100 };
  const redIs = async (where: string) => {
    for (const { canvas } of [candidate, host]) {
      const seen = async () => {
        const pixels = await pixelsIn(canvas, part);
        return Object.entries(quarters).flatMap(([name, index]) => (isRed(pixels[index]!) ? [name] : []));
      };
      await expect.poll(seen).toEqual([where]);
    }
  };
  const flip = async () => (await recorded(host))[0]?.props["Flip"];
  await redIs("left top");
  await keys(candidate, "Shift+H");
  await redIs("right top");
  expect(await flip()).toEqual({ horizontal: true, vertical: false });
  await keys(candidate, "Shift+V");
  await redIs("right bottom");
  expect(await flip()).toEqual({ horizontal: true, vertical: true });
  await keys(candidate, "Control+z", "Control+z");
  await redIs("left top");
});
