// Another whiteboard in the same browser: Excalidraw from npm, bundled and served for the one bench that compares.

import { createServer, type Server } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Page } from "@playwright/test";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "../../..");
const fonts = path.join(root, "node_modules/@excalidraw/excalidraw/dist/prod");
const html = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/peer.css">
<style>html, body, #peer { margin: 0; height: 100% }</style>
<script>window.EXCALIDRAW_ASSET_PATH = "/"</script><div id="peer"></div><script type="module" src="/peer.js"></script>`;

export class Peer {
  private constructor(
    readonly page: Page,
    private readonly server: Server,
  ) {}

  /** Bundles it and opens it at the size of our page. */
  static async open(page: Page, elements: object[]): Promise<Peer> {
    const bundle = await build({
      entryPoints: [path.join(root, "tests/e2e/peer/excalidraw.js")],
      bundle: true,
      write: false,
      outfile: "peer.js",
      format: "esm",
      minify: true,
      conditions: ["production"],
      define: { "process.env.NODE_ENV": '"production"', "process.env.IS_PREACT": '"false"', "import.meta.env": '{"PROD":true}' },
      loader: { ".woff2": "dataurl", ".ttf": "dataurl" },
      plugins: [styles],
      logLevel: "error",
    });
    const served = new Map(bundle.outputFiles.map((file) => [`/${path.basename(file.path)}`, file.contents]));
    const server = createServer(async (request, response) => {
      const name = new URL(request.url ?? "/", "http://peer").pathname;
      const kind = name.endsWith(".css") ? "text/css" : name.endsWith(".js") ? "text/javascript" : "text/html";
      const content = name === "/" ? html : (served.get(name) ?? (await readFile(path.join(fonts, name)).catch(() => undefined)));
      response.writeHead(content === undefined ? 404 : 200, { "content-type": kind });
      response.end(content);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction(() => "peer" in window);
    const peer = new Peer(page, server);
    await page.evaluate((elements) => (window as any).peer.updateScene({ elements: (window as any).restore(elements) }), elements);
    await page.evaluate(() => document.fonts.ready);
    return peer;
  }

  /** Shows the board's corner at a zoom. */
  async look(zoom: number, scrollX: number, scrollY: number): Promise<void> {
    const appState = { zoom: { value: zoom }, scrollX, scrollY };
    await this.page.evaluate((appState) => (window as any).peer.updateScene({ appState }), appState);
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve))));
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The component's style sheet, which its package exports under a condition of its own. */
const styles = {
  name: "styles",
  setup(build: import("esbuild").PluginBuild) {
    build.onResolve({ filter: /excalidraw\/index\.css$/ }, () => ({ path: path.join(fonts, "index.css") }));
  },
};
