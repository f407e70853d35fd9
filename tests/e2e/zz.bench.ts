// A pen that tells 240 places a second, on a board with 4,000 elements: nothing of it is lost, no frame is late, and what it
// draws is on the screen with the next frame, also on a machine four times as slow.

import { mixedElements, openBoard } from "./pages/measured.ts";
import { percentile, row } from "./pages/rows.ts";
import { expect, test } from "./scene.ts";
test.use({ launchOptions: { executablePath: process.env["CHROMIUM"]!, args: ["--no-sandbox", "--disable-gpu"] } });

const ELEMENTS = 4_000;
const COLUMNS = 80;
const PER_SECOND = 240;
const SECONDS = 3;

interface Drawn {
  /** Of each event, until a frame was ready in which its place is inked. */
  waits: number[];
  /** What the page needs the main thread for in each frame. */
  frames: number[];
  told: number;
}

test("pen", async ({ server, stranger }) => {
  const page = await stranger();
  const canvas = await openBoard(server, page, mixedElements(ELEMENTS, COLUMNS));
  const room = /\/room\/([0-9a-f]{32})/.exec(page.url())?.[1] ?? "";
  const devtools = await page.context().newCDPSession(page);
  const box = (await canvas.surface.boundingBox())!;
  const draw = async (height: number): Promise<Drawn> => {
    await page.getByRole("button", { name: "Pen", exact: true }).first().click();
    await page.evaluate(() => {
      const drawn: Drawn = { waits: [], frames: [], told: 0 };
      const layer = document.querySelector<HTMLCanvasElement>(".canvas-over")!;
      const corner = layer.getBoundingClientRect();
      let waiting: { at: number; x: number; y: number }[] = [];
      let goesOn = true;
      layer.addEventListener("pointermove", (event) => {
        const [x, y] = [event.clientX - corner.left, event.clientY - corner.top];
        if (event.buttons !== 0) waiting.push({ at: event.timeStamp, x, y });
        drawn.told += event.buttons === 0 ? 0 : event.getCoalescedEvents().length;
      });
      const frame = (begun: number) => {
        const after = new MessageChannel();
        after.port1.onmessage = () => {
          drawn.frames.push(performance.now() - begun);
          const context = layer.getContext("2d");
          waiting = waiting.filter(({ at, x, y }) => {
            const inked = context?.getImageData(x * devicePixelRatio, y * devicePixelRatio, 1, 1).data[3] ?? 0;
            if (inked > 0) drawn.waits.push(performance.now() - at);
            return inked === 0;
          });
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
    for (let step = 1; step < PER_SECOND * SECONDS; step += 1) {
      const due = begun + (step * 1_000) / PER_SECOND;
      while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve));
      answers.push(send("mouseMoved", step));
    }
    await Promise.all(answers);
    await send("mouseReleased", PER_SECOND * SECONDS - 1);
    await expect(page.getByText("Saved")).toBeVisible();
    return page.evaluate(() => (window as unknown as { endDrawn: () => Drawn }).endDrawn());
  };
  const recorded = async () => {
    const entries = await server.entries(room);
    return entries.reduce((sum, { op }) => sum + ((op["InkExtend"] as { samples: unknown[] } | undefined)?.samples.length ?? 0), 0);
  };

  const events: any[] = []; devtools.on("Tracing.dataCollected", (d) => events.push(...d.value));
  await devtools.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline", "cc", "blink"] } } as any);
  const own = await draw(200);
  const done = new Promise((r) => devtools.on("Tracing.tracingComplete", r)); await devtools.send("Tracing.end"); await done;
  const mainT = events.find((e) => e.name === "thread_name" && e.args.name === "CrRendererMain");
  for (const tname of ["CrRendererMain", "Compositor", "VizCompositorThread"]) { for (const th of events.filter((e) => e.name === "thread_name" && e.args.name === tname)) {
  const sum = new Map<string, [number, number, number]>(); for (const e of events) if (e.ph === "X" && e.tid === th.tid && e.pid === th.pid) { const v = sum.get(e.name) ?? [0, 0, 0]; v[0] += e.dur / 1000; v[1] += (e.tdur ?? 0) / 1000; v[2] += 1; sum.set(e.name, v); }
  console.log("=== " + tname + " " + th.pid); console.log([...sum].sort((a, b) => b[1][0] - a[1][0]).slice(0, tname === "CrRendererMain" ? 32 : 10).map(([k, v]) => `${v[0].toFixed(0)} wall ${v[1].toFixed(0)} cpu x${v[2]} ${k}`).join("\n")); } }
  console.log("frames", own.frames.length, own.frames.map((f) => f.toFixed(0)).join(" "), "told", own.told, own.waits.length);
});
