// Seeking in a recording of one hour with 200,000 entries: board and code painted; and from the address to the first frame.

import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

import { percentile, row } from "./pages/rows.ts";
import { expect, HOST, test } from "./scene.ts";
import { StaffPages } from "./pages/staff.ts";

const SEEKS = 60;

test("review", async ({ server, stranger }) => {
  const file = path.join(server.data, "hour.jsonl");
  const cargo = ["run", "--release", "--package", "tests", "--bin", "bench", "--", "--write-hour", file];
  await promisify(execFile)("cargo", cargo, { maxBuffer: 16 << 20 });
  const room = JSON.parse((await server.command("import", file)).stdout).room as string;
  const staff = new StaffPages(await stranger(), server);
  await staff.page.setViewportSize({ width: 1440, height: 900 });
  await staff.setUp(HOST);
  const begun = Date.now();
  const review = await staff.review(room);
  await expect.poll(() => staff.page.locator(".review").getAttribute("data-seq")).not.toBeNull();
  row("review: address to first frame", Date.now() - begun, "ms", 1_000);
  const millis = await review.playhead.evaluate(async (slider, seeks) => {
    const box = slider.getBoundingClientRect();
    // The time a frame began at: waiting for the screen is no cost.
    const frame = () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame((begun) => {
          // The page asks for its own callback after ours: a message comes when all callbacks of the frame have run.
          const after = new MessageChannel();
          after.port1.onmessage = () => resolve(begun);
          after.port2.postMessage(0);
        }),
      );
    // The same moments every time.
    let state = 2026;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const taken: number[] = [];
    const at = (type: string, part: number) => {
      const place = { clientX: box.left + box.width * part, clientY: box.bottom - 4 };
      slider.dispatchEvent(new PointerEvent(type, { ...place, pointerId: 1, buttons: 1, bubbles: true, isPrimary: true }));
    };
    at("pointerdown", 0.5);
    for (let seek = 0; seek < seeks; seek += 1) {
      const part = random();
      const start = performance.now();
      at("pointermove", part);
      const handling = performance.now() - start;
      const begun = await frame();
      for (const layer of document.querySelectorAll<HTMLCanvasElement>(".canvas canvas")) {
        layer.getContext("2d")?.getImageData(5, 5, 1, 1);
      }
      taken.push(handling + performance.now() - begun);
    }
    at("pointerup", 0.5);
    return taken;
  }, SEEKS);
  row("review: seek, board and code painted, median", percentile(millis, 50), "ms");
  row("review: seek, board and code painted, p95", percentile(millis, 95), "ms", 16);
});
