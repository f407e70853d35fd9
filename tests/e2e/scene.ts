// Fixtures: a server of the test's own, and on demand a room with a host and a candidate in two browsers.

import { type Browser, type BrowserContext, type Page, test as base } from "@playwright/test";

import { HostPage } from "./pages/host.ts";
import { JoinPage } from "./pages/join.ts";
import type { RoomPage } from "./pages/room.ts";
import { Server } from "./pages/server.ts";
import { StaffPages } from "./pages/staff.ts";

export { expect } from "@playwright/test";

/** A host and a candidate in one room. */
export interface Interview {
  staff: StaffPages;
  host: HostPage;
  candidate: RoomPage;
  /** The candidate's link. */
  link: string;
  /** The wall time at which the room's clock began, about. */
  began: number;
}

/** What can be asked for before the candidate's page opens anything. */
export interface Before {
  title?: string;
  /** Starts the room otherwise than by its title. */
  start?: (staff: StaffPages) => Promise<RoomPage>;
  prepare?: (candidate: Page) => Promise<void>;
}

export interface Scene {
  server: Server;
  /** A browser of somebody else: nothing is shared with the other pages. */
  stranger: () => Promise<Page>;
  interview: (before?: Before) => Promise<Interview>;
}

export const HOST = "Mo Adeyemi";
export const CANDIDATE = "Ana Okafor";

export const test = base.extend<Scene>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },
  stranger: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(() => strangerIn(browser, contexts));
    await Promise.all(contexts.map((context) => context.close()));
  },
  interview: async ({ server, stranger }, use) => {
    await use(async (before = {}) => {
      const staff = new StaffPages(await stranger(), server);
      await staff.setUp(HOST);
      const start = before.start ?? ((staff) => staff.startRoom(before.title ?? "Design a queue"));
      const host = HostPage.of(await start(staff));
      const began = Date.now();
      const { link } = await host.invite("Candidate");
      const page = await stranger();
      await before.prepare?.(page);
      const candidate = await new JoinPage(page).join(link, CANDIDATE);
      host.beside = [candidate];
      candidate.beside = [host];
      return { staff, host, candidate, link, began };
    });
  },
});

async function strangerIn(browser: Browser, contexts: BrowserContext[]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  contexts.push(context);
  return context.newPage();
}
