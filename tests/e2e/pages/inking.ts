// What becomes of the places of a pen: when each was on the screen, in a page that is asked in every frame.

import type { Page } from "@playwright/test";

export interface Inked {
  /** Of each event, until a frame was ready in which its place is inked, in milliseconds. */
  waits: number[];
  /** Events told before a frame began whose place was not inked in that very frame. */
  late: number;
  /** What the page needs the main thread for in each frame, in milliseconds. */
  frames: number[];
}

declare global {
  interface Window {
    endWatching: () => Inked;
  }
}

/** Begins to watch; `endWatching` of the page gives what was seen. */
export function watchInk(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen: Inked = { waits: [], late: 0, frames: [] };
    const surface = document.querySelector<HTMLCanvasElement>(".canvas-over")!;
    const wet = document.querySelector(".canvas-wet")!;
    const corner = surface.getBoundingClientRect();
    // Ink under a pen is on small canvases, gone when the pen is lifted.
    const isInked = (x: number, y: number) => {
      const [left, top] = [corner.left + x, corner.top + y];
      return [...wet.querySelectorAll("canvas")].some((tile) => {
        const place = tile.getBoundingClientRect();
        if (left < place.left || left >= place.right || top < place.top || top >= place.bottom) return false;
        const [across, down] = [(left - place.left) * devicePixelRatio, (top - place.top) * devicePixelRatio];
        return (tile.getContext("2d")?.getImageData(across, down, 1, 1).data[3] ?? 0) > 0;
      });
    };
    let waiting: { at: number; x: number; y: number }[] = [];
    let goesOn = true;
    surface.addEventListener("pointermove", (event) => {
      const [x, y] = [event.clientX - corner.left, event.clientY - corner.top];
      if (event.buttons !== 0) waiting.push({ at: event.timeStamp, x, y });
    });
    const frame = (begun: number) => {
      // What comes between the frame and the message is for the next frame.
      const [last, told] = [waiting.at(-1), waiting.length];
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        seen.frames.push(performance.now() - begun);
        // Where the last place is inked, all before it are.
        if (last !== undefined && isInked(last.x, last.y)) {
          seen.waits.push(...waiting.splice(0, told).map(({ at }) => performance.now() - at));
        } else {
          seen.late += told;
        }
        if (goesOn) requestAnimationFrame(frame);
      };
      after.port2.postMessage(0);
    };
    requestAnimationFrame(frame);
    window.endWatching = () => ((goesOn = false), seen);
  });
}
