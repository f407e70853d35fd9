// Firefox, driven by what WebDriver BiDi can do: press, type, look. Playwright drives no Firefox but its own.

import { type Browser, type ElementHandle, launch, type Page } from "puppeteer-core";

export class Firefox {
  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<Firefox> {
    const executablePath = process.env["FIREFOX"] ?? "/usr/bin/firefox-esr";
    const browser = await launch({ browser: "firefox", executablePath, headless: true });
    return new Firefox(browser);
  }

  /** A browser of somebody else: nothing is shared with the other pages. */
  async stranger(): Promise<FirefoxPage> {
    const context = await this.browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    return new FirefoxPage(page, errors);
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }
}

export class FirefoxPage {
  constructor(
    readonly page: Page,
    /** What the page complained of. */
    readonly errors: string[],
  ) {}

  async open(address: string): Promise<void> {
    await this.page.goto(address, { waitUntil: "domcontentloaded" });
  }

  /** What carries a name that people read: a button by its words or label, a field by its label. */
  private async named(name: string): Promise<ElementHandle> {
    const found = await this.page.waitForFunction(
      (name) => {
        const nameOf = (element: Element) => {
          const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent;
          return (element.getAttribute("aria-label") ?? label ?? "").trim();
        };
        const all = [...document.querySelectorAll("button, input, textarea, [role=textbox]")];
        const seen = all.filter((element) => element.getClientRects().length > 0);
        return seen.find((element) => nameOf(element) === name) ?? seen.find((element) => nameOf(element).startsWith(`${name} `));
      },
      {},
      name,
    );
    const element = found.asElement();
    if (element === null) throw new Error(`nothing is named ${name}`);
    return element as ElementHandle;
  }

  async press(name: string): Promise<void> {
    await (await this.named(name)).click();
  }

  async fill(label: string, words: string): Promise<void> {
    const field = await this.named(label);
    await field.click({ count: 3 });
    await field.type(words);
  }

  async has(selector: string): Promise<void> {
    await this.page.locator(selector).wait();
  }

  /** An attribute of the board, once it has the value. */
  async boardHas(attribute: string, value: string): Promise<void> {
    await this.has(`.canvas[${attribute}="${value}"]`);
  }

  async says(selector: string, words: string): Promise<void> {
    await this.page.waitForFunction(
      (selector, words) => document.querySelector(selector)?.textContent?.includes(words) ?? false,
      {},
      selector,
      words,
    );
  }

  /** Presses on the board, moves through places of its surface and lifts. */
  async drag(...places: [number, number][]): Promise<void> {
    const box = await (await this.page.$(".canvas"))?.boundingBox();
    if (box === null || box === undefined) throw new Error("the board is not on the page");
    const [first, ...rest] = places;
    if (first === undefined) return;
    await this.page.mouse.move(box.x + first[0], box.y + first[1]);
    await this.page.mouse.down();
    for (const [x, y] of rest) await this.page.mouse.move(box.x + x, box.y + y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Pixels of the drawing that differ from the commonest one. */
  inked(): Promise<number> {
    return this.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".canvas-baked")!;
      const words = new Uint32Array(canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      const counts = new Map<number, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      return words.length - Math.max(0, ...counts.values());
    });
  }

  text(selector: string): Promise<string> {
    return this.page.$eval(selector, (element) => element.textContent ?? "");
  }
}
