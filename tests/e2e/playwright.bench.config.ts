// The figures that need a browser: one at a time, so that nothing else uses the machine while one is measured.
// A bench is a `*.bench.ts` that appends its rows, one JSON object per line, to the file that CHALKBACK_BENCH_ROWS names.

import { defineConfig } from "@playwright/test";

import base from "./playwright.config.ts";

const launchOptions = base.use?.launchOptions;

export default defineConfig({
  ...base,
  testMatch: "**/*.bench.ts",
  workers: 1,
  timeout: 600_000,
  use: {
    ...base.use,
    trace: "off",
    screenshot: "off",
    launchOptions: {
      ...launchOptions,
      // A frame is measured by what it costs, not by when the screen would show it.
      args: [...(launchOptions?.args ?? []), "--disable-gpu-vsync", "--disable-frame-rate-limit"],
    },
  },
});
