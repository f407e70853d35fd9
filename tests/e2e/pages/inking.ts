// What becomes of the places of a pen: when each was on the screen, in a page that is asked in every frame.

import type { Page } from "@playwright/test";

export interface Inked {
  /** Of each event, until a frame was painted in which its place is inked, in milliseconds. */
  waits: number[];
  /** Events told before a frame began whose place was not inked in that very frame. */
  late: number;
}

/** A line is smoothed, and passes a place of the pen at this distance at most. Between two frames a pen of the bench goes further. */
const SLACK_PX = 2;

declare global {
  interface Window {
    endWatching: () => Inked;
  }
}

/** Begins to watch; `endWatching` of the page gives what was seen. */
export function watchInk(page: Page): Promise<void> {
  return page.evaluate((slack) => {
    const seen: Inked = { waits: [], late: 0 };
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
        const reach = Math.ceil(slack * devicePixelRatio);
        const [side, alpha] = [2 * reach + 1, 3];
        const { data } = tile.getContext("2d")!.getImageData(across - reach, down - reach, side, side);
        return data.some((value, index) => index % 4 === alpha && value > 0);
      });
    };
    let waiting: { at: number; x: number; y: number }[] = [];
    let goesOn = true;
    surface.addEventListener("pointermove", (event) => {
      const [x, y] = [event.clientX - corner.left, event.clientY - corner.top];
      if (event.buttons !== 0) waiting.push({ at: event.timeStamp, x, y });
    });
    // Its size changes in every frame, and whoever watches sizes is called when everybody's callbacks of the frame have run and
    // before anything of it is shown: a message would have to wait behind other events.
    const probe = document.body.appendChild(document.createElement("div"));
    probe.style.cssText = "position: fixed; inline-size: 1px; block-size: 1px; visibility: hidden";
    let [last, told]: [(typeof waiting)[number] | undefined, number] = [undefined, 0];
    const painted = new ResizeObserver(() => {
      // Where the last place is inked, all before it are.
      if (last !== undefined && isInked(last.x, last.y)) {
        seen.waits.push(...waiting.splice(0, told).map(({ at }) => performance.now() - at));
      } else {
        seen.late += told;
      }
    });
    painted.observe(probe);
    const frame = () => {
      [last, told] = [waiting.at(-1), waiting.length];
      probe.style.inlineSize = probe.style.inlineSize === "1px" ? "2px" : "1px";
      if (goesOn) requestAnimationFrame(frame);
      else painted.disconnect();
    };
    requestAnimationFrame(frame);
    window.endWatching = () => ((goesOn = false), seen);
  }, SLACK_PX);
}
