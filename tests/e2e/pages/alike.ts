// One after the other somebody does things; each is painted for another person pixel by pixel as for who did it, and replays so.

import { expect, test } from "@playwright/test";

import { type Part, printOf } from "./painted.ts";
import { drawnBox } from "./picture.ts";
import type { ReviewPage } from "./review.ts";
import type { RoomPage } from "./room.ts";
import type { Server } from "./server.ts";

/** All of the board that both have in view. */
const WHOLE: Part = { x: 0, y: 20, width: 490, height: 440 };

interface Done {
  name: string;
  /** When its last entry was recorded, in milliseconds of the room. */
  at: number;
  print: string;
  /** From the corner of the part that is looked at to what is drawn. */
  corner: { x: number; y: number };
}

export class Alike {
  private readonly done: Done[] = [];

  constructor(
    private readonly server: Server,
    private readonly mine: RoomPage,
    private readonly theirs: RoomPage,
  ) {}

  /** Does something that can be seen, and waits until the other sees the same. */
  async does(name: string, deed: () => Promise<void>): Promise<void> {
    await test.step(name, async () => {
      const before = await printOf(this.mine.canvas, WHOLE);
      await deed();
      await this.mine.isSaved();
      await expect.poll(() => printOf(this.mine.canvas, WHOLE), `${name}: it can be seen`).not.toBe(before);
      const print = await printOf(this.mine.canvas, WHOLE);
      await expect.poll(() => printOf(this.theirs.canvas, WHOLE), `${name}: for the other as well`).toBe(print);
      const last = (await this.server.entries(this.mine.id)).at(-1);
      this.done.push({ name, at: last?.at ?? 0, print, corner: await cornerOf(this.mine) });
    });
  }

  /** Goes to every one of these moments. */
  async replay(review: ReviewPage): Promise<void> {
    for (const { name, at, print, corner } of this.done) {
      await test.step(`${name}, replayed`, async () => {
        const address = new URL(review.page.url());
        address.searchParams.set("at", `${Math.floor(at / 60_000)}:${((at % 60_000) / 1_000).toFixed(3)}`);
        await review.page.goto(address.href);
        await review.isOpen();
        const replayed = async () => {
          const shown = await cornerOf(review);
          return printOf(review.canvas, { ...WHOLE, x: WHOLE.x + shown.x - corner.x, y: WHOLE.y + shown.y - corner.y });
        };
        await expect.poll(replayed, `${name}: in the review`).toBe(print);
      });
    }
  }
}

async function cornerOf(room: RoomPage | ReviewPage): Promise<{ x: number; y: number }> {
  const [box, here] = [await drawnBox(room), await room.canvas.place(0, 0)];
  return { x: (box?.left ?? 0) - here.x, y: (box?.top ?? 0) - here.y };
}
