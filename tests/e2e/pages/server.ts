// A server process of a test's own: started on a free port with a fresh folder, killed, started again on the same data, its
// clock shifted, its recordings exported. Knows no page.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const binary = process.env["CHALKBACK_BIN"] ?? path.resolve(import.meta.dirname, "../../../target/release/chalkback");
const run = promisify(execFile);

/** An entry as `chalkback export` writes it. */
export interface Entry {
  seq: number;
  at: number;
  ago: number;
  actor: number;
  op: Record<string, unknown>;
}

/** Where somebody was, as `chalkback export` writes it. Places are in eighths of a board unit. */
export interface Track {
  at: number;
  actor: number;
  cursor: { x: number; y: number } | null;
  caret: [string, number, number] | null;
  view: [{ x: number; y: number }, { x: number; y: number }] | null;
  laser?: boolean;
}

export class Server {
  private process: ChildProcess | undefined;
  /** `http://127.0.0.1:<port>`; the same after a restart. */
  url = "";
  /** The one-time link for the staff password; there at the first start only. */
  setupLink = "";

  private constructor(readonly data: string) {}

  static async start(): Promise<Server> {
    const server = new Server(await mkdtemp(path.join(tmpdir(), "chalkback-e2e-")));
    await server.launch("0");
    return server;
  }

  /** As if the power went: no signal that could be handled. */
  async kill9(): Promise<void> {
    const running = this.process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await gone;
  }

  async restart(): Promise<void> {
    await this.kill9();
    await this.launch(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    await this.kill9();
    await rm(this.data, { recursive: true, force: true });
  }

  /** Shifts the server's clock forward. */
  async advance(millis: number): Promise<void> {
    const response = await fetch(`${this.url}/test/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advance_millis: Math.round(millis) }),
    });
    if (!response.ok) throw new Error(`the test clock answered ${response.status}`);
  }

  /** All entries of a room's recording, as the export writes them beside the running server. */
  entries(room: string): Promise<Entry[]> {
    return this.exported(room, "entry");
  }

  /** Where people pointed and looked. */
  tracks(room: string): Promise<Track[]> {
    return this.exported(room, "track");
  }

  /** The pictures that are stored for a room. */
  assets(room: string): Promise<{ hash: string; mime: string; base64: string }[]> {
    return this.exported(room, "asset");
  }

  /** The files of the data folder in which something stands as it is. */
  async filesWith(what: string | Buffer): Promise<string[]> {
    const names = await readdir(this.data);
    const held = await Promise.all(
      names.map(async (name) => ((await readFile(path.join(this.data, name)).catch(() => Buffer.alloc(0))).includes(what) ? name : "")),
    );
    return held.filter((name) => name !== "");
  }

  private async exported(room: string, kind: string): Promise<any[]> {
    const { stdout } = await this.command("export", room);
    const lines = stdout.split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line)).filter((line) => line.kind === kind);
  }

  /** Imports a file of this name with this content; gives the room. */
  async import(name: string, content: string): Promise<string> {
    const file = path.join(this.data, name);
    await writeFile(file, content);
    return this.importFile(file);
  }

  /** Imports a file that is there; gives the room. */
  async importFile(file: string): Promise<string> {
    return JSON.parse((await this.command("import", file)).stdout).room as string;
  }

  /** Runs another command of the binary on this server's data; fails if the command fails. */
  command(...words: string[]): Promise<{ stdout: string; stderr: string }> {
    return run(binary, [...words, "--data", this.data], { maxBuffer: 64 << 20 });
  }

  private async launch(port: string): Promise<void> {
    const words = ["serve", "--port", port, "--data", this.data, "--test-clock"];
    const started = spawn(binary, words, { stdio: ["ignore", "pipe", "inherit"] });
    this.process = started;
    const lines = createInterface({ input: started.stdout });
    for await (const line of lines) {
      this.url = /listening on (\S+)/.exec(line)?.[1] ?? this.url;
      this.setupLink = /set the staff password: (\S+)/.exec(line)?.[1] ?? this.setupLink;
      // The link is the last line of a first start; a later start says only where it listens.
      if (this.url !== "" && this.setupLink !== "") return;
    }
    throw new Error("the server ended before it listened");
  }
}

/** The ops of one kind, in order, with their entries. */
export function opsOf(entries: readonly Entry[], kind: string): { entry: Entry; body: any }[] {
  return entries.filter((entry) => kind in entry.op).map((entry) => ({ entry, body: entry.op[kind] }));
}
