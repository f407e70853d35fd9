// While the host's screen is shown to others, nothing private is on it.

import { HostPage } from "./pages/host.ts";
import { expect, test } from "./scene.ts";

test("sharing mode shows no private pixel and no title", async ({ interview }) => {
  const { host } = await interview({ title: "Ana, second try" });
  await host.openNotes();
  await host.note("talks before drawing");
  await expect(host.page).toHaveTitle(/Ana, second try/);

  await host.page.keyboard.press("Alt+s");
  await nothingPrivate(host);

  await test.step("nor after a mark by key", async () => {
    await host.page.keyboard.press("m");
    await nothingPrivate(host);
    await expect(host.page.getByText(/^Marked /).filter({ visible: true })).toHaveCount(0);
  });

  await test.step("also after a reload, which is when it would hurt", async () => {
    await host.page.reload();
    await host.isOpen();
    await nothingPrivate(host);
    await host.page.keyboard.press("n");
    await expect(host.notes).toHaveCount(0);
  });

  await test.step("also in another tab of this browser", async () => {
    const tab = await host.page.context().newPage();
    await tab.goto(host.page.url());
    const other = new HostPage(tab);
    await other.isOpen();
    await nothingPrivate(other);
    await tab.close();
  });

  await test.step("and what was hidden does not come back unasked", async () => {
    await host.page.keyboard.press("Alt+s");
    await expect(host.page).toHaveTitle(/Ana, second try/);
    await expect(host.notes).toHaveCount(0);
    await host.openNotes();
    await expect(host.notes).toContainText("talks before drawing");
  });
});

async function nothingPrivate(host: HostPage): Promise<void> {
  await expect(host.page).toHaveTitle("Board");
  await expect(host.page.getByText("Ana, second try")).toHaveCount(0);
  await expect(host.page.getByText("talks before drawing")).toHaveCount(0);
  await expect(host.page.locator(".private-only, [data-look=private], .button-private").filter({ visible: true })).toHaveCount(0);
  const violet = await host.page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const paint = document.createElement("canvas").getContext("2d");
    if (paint === null) throw new Error("no canvas");
    paint.fillStyle = style.getPropertyValue("--private").trim();
    const probe = document.createElement("i");
    probe.style.color = "var(--private)";
    document.body.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    const shown = [...document.body.querySelectorAll<HTMLElement>("*")].filter((element) => element.checkVisibility());
    return shown.filter((element) => {
      const { color, backgroundColor, borderTopColor } = getComputedStyle(element);
      return [color, backgroundColor, borderTopColor].includes(colour);
    }).length;
  });
  expect(violet, "nothing in the colour of what is private").toBe(0);
}
