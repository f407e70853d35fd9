// The scratch corner: nobody sees it, nothing records it, not a byte of it leaves; and what is wanted goes onto the board in one
// step.

import { randomBytes } from "node:crypto";

import { ScratchPart } from "./pages/scratch.ts";
import { opsOf } from "./pages/server.ts";
import { leakOf, Wiretap } from "./pages/wiretap.ts";
import { expect, test } from "./scene.ts";

test("not a byte of the scratch corner leaves, and presence stands still meanwhile", async ({ interview, server }) => {
  let tap: Wiretap | undefined;
  const { host, candidate } = await interview({ prepare: async (page) => void (tap = new Wiretap(page)) });
  if (tap === undefined) throw new Error("the candidate's page is not tapped");
  const requests: string[] = [];
  candidate.page.on("request", (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await candidate.drawShape("Rectangle", 60, 120);
  await host.canvas.shows(1);
  const scratch = new ScratchPart(candidate.page);
  await scratch.open();
  await scratch.enter();
  await settled(tap);

  const before = tap.sent.length;
  const canary = `canary-${randomBytes(9).toString("hex")}`;
  await scratch.draw("Rectangle", [80, 40], [220, 120]);
  await scratch.write(canary);
  await scratch.shows(1);
  await scratch.draw("Pen", [100, 150], [140, 190], [200, 160]);
  await scratch.shows(2);
  expect(told(tap, before), "not a frame but pings").toEqual([]);
  expect(leakOf([canary], [...tap.sent, Buffer.from(requests.join("\n"))])).toBeUndefined();

  await test.step("it is there after a reload", async () => {
    await candidate.page.reload();
    await candidate.isOpen();
    await scratch.open();
    await scratch.shows(2);
    await host.canvas.shows(1);
  });

  await test.step("and in one step on the board, when it is wanted there", async () => {
    await scratch.panel.getByRole("button", { name: "Put on the board" }).click();
    await host.canvas.shows(3);
    await candidate.isSaved();
    const created = opsOf(await server.entries(host.id), "Create");
    expect(created.at(-1)?.body).toHaveLength(2);
    await candidate.canvas.surface.focus();
    await candidate.page.keyboard.press("Control+z");
    await host.canvas.shows(1);
    await scratch.shows(2);
  });

  await test.step("or dragged out of the corner", async () => {
    await scratch.dragOut([80, 80], await candidate.canvas.place(-60, 300));
    await host.canvas.shows(2);
    await scratch.shows(2);
  });

  await test.step("presence goes on once the focus is on the shared board again", async () => {
    const since = tap?.sent.length ?? 0;
    const at = await candidate.canvas.place(100, 200);
    await candidate.page.mouse.click(at.x, at.y);
    await candidate.page.mouse.move(at.x + 30, at.y);
    await expect.poll(() => told(tap as Wiretap, since).length).toBeGreaterThan(0);
  });
});

/** What the page sent since, but for its pings: the fifth kind, as postcard numbers them. */
function told(tap: Wiretap, since: number): Buffer[] {
  return tap.sent.slice(since).filter((frame) => frame[0] !== 4);
}

/** Until nothing was sent for a while: what was under way before is told. */
async function settled(tap: Wiretap): Promise<void> {
  let last = -1;
  await expect
    .poll(
      () => {
        const same = tap.sent.length === last;
        last = tap.sent.length;
        return same;
      },
      { intervals: [300] },
    )
    .toBe(true);
}
