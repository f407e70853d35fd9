// The pasted secret: asked for by the candidate, removed by the host, and nowhere afterwards (rule E3).

import type { Page } from "@playwright/test";

import { leakOf } from "./pages/wiretap.ts";
import { RemovalPart } from "./pages/removal.ts";
import { ReviewPage } from "./pages/review.ts";
import type { RoomPage } from "./pages/room.ts";
import { type Done, FILE, id, importDone, shape, typed } from "./pages/round.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, HOST, test } from "./scene.ts";

const KEY = "sk-live-4eC39HqLyjWDarjtT1zdp7dc";

test("a pasted key is gone from files, export, board and an open review, and later moments stay", async ({ interview, server, stranger }) => {
  test.setTimeout(120_000);
  const { host, candidate, staff } = await interview();
  const room = host.id;
  await candidate.type("# config\n");
  await candidate.isSaved();
  await server.advance(12 * 60_000 + 4_000);
  await candidate.page.reload();
  await candidate.isOpen();
  await paste(candidate, KEY);
  await candidate.isSaved();
  await server.advance(60_000);
  await candidate.page.reload();
  await candidate.isOpen();
  await candidate.type("\nport = 80\n");
  await candidate.drawShape("Rectangle", 120, 120);
  await candidate.isSaved();
  await host.canvas.shows(1);
  expect(await server.filesWith(KEY), "the test looks where the key is").not.toEqual([]);
  const before = await server.entries(room);
  const pasted = before.find((entry) => JSON.stringify(entry.op).includes(KEY));
  const [from, to] = [clock((pasted?.at ?? 0) - 1_000), clock((pasted?.at ?? 0) + 1_000)];

  // Somebody has the review open meanwhile, at its end.
  const page = await stranger();
  await page.context().addCookies(await staff.page.context().cookies());
  await page.goto(`${server.url}/review/${room}`);
  const review = new ReviewPage(page);
  await review.isOpen();
  await review.key("End");
  await expect.poll(() => review.codeText()).toContain(KEY);

  await new RemovalPart(candidate.page).ask(from, to, "pasted a key");
  await expect(host.page.getByText(`asks to have ${from} to ${to} removed`)).toBeVisible();
  await host.page.getByRole("button", { name: "Decide" }).click();
  const removal = new RemovalPart(host.page);
  await removal.dialog.getByRole("button", { name: "Remove", exact: true }).click();

  await test.step("the live pages open anew without it, and go on", async () => {
    for (const one of [candidate, host]) {
      // The page goes away in between: only what waits for the element itself may look.
      await expect(one.code).not.toContainText(KEY.slice(0, 12), { timeout: 15_000 });
      await expect(one.code).toContainText("port = 80");
      await one.isOpen();
      await one.codeBecomes("# config\n\nport = 80\n");
    }
    // Nor does undoing bring it back.
    await candidate.code.focus();
    for (let times = 0; times < 6; times++) await candidate.page.keyboard.press("Control+z");
    await candidate.isSaved();
    expect(await candidate.codeText()).not.toContain(KEY.slice(0, 12));
    await candidate.type("debug = 1\n");
    await candidate.isSaved();
  });

  await test.step("the open review shows the rest", async () => {
    const code = page.locator(".cm-content").first();
    await expect(code).not.toContainText(KEY.slice(0, 12), { timeout: 15_000 });
    await review.isOpen();
    await review.key("End");
    await expect(code).toContainText("port = 80");
    const texts = await page.evaluate(() => document.documentElement.outerHTML);
    expect(leakOf([KEY], [Buffer.from(texts)])).toBeUndefined();
    for (const part of [0, 0.3, 0.6, 0.9, 1]) {
      await review.scrub(part);
      expect(await review.codeText()).not.toContain(KEY.slice(0, 12));
    }
    await review.key("Home");
    await expect(review.clock).toHaveText("00:00");
  });

  await test.step("no file and no export has it, and the chain holds", async () => {
    expect(await server.filesWith(KEY)).toEqual([]);
    const { stdout } = await server.command("export", room);
    expect(leakOf([KEY], [Buffer.from(stdout)])).toBeUndefined();
    const verdict = (await server.command("verify", room)).stdout;
    expect(verdict).toContain(`removed: ${from} to ${to}`);
    expect(verdict.match(/removed:/g)).toHaveLength(1);
    expect(verdict).toContain("ok: room");
    const after = await server.entries(room);
    expect(after.slice(0, before.length).map(({ seq, at, ago }) => ({ seq, at, ago }))).toEqual(
      before.map(({ seq, at, ago }) => ({ seq, at, ago })),
    );
  });
});

test("a candidate asks only; whoever decides does it from the review as well", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  const room = host.id;
  await paste(candidate, KEY);
  await candidate.isSaved();
  const refused = await candidate.page.evaluate(
    async ([room, seat]) => {
      const body = JSON.stringify({ from: 0, to: 1_000_000, actor: null, way: "remove" });
      const headers = { "content-type": "application/json" };
      return (await fetch(`/api/v1/rooms/${room}/removals?seat=${seat}`, { method: "POST", headers, body })).status;
    },
    [room, candidate.seat],
  );
  expect(refused).toBe(403);
  await host.end();
  const review = await staff.review(room);
  await review.key("End");
  await expect.poll(() => review.codeText()).toContain(KEY);
  const removal = new RemovalPart(review.page);
  await removal.open();
  await removal.write("00:00", "59:00");
  await removal.dialog.getByLabel("Whose doing").selectOption({ label: "Ana Okafor" });
  await removal.dialog.getByRole("button", { name: "Mask its words" }).click();
  await expect(removal.dialog).toBeHidden({ timeout: 15_000 });
  // The review opens anew, at its beginning.
  const atTheEnd = async () => {
    await review.key("End");
    return review.codeText();
  };
  await expect.poll(atTheEnd, { timeout: 20_000 }).toContain("█".repeat(KEY.length));
  expect(await server.filesWith(KEY)).toEqual([]);
});

/** A key typed in the sixth second, said in a box in the seventh, and so many moves of another box. */
function withKey(moves: number): Done[] {
  const moved = (index: number): Done => [8_000 + index * 10, 1, { Update: [{ id: id(1), props: [{ Origin: { x: 800 + (index % 50), y: 800 } }] }] }];
  return [
    [1_000, 1, { Create: [shape(1, 1, "Rectangle", 800)] }],
    [2_000, 1, { CreateFile: { id: FILE, name: "main.rs", language: "Rust" } }],
    [6_000, 1, typed(KEY, 0)],
    [7_000, 1, { Create: [{ ...shape(2, 1, "Rectangle", 3_000), text: KEY }] }],
    ...Array.from({ length: moves }, (_, index) => moved(index)),
  ];
}

for (const [pages, moves] of [["one page", 10], ["two pages", 5_000]] as const) {
  test(`what is removed while a review of ${pages} opens is never shown`, async ({ server, stranger }) => {
    const staff = new StaffPages(await stranger(), server);
    await staff.setUp(HOST);
    const room = await importDone(server, withKey(moves));
    const { page } = staff;
    await noteShown(page, KEY);
    let answer: Buffer = Buffer.alloc(0);
    /** Opens it at the last of what is removed, while the answer with it is held back until something is done. */
    const openedAfter = async (deed: () => Promise<void>): Promise<ReviewPage> => {
      let isDone = () => {};
      const done = new Promise<void>((resolve) => (isDone = resolve));
      const once = { times: 1 };
      await page.route("**/recording/after/4096", (route) => done.then(() => route.continue()), once);
      await page.route(
        "**/recording/after/0",
        async (route) => {
          answer = await (await route.fetch()).body();
          await deed();
          isDone();
          await route.fulfill({ status: 200, contentType: "application/octet-stream", body: answer });
        },
        once,
      );
      await page.goto(`${server.url}/review/${room}?at=00:08`);
      const review = new ReviewPage(page);
      await review.isOpen();
      return review;
    };

    const before = await openedAfter(async () => {});
    await before.codeBecomes(KEY);
    await expect.poll(() => wasShown(page), "the test would notice").toEqual(["code", "board"]);
    expect(answer.includes(KEY)).toBe(true);
    await page.evaluate(() => sessionStorage.clear());

    const review = await openedAfter(async () => {
      const data = { from: 5_500, to: 7_500, actor: null, way: "remove" };
      const removed = await page.context().request.post(`${server.url}/api/v1/rooms/${room}/removals`, { data });
      expect(removed.ok()).toBe(true);
    });
    expect(answer.includes(KEY), "what was on its way held it").toBe(true);
    await expect(review.story).toContainText("What was done from 00:07 to 00:07 was removed", { timeout: 15_000 });
    await review.key("End");
    await review.canvas.shows(1);
    await review.codeBecomes("");
    expect(await page.content()).not.toContain(KEY);
    expect(await wasShown(page)).toEqual([]);
  });
}

/** Notes from now on whether a text stands on the page or is painted, also across reloads. */
async function noteShown(page: Page, text: string): Promise<void> {
  await page.addInitScript((text) => {
    const note = (where: string) => sessionStorage.setItem(`shown ${where}`, "yes");
    const look = () => {
      if (document.querySelector(".cm-content")?.textContent?.includes(text)) note("code");
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    const fillText = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (words: string, ...rest: [number, number]) {
      // Words are wrapped to their box.
      if (words !== "" && text.includes(words)) note("board");
      fillText.call(this, words, ...rest);
    };
  }, text);
}

/** Where it was shown so far. */
function wasShown(page: Page): Promise<string[]> {
  return page.evaluate(() => ["code", "board"].filter((where) => sessionStorage.getItem(`shown ${where}`) !== null));
}

/** As from another program: one paste. */
async function paste(room: RoomPage, text: string): Promise<void> {
  await room.code.focus();
  await room.page.keyboard.press("Control+End");
  await room.code.evaluate((content, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    content.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await expect.poll(() => room.codeText()).toContain(text);
}

function clock(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1_000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
