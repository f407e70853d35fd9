// A company's proxy between a browser and the server: passes requests on as they come, refuses WebSocket upgrades until told
// otherwise, and holds back what travels.

import { createServer, type IncomingMessage, request, type Server as HttpServer } from "node:http";
import { connect, type Socket } from "node:net";

export class Middlebox {
  /** Upgrades refused so far. */
  refused = 0;
  /** Event streams passed on so far. */
  streams = 0;
  /** Whether WebSockets get through. */
  open = false;
  private readonly sockets = new Set<Socket>();
  /** Both ends of each WebSocket that got through. */
  private readonly ends = new Set<Socket>();

  private constructor(
    private readonly proxy: HttpServer,
    private readonly target: URL,
  ) {}

  static async before(server: { url: string }): Promise<Middlebox> {
    const proxy = createServer();
    const box = new Middlebox(proxy, new URL(server.url));
    proxy.on("request", (asked, answer) => {
      if (/\/events\?/.test(asked.url ?? "") && asked.method === "GET") box.streams++;
      const passed = request(box.towards(asked), (got) => {
        answer.writeHead(got.statusCode ?? 502, got.rawHeaders);
        got.pipe(answer);
      });
      passed.on("error", () => answer.destroy());
      answer.on("close", () => passed.destroy());
      asked.pipe(passed);
    });
    proxy.on("upgrade", (asked, socket, head) => box.upgrade(asked, socket as Socket, head));
    proxy.on("connection", (socket) => {
      box.sockets.add(socket);
      socket.on("close", () => box.sockets.delete(socket));
    });
    await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
    return box;
  }

  /** A link as it looks from this side. */
  link(link: string): string {
    const address = this.proxy.address();
    if (address === null || typeof address === "string") throw new Error("the proxy does not listen");
    const seen = new URL(link);
    seen.port = String(address.port);
    return seen.href;
  }

  /** Lets nothing through any more, either way, until it is let go; nothing is lost. */
  hold(): void {
    for (const end of this.ends) end.pause();
  }

  letGo(): void {
    for (const end of this.ends) end.resume();
  }

  /** Ends every connection that goes through, as a proxy that is started anew. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.proxy.close(done));
    this.cut();
    await closed;
  }

  private towards(asked: IncomingMessage): object {
    const { hostname, port } = this.target;
    return { hostname, port, method: asked.method, path: asked.url, headers: asked.headers };
  }

  private upgrade(asked: IncomingMessage, socket: Socket, head: Buffer): void {
    // The server lets go of a socket that asks for an upgrade; a page that is gone by then resets it.
    socket.on("error", () => socket.destroy());
    if (!this.open) {
      this.refused++;
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    const passed = connect(Number(this.target.port), this.target.hostname, () => {
      const lines = asked.rawHeaders.map((word, index) => (index % 2 === 0 ? `${word}: ` : `${word}\r\n`));
      passed.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
      passed.write(head);
      passed.pipe(socket).pipe(passed);
    });
    for (const end of [passed, socket]) {
      this.ends.add(end);
      end.on("close", () => this.ends.delete(end));
    }
    passed.on("error", () => socket.destroy());
    socket.on("error", () => passed.destroy());
  }
}
