// Finding anything by a few letters: what comes first, what the bar and the menus offer, and what is found by another word.

import type { Locator } from "@playwright/test";

import { Keyboard } from "./pages/keyboard.ts";
import type { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

/** The parts that a design begins with, in the order in which they are offered. */
const FIRST = [
  "Client",
  "Load balancer",
  "API gateway",
  "Service",
  "Cache",
  "SQL database",
  "NoSQL store",
  "Queue",
  "Worker",
  "Object store",
];

const paletteOf = (room: RoomPage, title = "Find anything"): Locator => room.page.getByRole("dialog", { name: title });
const namesIn = (palette: Locator): Locator => palette.locator(".palette-name");

async function open(room: RoomPage): Promise<Locator> {
  await room.canvas.surface.focus();
  await Keyboard.of(room).press("Control+/");
  const palette = paletteOf(room);
  await expect(palette.getByRole("combobox")).toBeFocused();
  return palette;
}

/** Asks for words and takes what comes first, which has this name. */
async function choose(room: RoomPage, words: string, name: string): Promise<void> {
  const palette = await open(room);
  await Keyboard.of(room).write(words);
  await expect(namesIn(palette).first()).toHaveText(name);
  await Keyboard.of(room).press("Enter");
  await expect(palette).toBeHidden();
}

/** What comes first for each of these words; `null` where nothing may be found. */
async function asked(room: RoomPage, cases: readonly [string, string | null][]): Promise<void> {
  const palette = await open(room);
  const keys = Keyboard.of(room);
  for (const [words, name] of cases) {
    await test.step(words, async () => {
      await keys.press("Control+a");
      await keys.write(words);
      if (name === null) await expect(palette.getByRole("status")).toHaveText("Nothing is called so.");
      else await expect(namesIn(palette).first()).toHaveText(name);
    });
  }
  await keys.press("Escape");
  await expect(palette).toBeHidden();
}

test("what the bar and the menus offer is found by its name and by other words, by whoever may do it", async ({ interview }) => {
  const { host, candidate } = await interview();
  const forAll: [string, string][] = [
    ["chat", "Chat"],
    ["message", "Chat"],
    ["people", "People"],
    ["pause", "Pause the recording"],
    ["export", "Export…"],
    ["save", "Export…"],
    ["files", "Export…"],
    ["open", "Open a file…"],
    ["png", "Copy as PNG"],
    ["journal", "The journal"],
    ["decision", "Write a decision"],
    ["write an a", "Write an assumption"],
    ["dark", "Light or dark colours"],
    ["theme", "Light or dark colours"],
    ["scratch", "Scratch corner"],
    ["laser", "Tool: Laser pointer"],
    ["stylus", "Use a second device…"],
    ["arrow", "Tool: Connector"],
    ["shortcuts", "These keys"],
    ["leave", "Leave the room"],
    ["fullscreen", "The board alone"],
    ["microphone", "Record my voice…"],
  ];
  await asked(host, [
    ...forAll,
    ["invite", "Invite somebody…"],
    ["private notes", "Private notes"],
    ["phase", "Announce a phase…"],
    ["end the round", "End the round…"],
    ["share screen", "Hide everything private"],
    ["read-only hands", "Make hands read-only…"],
    ["gather", "Bring everyone here"],
    ["follow ana", "Follow the view of Ana Okafor"],
    ["mark this", "Mark this moment"],
  ]);
  await asked(candidate, [
    ...forAll,
    ["invite", null],
    ["private notes", null],
    ["announce", null],
    ["end the round", null],
    ["share screen", null],
    ["read-only hands", null],
    ["mark this", null],
  ]);
  const palette = await open(host);
  await Keyboard.of(host).write("private notes");
  await expect(palette.getByRole("option").first()).toHaveText(/^Private notes\s*Only you\s*N$/);
});

test("the host runs the round from the palette alone", async ({ interview }) => {
  test.setTimeout(120_000);
  const { host, candidate } = await interview();
  const { page } = host;
  const keys = Keyboard.of(host);

  await choose(host, "chat", "Chat");
  await expect(page.getByRole("textbox", { name: "Your line" })).toBeFocused();
  await keys.write("Hello");
  await keys.press("Enter");
  await candidate.openChat();
  await expect(candidate.chat).toContainText("Hello");

  await choose(host, "pause", "Pause the recording");
  await expect(candidate.recording).toContainText("Not recorded");
  await choose(host, "resume", "Record again");
  await expect(candidate.recording).toHaveText("● Recording");

  await choose(host, "invite", "Invite somebody…");
  await expect(page.getByRole("dialog", { name: "Invite somebody" })).toBeVisible();
  await keys.press("Escape");

  await choose(host, "private notes", "Private notes");
  await expect(host.notes.getByRole("textbox").first()).toBeFocused();
  await keys.press("Escape");

  await choose(host, "phase", "Announce a phase…");
  await expect(page.getByRole("textbox", { name: "Name of the phase" })).toBeFocused();
  await keys.write("Deep dive");
  await keys.press("Enter");
  await expect(candidate.page.getByRole("button", { name: /^Phase: Deep dive/ })).toBeVisible();

  await choose(host, "decision", "Write a decision");
  await expect(page.getByRole("textbox", { name: "Decision", exact: true })).toBeFocused();

  await choose(host, "read-only hands", "Make hands read-only…");
  await expect(page.getByRole("checkbox", { name: "The candidate's hands" })).toBeFocused();
  await keys.press(" ");
  await expect(candidate.page.getByText("Read-only for now", { exact: true })).toBeVisible();
  await asked(candidate, [["laser", "Tool: Laser pointer"], ["rectangle", null], ["open a file", null]]);

  await choose(host, "second device", "Use a second device…");
  await expect(page.getByRole("dialog", { name: "Use a second device" }).locator(".device-code")).toBeVisible();
  await keys.press("Escape");

  const theme = () => page.locator("html").getAttribute("data-theme");
  const before = await theme();
  await choose(host, "dark", "Light or dark colours");
  await expect.poll(theme).not.toBe(before);

  await choose(host, "share screen", "Hide everything private");
  await expect(page.locator("html")).toHaveAttribute("data-sharing", "");
  await asked(host, [["private notes", null], ["invite", null], ["share screen", "Show the whole page"]]);
  await choose(host, "share screen", "Show the whole page");
  await expect(page.locator("html")).not.toHaveAttribute("data-sharing");

  await choose(host, "scratch", "Scratch corner");
  await expect(page.locator(".scratch")).toBeVisible();
  await choose(host, "scratch", "Scratch corner");
  await expect(page.locator(".scratch")).toBeHidden();

  await choose(host, "export", "Export…");
  await expect(page.getByRole("dialog", { name: "Export" })).toBeVisible();
  await keys.press("Escape");

  await choose(host, "end the round", "End the round…");
  const ending = page.getByRole("dialog", { name: "End the round?" });
  await ending.getByRole("button", { name: "End the round" }).focus();
  await keys.press("Enter");
  await expect(candidate.recording).toContainText("Ended");
  await choose(host, "reopen", "Reopen the round");
  await expect(candidate.recording).toHaveText("● Recording");
});

test("scattered letters find nothing far away, and what was found by another word says so", async ({ interview }) => {
  const { candidate } = await interview();
  const keys = Keyboard.of(candidate);
  const cases: [string, string[]][] = [
    ["kaf", ["Stream· kafka"]],
    ["redis", ["Cache· redis"]],
    ["postgres", ["SQL database· postgres"]],
    ["cache", ["Cache"]],
    ["cch", ["Cache"]],
    ["cehac", []],
  ];
  await candidate.canvas.surface.focus();
  await keys.press("/");
  const palette = paletteOf(candidate, "Put something down");
  for (const [words, expected] of cases) {
    await keys.press("Control+a");
    await keys.write(words);
    await expect(palette.getByRole("status")).toHaveText(expected.length > 0 ? /^Enter puts it down/ : "Nothing is called so.");
    const shown = palette.getByRole("option").evaluateAll((options) =>
      options.map((option) => {
        const by = option.querySelector(".palette-by")?.textContent;
        return `${option.querySelector(".palette-name")?.textContent}${by === undefined ? "" : `· ${by}`}`;
      }),
    );
    expect(await shown, words).toEqual(expected);
  }
});

test("without letters the parts that a design begins with come first, each with its sign", async ({ interview }) => {
  const { candidate } = await interview();
  const keys = Keyboard.of(candidate);
  await candidate.canvas.surface.focus();
  await keys.press("/");
  const placing = paletteOf(candidate, "Put something down");
  await expect(namesIn(placing).first()).toBeVisible();
  expect((await namesIn(placing).allInnerTexts()).slice(0, FIRST.length)).toEqual(FIRST);
  const signs = await placing.locator(".palette-sign path").evaluateAll((paths) => paths.map((path) => path.getAttribute("d")));
  const own = signs.slice(0, FIRST.length);
  expect(new Set(own).size, "signs of their own").toBe(FIRST.length);
  expect(own.every((sign) => (sign ?? "").length > 10)).toBe(true);
  await keys.press("ArrowDown", "Enter");
  await candidate.canvas.shows(1);
  await expect(candidate.page.locator(".announcer")).toContainText("You added Load balancer");

  await keys.press("Escape", "Escape");
  const palette = await open(candidate);
  const names = await namesIn(palette).allInnerTexts();
  expect(names.slice(0, FIRST.length)).toEqual(FIRST);
  expect(names[FIRST.length], "then what the room offers").toBe("Chat");
});
