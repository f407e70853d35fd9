// Wherever one jumps from, the picture of a moment is the one that opening the review at that moment paints: the same pixels.

import type { Page } from "@playwright/test";

import { drawing, SECONDS } from "./pages/drawing.ts";
import { ReviewPage } from "./pages/review.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

/** What a moment showed after a jump. */
interface Shown {
  second: number;
  seq: number;
  picture: string;
}

test("a jump shows exactly what opening at that moment shows, also after the view changed", async ({ server, stranger }) => {
  test.slow();
  const room = await server.import("drawing.jsonl", drawing());
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const review = await staff.review(room);

  /** Drags the thumb over moments without letting go, and looks at each. */
  const jumped = async (parts: number[]): Promise<Shown[]> => {
    const shown: Shown[] = [];
    await review.takeThumb();
    for (const part of parts) {
      await review.moveThumb(part);
      const picture = await review.canvas.fingerprint();
      shown.push({ second: await review.second(), seq: await review.seq(), picture });
    }
    await review.page.mouse.up();
    return shown;
  };
  /** Compares them with pages that are opened for the purpose and never jump. */
  const isTheSameOpened = async (moments: Shown[], prepare: (page: Page) => Promise<void>) => {
    expect(new Set(moments.map((moment) => moment.picture)).size).toBe(moments.length);
    for (const moment of moments) {
      const page = await review.page.context().newPage();
      await page.setViewportSize(review.page.viewportSize() ?? { width: 800, height: 600 });
      await page.goto(`${server.url}/review/${room}?at=${moment.second}`);
      const opened = new ReviewPage(page);
      await opened.isOpen();
      await prepare(page);
      expect(await opened.seq()).toBe(moment.seq);
      await expect.poll(() => opened.canvas.fingerprint(), `at ${moment.second} of ${SECONDS} s`).toBe(moment.picture);
      await page.close();
    }
  };

  await test.step("forwards and backwards, far and near", async () => {
    await review.canvas.isPrepared();
    const moments = await jumped([0.93, 0.21, 0.22, 0.67, 0.64, 0.05, 0.99, 0.4]);
    await isTheSameOpened(moments, async () => {});
  });

  await test.step("in other colours", async () => {
    const dark = (page: Page) => page.emulateMedia({ colorScheme: "dark" });
    await dark(review.page);
    await isTheSameOpened(await jumped([0.8, 0.3]), dark);
  });

  await test.step("in another size, to which the board is fitted again", async () => {
    await review.page.emulateMedia({ colorScheme: null });
    await review.canvas.fingerprint();
    await review.canvas.isPrepared();
    await review.page.setViewportSize({ width: 1_100, height: 640 });
    await isTheSameOpened(await jumped([0.75, 0.35]), async () => {});
  });

  await test.step("nearer", async () => {
    const nearer = (page: Page) => page.getByRole("button", { name: "Zoom in" }).click();
    await review.canvas.isPrepared();
    await nearer(review.page);
    await isTheSameOpened(await jumped([0.9, 0.45]), nearer);
  });

  await test.step("a view that one chose oneself stays when the size changes", async () => {
    const percent = review.page.getByTitle("100 %");
    const chosen = await percent.textContent();
    await review.page.setViewportSize({ width: 900, height: 640 });
    await review.canvas.fingerprint();
    await expect(percent).toHaveText(chosen ?? "");
  });
});
