// What the page's main thread works in each frame, as the browser itself accounts for it: all of its tasks since the frame before.
// Time of the processor: on a machine with few of them a task also waits for its turn, behind the test runner among others.

import type { Browser, Page } from "@playwright/test";

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  /** Microseconds of the processor. */
  tdur?: number;
  args: { name?: string; src_func?: string };
}

const TASK = "ThreadControllerImpl::RunTask";
const FRAME = "ScheduledActionSendBeginMainFrame";

/** Milliseconds of each frame while a deed is done, and what the deed gave. */
export async function frameCosts<T>(page: Page, deed: () => Promise<T>): Promise<{ costs: number[]; value: T }> {
  const browser = page.context().browser() as Browser;
  await browser.startTracing(page, { categories: ["toplevel"] });
  const value = await deed();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const costs = perFrame(tasksOfPage(trace.traceEvents));
  if (costs.length === 0) throw new Error("the browser's trace tells of no frame");
  return { costs, value };
}

/** The tasks of the main thread that makes the most frames: other tabs rest. */
function tasksOfPage(events: TraceEvent[]): TraceEvent[] {
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = new Set(events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(thread));
  const tasks = events.filter((event) => event.ph === "X" && event.name === TASK && mains.has(thread(event)));
  const ofThreads = [...mains].map((main) => tasks.filter((task) => thread(task) === main));
  const frames = (tasks: TraceEvent[]) => tasks.filter(({ args }) => args.src_func === FRAME).length;
  return ofThreads.sort((one, other) => frames(other) - frames(one))[0] ?? [];
}

function perFrame(tasks: TraceEvent[]): number[] {
  const costs: number[] = [];
  let spent = 0;
  for (const { tdur, args } of tasks.sort((one, other) => one.ts - other.ts)) {
    spent += (tdur ?? 0) / 1_000;
    if (args.src_func === FRAME) {
      costs.push(spent);
      spent = 0;
    }
  }
  return costs;
}
