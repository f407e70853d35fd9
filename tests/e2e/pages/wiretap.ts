// Everything that reaches a page or stays in it: frames of its sockets, bodies of its answers, what its browser keeps. And
// whether any of it holds a text, however it is written.

import type { Page, WebSocket } from "@playwright/test";

export class Wiretap {
  /** Frames the page got, in order. */
  readonly received: Buffer[] = [];
  /** Frames the page sent, in order. */
  readonly sent: Buffer[] = [];
  private readonly bodies: Promise<Buffer>[] = [];

  constructor(readonly page: Page) {
    page.on("websocket", (socket) => this.listen(socket));
    page.on("response", (response) => {
      // An answer that was let go with its page has no body any more.
      this.bodies.push(response.body().catch(() => Buffer.alloc(0)));
    });
  }

  /** All that the page ever got to know or keeps. */
  async everything(): Promise<Buffer[]> {
    const kept = await this.page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const records = databases.map(async ({ name }) => {
        const open = indexedDB.open(name ?? "");
        const database = await new Promise<IDBDatabase>((give) => (open.onsuccess = () => give(open.result)));
        const values = [...database.objectStoreNames].map(async (store) => {
          const ask = database.transaction(store).objectStore(store).getAll();
          return new Promise<unknown[]>((give) => (ask.onsuccess = () => give(ask.result)));
        });
        const found = (await Promise.all(values)).flat();
        database.close();
        return found.map((value) => (value instanceof Uint8Array ? [...value] : [...new TextEncoder().encode(JSON.stringify(value))]));
      });
      const texts = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
      texts.push(document.documentElement.outerHTML, document.title, document.cookie);
      return { texts, records: (await Promise.all(records)).flat() };
    });
    return [
      ...this.received,
      ...(await Promise.all(this.bodies)),
      ...kept.texts.map((text) => Buffer.from(text)),
      ...kept.records.map((bytes) => Buffer.from(bytes)),
    ];
  }

  private listen(socket: WebSocket): void {
    socket.on("framereceived", ({ payload }) => this.received.push(Buffer.from(payload)));
    socket.on("framesent", ({ payload }) => this.sent.push(Buffer.from(payload)));
  }
}

/** A text as it could be hidden in bytes. Base64 has three forms, by where in a group of three it begins. */
export function disguises(text: string): Buffer[] {
  const plain = Buffer.from(text);
  const shifted = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), plain]).toString("base64").replace(/=+$/, "");
    // The first and last characters also hold bits of the neighbours.
    return Buffer.from(encoded.slice(shift === 0 ? 0 : 4, -2));
  });
  const wide = Buffer.from(text, "utf16le");
  const hex = plain.toString("hex");
  return [plain, ...shifted, wide, Buffer.from(wide).swap16(), Buffer.from(hex), Buffer.from(hex.toUpperCase())];
}

/** The first text that is in one of the buffers in any disguise. */
export function leakOf(texts: readonly string[], buffers: readonly Buffer[]): string | undefined {
  return texts.find((text) => disguises(text).some((disguise) => buffers.some((buffer) => buffer.includes(disguise))));
}
