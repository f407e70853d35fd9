// Time in the review: hands and typing at the pace they had, each key of time with what it does, the speeds, the link to a moment.

import { importRound } from "./pages/round.ts";
import { StaffPages } from "./pages/staff.ts";
import { unhurried } from "./pages/unhurried.ts";
import { expect, HOST, test } from "./scene.ts";

test("letters and strokes appear when the hand made them, at rest and while time runs", async ({ server, stranger }) => {
  const staff = new StaffPages(await stranger(), server);
  await staff.setUp(HOST);
  const review = await staff.review(await unhurried(server));
  for (const [clock, text] of [["00:16", ""], ["00:17", "a"], ["00:18", "ab"], ["00:19", "abc"], ["00:20", "abcd"]] as const) {
    await review.goTo(clock);
    await review.codeBecomes(text);
  }
  /** How wide what is painted in ink is, on whichever canvas: a stroke that is under way has one of its own. */
  const width = () =>
    review.canvas.surface.evaluate((surface) => {
      let [left, right] = [Infinity, -Infinity];
      for (const canvas of surface.querySelectorAll("canvas")) {
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, Math.max(1, canvas.width), Math.max(1, canvas.height));
        for (let at = 0; at < data.length; at += 4) {
          if (data[at]! + data[at + 1]! + data[at + 2]! > 200 || data[at + 3]! < 200) continue;
          const x = canvas.getBoundingClientRect().left + ((at / 4) % canvas.width);
          [left, right] = [Math.min(left, x), Math.max(right, x)];
        }
      }
      return left > right ? 0 : right - left;
    });
  let last = -30;
  for (const [clock, what] of [["00:26", "nothing"], ["00:28", "a second of it"], ["00:29", "one more"], ["00:30", "all of it"]] as const) {
    await review.goTo(clock);
    await expect.poll(width, what).toBeGreaterThan(last + 29);
    last = await width();
    if (what === "nothing") expect(last).toBe(0);
  }
  expect(last, "three hundred units").toBeLessThan(330);

  await test.step("while time runs each letter comes by itself", async () => {
    await review.goTo("00:15");
    await review.key("i");
    const words = await review.page.evaluate(async () => {
      const seen: string[] = [];
      const text = () => document.querySelector(".cm-line")?.textContent ?? "";
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", bubbles: true }));
      while (seen.at(-1) !== "abcd") {
        if (text() !== (seen.at(-1) ?? "")) seen.push(text());
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return seen;
    });
    // A page that stood still for a second may pass one over.
    expect(words.length).toBeGreaterThanOrEqual(3);
    expect(["a", "ab", "abc", "abcd"]).toEqual(expect.arrayContaining(words));
  });
});

test("every key of time does what it says, and a link leads to the moment", async ({ server, stranger }) => {
  test.setTimeout(120_000);
  const page = await stranger();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const room = await importRound(server);
  const staff = new StaffPages(page, server);
  await staff.setUp(HOST);
  const review = await staff.review(room);
  for (const [key, clock] of [
    ["5", "00:50"], ["j", "00:40"], ["l", "00:50"], ["ArrowLeft", "00:45"], ["ArrowRight", "00:50"], ["End", "01:40"], ["Home", "00:00"],
    ["9", "01:30"], ["0", "00:00"], ["]", "00:22"], ["]", "00:40"], ["[", "00:22"], ["Home", "00:00"], [".", "00:02"], [".", "00:04"], [",", "00:02"],
  ] as const) {
    await review.key(key);
    await expect(review.clock, key).toHaveText(clock);
  }
  await test.step("the speeds go from a quarter to thirty-two times, by key and from the menu", async () => {
    const speed = review.time.bar.getByRole("button", { name: /^Speed, now/ });
    const shown = async () => (await speed.textContent())?.trim() ?? "";
    const slower: string[] = [];
    for (let step = 0; step < 3; step += 1) {
      await review.key("<");
      slower.push(await shown());
    }
    expect(slower).toEqual(["0.5×", "0.25×", "0.25×"]);
    const faster: string[] = [];
    for (let step = 0; step < 9; step += 1) {
      await review.key(">");
      faster.push(await shown());
    }
    expect(faster.at(-1)).toBe("32×");
    expect(new Set(faster).size, "none is passed over twice").toBeGreaterThanOrEqual(7);
    await speed.click();
    await review.page.getByRole("menuitem", { name: "2×", exact: true }).click();
    await expect(speed).toHaveAccessibleName("Speed, now 2×");
  });
  await test.step("time runs faster at twice the speed than at half of it, by the clock on the wall", async () => {
    await review.key("i");
    const millisForFour = async () => {
      await review.key("6");
      await review.key("ArrowRight");
      return review.playhead.evaluate(async (bar) => {
        const until = async (second: number) => {
          while (Number(bar.getAttribute("aria-valuenow")) < second) await new Promise((resolve) => requestAnimationFrame(resolve));
          return performance.now();
        };
        const key = () => window.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", bubbles: true }));
        key();
        const begun = await until(66);
        const ended = await until(70);
        key();
        return ended - begun;
      });
    };
    const twice = await millisForFour();
    for (let step = 0; step < 2; step += 1) await review.key("<");
    const half = await millisForFour();
    // Four times as long, but for a frame that is late.
    expect(half / twice).toBeGreaterThan(2.5);
    expect(half, "eight seconds").toBeGreaterThan(6_500);
    expect(half).toBeLessThan(13_000);
  });
  await test.step("the link that is copied opens this moment, for whoever may see it", async () => {
    await review.key("4");
    await review.canvas.shows(2);
    const picture = await review.canvas.fingerprint();
    await review.page.getByRole("button", { name: "Copy link to this moment" }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(`/review/${room}?at=00:40`);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto("about:blank");
    await page.goto(link);
    await review.isOpen();
    await expect(review.clock).toHaveText("00:40");
    await expect.poll(() => review.canvas.fingerprint(), "the same board is painted").toBe(picture);
    const other = await stranger();
    await other.goto(link);
    await expect(other.getByText(/sign in/i).first()).toBeVisible();
    await expect(other.getByRole("slider", { name: "Playhead" })).toHaveCount(0);
  });
});
