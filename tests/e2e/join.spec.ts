// Links: looking at one, a second browser, revoking, a stale one, a browser that cannot run the page. Rule C7.

import { JoinPage } from "./pages/join.ts";
import { RoomPage } from "./pages/room.ts";
import { expect, test } from "./scene.ts";

test("looking at a link takes nothing; a second browser has to be let in", async ({ interview, stranger }) => {
  const { host, candidate, link } = await interview();
  const observer = await host.invite("Observer");
  for (const _ of [1, 2]) {
    const previewed = new JoinPage(await stranger());
    await previewed.look(observer.link);
    await expect(previewed.page.getByText("Another browser already uses this link")).toHaveCount(0);
  }

  const second = new JoinPage(await stranger());
  await second.look(link);
  await expect(second.page.getByText("Another browser already uses this link")).toBeVisible();
  await second.fill("Ana on her phone");
  await second.page.getByRole("button", { name: "Ask the host to let me in" }).click();
  await expect(second.page.getByRole("heading", { name: "The host has been asked to let you in" })).toBeVisible();
  const strip = host.page.getByText("“Ana on her phone” asks to come in from another browser");
  await expect(strip).toBeVisible();
  await expect(candidate.page.getByText("asks to come in")).toHaveCount(0);
  await host.page.getByRole("button", { name: "Let in" }).click();
  const room = new RoomPage(second.page);
  await room.isOpen();
  await room.drawShape("Rectangle", 100, 100);
  await host.canvas.shows(1);
});

test("whoever is turned away reads so", async ({ interview, stranger }) => {
  const { host, link } = await interview();
  const second = new JoinPage(await stranger());
  await second.look(link);
  await second.fill("Somebody");
  await second.page.getByRole("button", { name: "Ask the host to let me in" }).click();
  await host.page.getByRole("button", { name: "Turn away" }).click();
  await expect(second.page.getByRole("heading", { name: "The host did not let this browser in" })).toBeVisible();
});

test("the short code leads to the same place as the link", async ({ interview, stranger, server }) => {
  const { host } = await interview();
  const { code } = await host.invite("Observer");
  const page = await stranger();
  await page.goto(`${server.url}/join`);
  await page.getByLabel("Short code").fill(code);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("heading", { name: "Observe this round" })).toBeVisible();
});

test("ejecting closes an open connection within a second, and the link is stale", async ({ interview, stranger }) => {
  const { host, candidate, link } = await interview();
  expect(await host.eject(/^More for Ana/, candidate)).toBeLessThan(1_000);
  await expect(candidate.page.getByRole("alert").filter({ hasText: "Everything you made is saved." })).toBeVisible();

  const stale = await stranger();
  await stale.goto(link);
  await expect(stale.getByRole("heading", { name: "Join the round" })).toBeVisible();
  const problem = stale.getByRole("alert").filter({ hasText: /\S/ });
  await expect(problem).toHaveCount(1);
  await expect(problem).toHaveText(/^[A-Z].*\.$/);
});

test("a link that never was gives one clear sentence", async ({ server, stranger }) => {
  const page = await stranger();
  await page.goto(`${server.url}/join#${"x".repeat(43)}`);
  const problem = page.getByRole("alert").filter({ hasText: /\S/ });
  await expect(problem).toHaveCount(1);
  await expect(problem).toHaveText(/link/i);
  expect(page.url()).not.toContain("#");
});

test("a browser without WebAssembly is told so in plain words", async ({ server, stranger }) => {
  const page = await stranger();
  await page.addInitScript(() => void Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto(`${server.url}/join#${"x".repeat(43)}`);
  await expect(page.getByText("This browser cannot run WebAssembly")).toBeVisible();
  await expect(page.getByText("Opening Chalkback…")).toBeHidden();
});
