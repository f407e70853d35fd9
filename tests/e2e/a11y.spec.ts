// Nothing serious for axe on the main pages, in light and in dark.

import { JoinPage } from "./pages/join.ts";
import type { RoomPage } from "./pages/room.ts";
import { nothingSerious } from "./pages/serious.ts";
import { StaffPages } from "./pages/staff.ts";
import { expect, test } from "./scene.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`nothing serious in ${colorScheme}`, async ({ interview, stranger, server }) => {
    test.setTimeout(180_000);
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
