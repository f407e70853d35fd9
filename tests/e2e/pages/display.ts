// A screen of its own for a browser with a window: what moves its pointer reaches the page as a real pointer does, gathered by the
// browser once a frame. (Events of the automation protocol come one by one, which no device does.) Debian's xvfb and xdotool.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

import { type Browser, chromium, type Page } from "@playwright/test";

const run = promisify(execFile);
/** Larger than the window, so that the page keeps the size that it is given. */
const SCREEN = "1700x1200x24";

export class Display {
  private constructor(
    private readonly screen: ChildProcess,
    private readonly name: string,
  ) {}

  /** Whether this machine has what a display takes. */
  static isAtHand(): boolean {
    return process.env["DISPLAY_TOOLS"] === "yes";
  }

  static async open(): Promise<Display> {
    const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", SCREEN, "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const number = await new Promise<string>((resolve, reject) => {
      screen.once("error", reject);
      screen.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
      screen.stdio[3]?.once("data", (bytes: Buffer) => resolve(bytes.toString().trim()));
    });
    return new Display(screen, `:${number}`);
  }

  /** A browser with a window on this screen. */
  browser(): Promise<Browser> {
    return chromium.launch({
      headless: false,
      executablePath: process.env["CHROMIUM"]!,
      env: { ...process.env, DISPLAY: this.name },
      args: ["--no-sandbox", "--disable-gpu", "--window-position=0,0"],
    });
  }

  /** Where the page begins on the screen. */
  async cornerOf(page: Page): Promise<{ x: number; y: number }> {
    const corner = page.evaluate(
      () =>
        new Promise<{ x: number; y: number }>((resolve) => {
          const tell = (event: PointerEvent) => resolve({ x: event.screenX - event.clientX, y: event.screenY - event.clientY });
          window.addEventListener("pointermove", tell, { once: true });
        }),
    );
    let isTold = false;
    const told = corner.finally(() => (isTold = true));
    // The first moves may come before the window is there.
    while (!isTold) await this.hand("mousemove 700 600 sleep 0.05 mousemove 705 604 sleep 0.05");
    return told;
  }

  /** Moves the pointer of the screen: words of xdotool. */
  async hand(words: string): Promise<void> {
    await run("xdotool", words.split(" "), { env: { ...process.env, DISPLAY: this.name }, maxBuffer: 1 << 20 });
  }

  close(): void {
    this.screen.kill();
  }
}
