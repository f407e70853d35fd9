// Nothing serious for axe on the main pages, in light and in dark.

import { asked, click, keys, lookPanel, takeFromPanel } from "./pages/gestures.ts";
import { JoinPage } from "./pages/join.ts";
import { JournalPart } from "./pages/journal.ts";
import { OutlinePart } from "./pages/keyboard.ts";
import { pdf } from "./pages/pdf.ts";
import { PeoplePart } from "./pages/people.ts";
import type { RoomPage } from "./pages/room.ts";
import { ScratchPart } from "./pages/scratch.ts";
import { nothingSerious } from "./pages/serious.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, test } from "./scene.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`nothing serious in ${colorScheme}`, async ({ interview, stranger, server }) => {
    test.setTimeout(300_000);
    const { host, candidate, staff } = await interview({ prepare: (page) => page.emulateMedia({ colorScheme }) });
    await host.page.emulateMedia({ colorScheme });
    const { link } = await host.invite("Observer");
    const lobby = new JoinPage(await stranger());
    await lobby.page.emulateMedia({ colorScheme });
    await lobby.look(link);
    await nothingSerious(lobby.page, "join");

    await candidate.drawShape("Rectangle", 100, 100);
    await candidate.type("print('hello')\n");
    await candidate.openChat();
    await candidate.signal("One minute please");
    await nothingSerious(candidate.page, "room as candidate");
    await withFinders(candidate);
    await withPanels(candidate);
    await withLooks(candidate);
    await withPeople(candidate);
    await host.openPeople();
    await nothingSerious(host.page, "room as host, people");
    await host.openNotes();
    await host.note("quick to see the bottleneck");
    await nothingSerious(host.page, "room as host, notes");
    await host.askToEnd();
    await nothingSerious(host.page, "the end's dialog");
    await host.endDialog.getByRole("button", { name: "End the round" }).click();
    await nothingSerious(host.page, "room after the end");

    const review = await staff.review(host.id);
    await review.key("End");
    await nothingSerious(review.page, "review");
    await review.key("g");
    await review.key("h");
    await nothingSerious(review.page, "review with ghosts and a history");
    await review.key("Escape");
    await review.key("Shift+C");
    await nothingSerious(review.page, "review of two moments");
    await review.key("Escape");
    await staff.page.goto(server.url);
    await expect(staff.page.getByRole("heading", { name: "Your rooms" })).toBeVisible();
    await nothingSerious(staff.page, "home");
    await staff.page.goto(`${server.url}/rooms`);
    await expect(staff.page.getByRole("listitem")).not.toHaveCount(0);
    await nothingSerious(staff.page, "rooms");
    const outside = new StaffPages(await stranger(), server);
    await outside.page.emulateMedia({ colorScheme });
    await outside.page.goto(server.url);
    await expect(outside.page.getByRole("button", { name: "Try it alone" })).toBeVisible();
    await nothingSerious(outside.page, "home of somebody else");
  });
}

/** The board as text, the search, the palette and the keys, each open. */
async function withFinders(room: RoomPage): Promise<void> {
  const { page } = room;
  await room.canvas.surface.focus();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("rect");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+ArrowRight");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+o");
  await new OutlinePart(page).hasFocus();
  // In the outline's field the key of the board's search would do nothing.
  await room.canvas.surface.focus();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("rect");
  await nothingSerious(page, "outline and search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+/");
  await page.keyboard.type("re");
  await nothingSerious(page, "palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await nothingSerious(page, "keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+o");
}

/** The look of what is selected, the shapes, the menu of a place, files, stencils, the export, a PDF file, the corner. */
async function withPanels(room: RoomPage): Promise<void> {
  const { page } = room;
  await room.canvas.surface.focus();
  await keys(room, "Control+a");
  await lookPanel(room);
  await nothingSerious(page, "look");
  await page.getByRole("button", { name: "More shapes and parts" }).click();
  await expect(page.getByRole("dialog", { name: "Shapes and parts" })).toBeVisible();
  await nothingSerious(page, "shapes and parts");
  await keys(room, "Escape");
  const at = await room.canvas.place(120, 400);
  await page.mouse.click(at.x, at.y, { button: "right" });
  await expect(page.getByRole("menu")).toBeVisible();
  await nothingSerious(page, "menu of the ground");
  await keys(room, "Escape");
  await page.getByRole("button", { name: "Files" }).click();
  await page.getByRole("menuitem", { name: "My stencils" }).click();
  await expect(page.getByRole("region", { name: "My stencils" })).toBeVisible();
  await nothingSerious(page, "stencils");
  await page.getByRole("region", { name: "My stencils" }).getByRole("button", { name: "Close" }).click();
  await keys(room, "Control+Shift+E");
  await expect(page.getByAltText("Preview of the export")).toBeVisible();
  await nothingSerious(page, "export");
  await keys(room, "Escape");
  const chooser = await asked(page, () => takeFromPanel(room, "PDF page …"));
  await chooser.setFiles({ name: "task.pdf", mimeType: "application/pdf", buffer: pdf(200, 100, [""]) });
  const document = page.getByRole("dialog", { name: "A page to draw on" });
  await expect(document.getByAltText("Page 1")).toBeVisible();
  await nothingSerious(page, "page of a PDF file");
  await keys(room, "Escape");
  const scratch = new ScratchPart(page);
  await scratch.open();
  await nothingSerious(page, "scratch corner");
  await page.getByRole("button", { name: "Close the scratch corner" }).click();
  await click(room, 20, 450);
}

/** The look of a connector with the list of its heads open, and of a text. */
async function withLooks(room: RoomPage): Promise<void> {
  const { page } = room;
  await room.take("Connector");
  await room.drag([60, 300], [160, 320], [260, 340]);
  const look = await lookPanel(room);
  await look.getByRole("button", { name: /^End: / }).click();
  await expect(look.getByRole("group", { name: "End of the line" })).toBeVisible();
  await nothingSerious(page, "look of a connector, heads");
  await keys(room, "Escape", "Escape");
  await room.take("Text");
  await click(room, 120, 460);
  await page.keyboard.type("words");
  await nothingSerious(page, "a text that is written");
  await keys(room, "Escape");
  await expect(look.getByRole("group", { name: "Typeface" })).toBeVisible();
  await nothingSerious(page, "look of a text");
  await keys(room, "Escape", "Escape");
}

/** Who is here, and the journal with a card in it and one that is begun. */
async function withPeople(room: RoomPage): Promise<void> {
  const { page } = room;
  const people = new PeoplePart(page);
  await people.open();
  await nothingSerious(page, "people");
  await people.panel.getByRole("button", { name: "Close" }).first().click();
  const journal = new JournalPart(page);
  await journal.open();
  await journal.panel.getByRole("button", { name: "Assumption" }).click();
  await journal.assume("Reads outnumber writes");
  await journal.panel.getByRole("button", { name: "Decision" }).click();
  await expect(journal.cards).toHaveCount(1);
  await nothingSerious(page, "journal");
}
