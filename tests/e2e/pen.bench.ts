// A pen that tells 240 places a second, on a board with 4,000 elements: nothing of it is lost, no frame is late, and what it
// draws is on the screen with the next frame, also on a machine four times as slow.

import { mixedElements, openBoard } from "./pages/measured.ts";
import { percentile, row } from "./pages/rows.ts";
import { expect, test } from "./scene.ts";

const ELEMENTS = 4_000;
const COLUMNS = 80;
const PER_SECOND = 240;
const SECONDS = 3;

interface Drawn {
  /** Of each event, until a frame was ready in which its place is inked. */
  waits: number[];
  /** Events told before a frame began whose place was not inked in that very frame. */
  late: number;
  /** What the page needs the main thread for in each frame. */
  frames: number[];
  told: number;
}

// The screen's own pace: a frame that comes late is late.
test.use({ launchOptions: { executablePath: process.env["CHROMIUM"]!, args: ["--no-sandbox", "--disable-gpu"] } });

test("pen", async ({ server, stranger }) => {
  const page = await stranger();
  const canvas = await openBoard(server, page, mixedElements(ELEMENTS, COLUMNS));
  const room = /\/room\/([0-9a-f]{32})/.exec(page.url())?.[1] ?? "";
  const devtools = await page.context().newCDPSession(page);
  const box = (await canvas.surface.boundingBox())!;
  const draw = async (height: number, seconds: number): Promise<Drawn> => {
    await page.getByRole("button", { name: "Pen", exact: true }).first().click();
    await page.evaluate(() => {
      const drawn: Drawn = { waits: [], late: 0, frames: [], told: 0 };
      const surface = document.querySelector<HTMLCanvasElement>(".canvas-over")!;
      const wet = document.querySelector<HTMLCanvasElement>(".canvas-wet")!;
      const corner = surface.getBoundingClientRect();
      // Ink under a pen is on a canvas that is only as large as it needs, and cleared when the pen is lifted.
      const isInked = (x: number, y: number) => {
        const place = wet.getBoundingClientRect();
        const [across, down] = [(corner.left + x - place.left) * devicePixelRatio, (corner.top + y - place.top) * devicePixelRatio];
        return (wet.getContext("2d")?.getImageData(across, down, 1, 1).data[3] ?? 0) > 0;
      };
      let waiting: { at: number; x: number; y: number }[] = [];
      let goesOn = true;
      surface.addEventListener("pointermove", (event) => {
        const [x, y] = [event.clientX - corner.left, event.clientY - corner.top];
        if (event.buttons !== 0) waiting.push({ at: event.timeStamp, x, y });
        drawn.told += event.buttons === 0 ? 0 : event.getCoalescedEvents().length;
      });
      const frame = (begun: number) => {
        // What comes between the frame and the message is for the next frame.
        const [last, told] = [waiting.at(-1), waiting.length];
        const after = new MessageChannel();
        after.port1.onmessage = () => {
          drawn.frames.push(performance.now() - begun);
          // Where the last place is inked, all before it are.
          if (last !== undefined && isInked(last.x, last.y)) {
            drawn.waits.push(...waiting.splice(0, told).map(({ at }) => performance.now() - at));
          } else {
            drawn.late += told;
          }
          if (goesOn) requestAnimationFrame(frame);
        };
        after.port2.postMessage(0);
      };
      requestAnimationFrame(frame);
      Object.assign(window, { drawn, endDrawn: () => ((goesOn = false), drawn) });
    });
    const send = (type: "mousePressed" | "mouseMoved" | "mouseReleased", step: number) => {
      const [x, y] = [box.x + 120 + step * 1.3, box.y + height + 60 * Math.sin(step / 18)];
      const pen = { pointerType: "pen", force: 0.3 + (step % 50) / 100, button: "left", clickCount: 1 } as const;
      return devtools.send("Input.dispatchMouseEvent", { type, x, y, buttons: type === "mouseReleased" ? 0 : 1, ...pen });
    };
    await send("mousePressed", 0);
    const begun = performance.now();
    const answers: Promise<unknown>[] = [];
    for (let step = 1; step < PER_SECOND * seconds; step += 1) {
      const due = begun + (step * 1_000) / PER_SECOND;
      // Not waited for in a loop: that would take one of the processors from the page.
      if (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
      answers.push(send("mouseMoved", step));
    }
    await Promise.all(answers);
    await send("mouseReleased", PER_SECOND * seconds - 1);
    await expect(page.getByText("Saved")).toBeVisible();
    return page.evaluate(() => (window as unknown as { endDrawn: () => Drawn }).endDrawn());
  };
  const recorded = async () => {
    const entries = await server.entries(room);
    return entries.reduce((sum, { op }) => sum + ((op["InkExtend"] as { samples: unknown[] } | undefined)?.samples.length ?? 0), 0);
  };

  // The first stroke compiles what draws the others.
  await draw(100, 1);
  const before = await recorded();
  const own = await draw(200, SECONDS);
  const kept = await recorded();
  row("pen: samples not kept, of 719 at 240 Hz", PER_SECOND * SECONDS - 1 - (kept - before), "samples", 0);
  row("pen: 4,000 elements, main thread in a frame, worst", Math.max(...own.frames), "ms", 16);
  row("pen: samples not inked in the next frame", own.late, "samples", 0);
  row("pen: input to pixels, p95", percentile(own.waits, 95), "ms");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const slowed = await draw(500, SECONDS);
  row("pen: processor slowed four times, input to pixels, p95", percentile(slowed.waits, 95), "ms", 33);
  row("pen: processor slowed four times, samples not kept", PER_SECOND * SECONDS - 1 - ((await recorded()) - kept), "samples", 0);
});
