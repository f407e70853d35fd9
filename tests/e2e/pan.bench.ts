// Panning 10,000 mixed elements at 1440x900: what a frame costs until its pixels can be read, with all of them in view and at
// the zoom one works at, beside Excalidraw in the same browser.

import { mixedElements, openBoard, pannedFrames, settled } from "./pages/measured.ts";
import { Peer } from "./pages/peer.ts";
import { percentile, row } from "./pages/rows.ts";
import { expect, test } from "./scene.ts";

const ELEMENTS = 10_000;
const COLUMNS = 125;
const FRAMES = 200;
/** Of the peer's frames, which may take a hundred times as long. */
const PEER_FRAMES = 40;
/** What our frame may take of the peer's. */
const PART = 0.25;
/** The zoom that shows all of them. */
const FAR = 0.17;

test("pan", async ({ server, stranger }) => {
  test.setTimeout(900_000);
  const elements = mixedElements(ELEMENTS, COLUMNS);
  const page = await stranger();
  const canvas = await openBoard(server, page, elements);
  const near = await pannedFrames(page, ".canvas", FRAMES);
  await page.keyboard.press("Shift+Digit1");
  await settled(canvas);
  // After a zoom the old picture is stretched until the new one is painted.
  await expect.poll(() => canvas.inked("baked")).toBeGreaterThan(50_000);
  await settled(canvas);
  const before = await canvas.surface.screenshot();
  const far = await pannedFrames(page, ".canvas", FRAMES);
  expect((await canvas.surface.screenshot()).equals(before), "the picture must have moved").toBe(false);
  await page.close();

  const peer = await Peer.open(await stranger(), elements);
  await peer.look(1, -100, -100);
  const peerNear = await pannedFrames(peer.page, ".excalidraw", PEER_FRAMES);
  await peer.look(FAR, 20, 20);
  const unmoved = await peer.page.screenshot();
  const peerFar = await pannedFrames(peer.page, ".excalidraw", PEER_FRAMES);
  expect((await peer.page.screenshot()).equals(unmoved), "the peer's picture must have moved").toBe(false);
  await peer.close();

  for (const [where, ours, theirs] of [["all in view", far, peerFar], ["at working zoom", near, peerNear]] as const) {
    const allowed = percentile(theirs, 50) * PART;
    row(`pan: 10,000 elements, ${where}, frame, median`, percentile(ours, 50), "ms", allowed);
    row(`pan: 10,000 elements, ${where}, frame, p95`, percentile(ours, 95), "ms");
    row(`pan: 10,000 elements, ${where}, Excalidraw's frame, median`, percentile(theirs, 50), "ms");
  }
});
