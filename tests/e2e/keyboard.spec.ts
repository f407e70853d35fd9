// Everything without a mouse: drawing, naming, connecting, finding, reading; and what is read out of it.

import { drawBox } from "./pages/design.ts";
import { click } from "./pages/gestures.ts";
import { Keyboard, OutlinePart } from "./pages/keyboard.ts";
import { opsOf } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

const PARTS = ["Client", "CDN", "API gateway", "Orders", "Cache", "Ledger", "Queue", "Worker", "Search", "Files"];
const CONNECTIONS = [
  "Client → CDN: pages",
  "Client → API gateway: HTTPS",
  "API gateway → Orders: gRPC",
  "Orders → Cache: reads",
  "Orders → Ledger: SQL",
  "Orders → Queue: placed",
  "Queue → Worker: takes",
  "Worker → Search: index",
  "Worker → Files: invoice",
  "Search → Cache: warm",
];

test("ten parts with labelled connectors in under eighty key presses", async ({ interview }) => {
  const { staff, host, candidate } = await interview();
  const keys = Keyboard.of(candidate);
  await candidate.canvas.surface.focus();
  /** Another part, connected to what is selected; its name, then the words of the connection. */
  const part = async (letters: string, name: string, words: string) => {
    await keys.place(letters, true);
    await keys.write(name);
    await keys.press("Tab");
    await keys.write(words);
    await keys.press("Escape");
  };
  await keys.place("cl");
  await keys.write("Client");
  await keys.press("Escape");
  await part("cd", "CDN", "pages");
  await keys.press("Alt+ArrowLeft", "Alt+ArrowLeft");
  await part("gat", "API gateway", "HTTPS");
  await part("ser", "Orders", "gRPC");
  await part("ca", "Cache", "reads");
  await keys.press("Alt+ArrowLeft", "Alt+ArrowLeft");
  await part("sq", "Ledger", "SQL");
  await keys.press("Alt+ArrowLeft", "Alt+ArrowLeft");
  await part("qu", "Queue", "placed");
  await part("wo", "Worker", "takes");
  await part("ob", "Files", "invoice");
  await keys.press("Alt+ArrowLeft", "Alt+ArrowLeft");
  await part("sea", "Search", "index");
  // One that stands already: the other end by its name.
  await keys.press("a", "/");
  await keys.find("cac");
  await keys.press("Enter");
  await keys.write("warm");
  await keys.press("Escape");
  test.info().annotations.push({ type: "presses", description: String(keys.presses) });
  expect(keys.presses).toBeLessThan(80);

  const outline = new OutlinePart(candidate.page);
  await keys.press("Alt+o");
  await expect(outline.lines).toHaveCount(20);
  expect((await outline.names()).sort()).toEqual([...PARTS, ...CONNECTIONS].sort());
  await candidate.isSaved();
  await host.canvas.shows(20);
  await host.end();

  const review = await staff.review(host.id);
  await review.key("End");
  const read = new OutlinePart(review.page);
  await read.open();
  await expect(read.lines).toHaveCount(20);
  expect((await read.names()).sort()).toEqual([...PARTS, ...CONNECTIONS].sort());
  await read.line("Orders → Ledger: SQL").click();
  await expect(read.line("Orders → Ledger: SQL")).toHaveAttribute("aria-selected", "true");
  await read.line(/^Ledger$/).press("Enter");
  await expect(read.region.getByRole("textbox", { name: "Words of the element" })).toHaveCount(0);
});

test("it grows, is walked, turned into something else and taken back, one step at a time", async ({ interview, server }) => {
  const { candidate } = await interview();
  const keys = Keyboard.of(candidate);
  const outline = new OutlinePart(candidate.page);
  await outline.open();
  await candidate.canvas.surface.focus();
  await keys.press("r", "Enter");
  await keys.write("Orders");
  await keys.press("Escape", "Control+ArrowRight", "Escape", "Alt+ArrowLeft", "Alt+ArrowLeft", "Control+ArrowRight");
  await keys.write("Second");
  await keys.press("Escape");
  await expect(outline.lines).toHaveCount(5);
  expect(await outline.names()).toEqual(["Orders", "Orders → Rectangle", "Orders → Second", "Rectangle", "Second"]);

  await keys.press("Shift+Tab", "Tab", "Tab");
  await expect(outline.line(/^Second$/)).toContainText("Rounded rectangle");
  await keys.press("Control+z");
  await expect(outline.line(/^Second$/)).not.toContainText("Rounded");
  // Its name, then itself with its connection.
  await keys.press("Control+z", "Control+z", "Control+z");
  await expect(outline.line("Second")).toHaveCount(0);
  await keys.press("Control+z");
  await expect(outline.lines).toHaveCount(3);
  await keys.press("Control+Shift+z");
  await expect(outline.lines).toHaveCount(5);

  await keys.press("Alt+ArrowLeft", "Alt+Shift+ArrowRight");
  await candidate.isSaved();
  const changes = opsOf(await server.entries(candidate.id), "Update").flatMap(({ body }) => body[0].props);
  expect(changes.filter((prop) => "Size" in prop)).toHaveLength(1);
});

test("arrows choose what to connect, and the connection takes its words", async ({ interview }) => {
  const { candidate } = await interview();
  const keys = Keyboard.of(candidate);
  const outline = new OutlinePart(candidate.page);
  await candidate.canvas.surface.focus();
  await keys.place("service");
  await keys.press("Escape");
  await keys.place("cache");
  await keys.press("Escape", "a", "ArrowLeft", "Enter");
  await keys.write("reads");
  await keys.press("Escape");
  await outline.open();
  await expect(outline.line("Cache → Service: reads")).toBeVisible();
});

test("the palette finds commands and what stands on the board; the search goes from one to the next", async ({ interview }) => {
  const { candidate } = await interview();
  const { page } = candidate;
  const keys = Keyboard.of(candidate);
  await candidate.canvas.surface.focus();
  for (const name of ["Orders", "Order history"]) {
    await keys.place("service");
    await keys.write(name);
    await keys.press("Escape");
  }
  await keys.press("Control+Shift+p");
  const palette = page.getByRole("dialog", { name: "Find anything" });
  await keys.write("dupl");
  await expect(palette.getByRole("option").first()).toContainText("Duplicate");
  await expect(palette.getByRole("option").first()).toContainText("Ctrl+D");
  await keys.press("Enter");
  await expect(palette).toBeHidden();
  await candidate.canvas.shows(3);
  await keys.press("Control+/");
  await keys.write("no such thing at all");
  await expect(palette.getByRole("status")).toHaveText("Nothing is called so.");
  await keys.press("Escape");

  await keys.press("Control+f");
  const search = page.getByRole("search", { name: "Search the board" });
  await keys.write("order");
  await expect(search.getByText("1 of 3")).toBeVisible();
  await keys.press("Enter", "Enter");
  await expect(search.getByText("3 of 3")).toBeVisible();
  await keys.press("Shift+Enter");
  await expect(search.getByText("2 of 3")).toBeVisible();
  await keys.press("Escape", "Delete");
  await expect(search).toBeHidden();
  await candidate.canvas.shows(2);

  await candidate.code.focus();
  await keys.press("Control+f");
  await expect(search).toBeHidden();
});

test("words are written in the outline, and others hear of them in one calm sentence", async ({ interview }) => {
  const { host, candidate } = await interview();
  const keys = Keyboard.of(candidate);
  const heard = (room: typeof candidate) => room.page.locator(".announcer");
  await candidate.canvas.surface.focus();
  await keys.place("cache");
  await expect(heard(candidate)).toHaveText("You added Cache.");
  await keys.press("Control+ArrowRight");
  await expect(heard(candidate)).toContainText("You added Cache, connected Cache → Cache.");
  await keys.press("Escape", "Alt+ArrowLeft");
  await expect(heard(candidate)).toContainText("Selected: Cache → Cache, Connector.");
  // Where both deeds do not lie within one while of the host's, the first was told before.
  await expect(heard(host)).toContainText(/^Ana (added Cache( and Cache)?, )?connected Cache → Cache\.$/);
  await test.step("what was said last is said again", async () => {
    // The page listens by itself from now on: for a tenth of a second nothing is said.
    const listening = await heard(candidate).evaluateHandle((place) => {
      const said: string[] = [];
      const twice = new Promise<string[]>((resolve) => {
        const look = () => void (said.push(place.textContent ?? "") > 1 && resolve(said));
        new MutationObserver(look).observe(place, { childList: true, characterData: true, subtree: true });
      });
      return { twice };
    });
    await keys.press("Alt+r");
    expect(await listening.evaluate(({ twice }) => twice)).toEqual(["", "Selected: Cache → Cache, Connector."]);
  });

  const outline = new OutlinePart(candidate.page);
  await keys.press("Alt+o");
  await outline.hasFocus();
  await outline.line(/^Cache$/).first().focus();
  await keys.write("Sessions");
  await keys.press("Enter");
  await expect(outline.line(/^CacheSessions|^Sessions/).first()).toBeVisible();
  await expect(outline.line("Sessions").first()).toBeFocused();
  await keys.press("ArrowDown");
  await expect(outline.line("Sessions → Cache")).toBeFocused();
  await keys.press("Enter");
  await keys.write("copies");
  await test.step("two write in the same words", async () => {
    const words = (room: typeof candidate) => room.page.getByRole("textbox", { name: "Words of the element" });
    const others = new OutlinePart(host.page);
    await others.open();
    await host.page.keyboard.down("Control");
    await others.line("Sessions → Cache").dblclick();
    await host.page.keyboard.up("Control");
    await expect(words(host)).toHaveValue("copies");
    await host.page.keyboard.press("Home");
    await host.page.keyboard.type("often ", { delay: 5 });
    await keys.write("!");
    for (const room of [candidate, host]) await expect(words(room)).toHaveValue("often copies!");
    await host.page.keyboard.press("Escape");
  });
  await keys.press("Enter");
  await expect(outline.line("Sessions → Cache: often copies!")).toBeVisible();
  await outline.region.getByRole("searchbox").fill("copies");
  await expect(outline.lines).toHaveCount(1);
  await host.canvas.shows(3);
});

test("all keys are explained, and single letters can be switched off", async ({ interview }) => {
  const { host, candidate } = await interview();
  const { page } = candidate;
  const keys = Keyboard.of(candidate);
  await candidate.canvas.surface.focus();
  await keys.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help.getByText("Another like the selected one, connected")).toBeVisible();
  await expect(help.getByText("Write a private note")).toHaveCount(0);
  await help.getByRole("checkbox").uncheck();
  await keys.press("Escape", "r", "Enter");
  await candidate.canvas.shows(0);
  await page.reload();
  await candidate.isOpen();
  await candidate.canvas.surface.focus();
  await keys.press("r", "/");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await keys.press("Control+/");
  await keys.write("rectangle");
  await keys.press("Enter");
  await candidate.canvas.shows(1);
  await host.canvas.surface.focus();
  await host.page.keyboard.press("?");
  await expect(host.page.getByRole("dialog", { name: "Keys" }).getByText("Write a private note")).toBeVisible();
  // M is a key of interviewers too, but not where it begins a name.
  await host.page.keyboard.press("Escape");
  const hosts = Keyboard.of(host);
  await hosts.place("worker");
  await hosts.write("Mailer");
  await hosts.press("Escape");
  const outline = new OutlinePart(host.page);
  await outline.open();
  await expect(outline.line("Mailer")).toBeVisible();
  await expect(host.page.getByText(/^Marked/)).toHaveCount(0);
});

test("what is not connected is walked to by where it lies", async ({ interview }) => {
  const { candidate } = await interview();
  for (const [name, x, y] of [["Here", 40, 100], ["Beside", 240, 110], ["Below", 60, 300]] as const) {
    await drawBox(candidate, name, [x, y]);
  }
  await candidate.page.keyboard.press("Escape");
  const outline = new OutlinePart(candidate.page);
  await outline.open();
  await click(candidate, 42, 130);
  const chosen = outline.lines.and(candidate.page.locator('[aria-selected="true"]'));
  await expect(chosen).toContainText("Here");
  const ways = [["Right", "Beside"], ["Left", "Here"], ["Down", "Below"], ["Up", "Here"]] as const;
  for (const [way, name] of ways) {
    await candidate.page.keyboard.press(`Alt+Arrow${way}`);
    await expect(chosen).toHaveCount(1);
    await expect(chosen).toContainText(name);
  }
});
