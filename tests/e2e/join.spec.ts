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

test("another link, opened in the tab of the last one, leads where it leads", async ({ interview, stranger }) => {
  const { host } = await interview();
  const [observer, cohost] = [await host.invite("Observer"), await host.invite("Co-host")];
  const lobby = new JoinPage(await stranger());
  await lobby.look(observer.link);
  await lobby.page.getByLabel("Your name").fill("Wei");
  // What a browser does with an address that differs from the shown one in its end alone.
  await lobby.page.evaluate((hash) => void (location.hash = hash), new URL(cohost.link).hash);
  await expect(lobby.page.getByRole("heading", { name: "Interview along in this round" })).toBeVisible();
  await expect(lobby.page.getByLabel("Your name")).toHaveValue("");
  expect(lobby.page.url()).not.toContain("#");
});

test("who only watches agrees to what is recorded of who only watches", async ({ interview, stranger }) => {
  const { host } = await interview();
  const lobby = new JoinPage(await stranger());
  await lobby.look((await host.invite("Observer")).link);
  await expect(lobby.page.getByRole("checkbox")).toHaveCount(1);
  await expect(lobby.page.getByRole("checkbox", { name: /draw|write/ })).toHaveCount(0);
});

test("a link that is opened after the end says so, and leads to the board as it was left", async ({ interview, stranger }) => {
  const { host } = await interview();
  await host.drawShape("Rectangle", 100, 100);
  const observer = await host.invite("Observer");
  await host.end();
  const late = new JoinPage(await stranger());
  await late.look(observer.link);
  await expect(late.page.getByRole("heading", { name: "This round has ended" })).toBeVisible();
  await late.fill("Olga");
  const room = await late.enter();
  await room.canvas.shows(1);
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
