// The server is killed with -9 while two people work: invariant I5 as they see it.

import { opsOf } from "./pages/server.ts";
import { expect, test } from "./scene.ts";

test("a killed server loses nothing acknowledged and takes nothing twice", async ({ interview, server }) => {
  const { host, candidate } = await interview();
  await host.drawShape("Rectangle", 100, 100);
  await host.type("acknowledged\n");
  await candidate.codeBecomes("acknowledged\n");
  await candidate.drawShape("Ellipse", 300, 100);
  for (const room of [host, candidate]) await room.isSaved();

  // Killed while both are at it: some of this is in flight, some comes after.
  const work = Promise.all([
    host.type("x".repeat(120)),
    (async () => {
      for (const row of [0, 1, 2]) await candidate.drawShape("Diamond", 100 + row * 140, 300);
    })(),
  ]);
  await expect.poll(async () => (await host.codeText()).length).toBeGreaterThan(30);
  await server.kill9();
  await work;
  for (const room of [host, candidate]) await room.isOffline();
  expect(await host.codeText(), "work goes on").toBe(`acknowledged\n${"x".repeat(120)}`);

  await server.restart();
  for (const room of [host, candidate]) {
    await expect(room.saved).toHaveText("Saved", { timeout: 20_000 });
    await room.canvas.shows(5);
    await room.codeBecomes(`acknowledged\n${"x".repeat(120)}`);
  }
  const entries = await server.entries(host.id);
  expect(opsOf(entries, "Create")).toHaveLength(5);
  expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
  await server.command("verify", host.id);
});
