// The figures that need a browser: one at a time, so that nothing else uses the machine while one is measured.
// A bench is a `*.bench.ts` that appends its rows, one JSON object per line, to the file that CHALKBACK_BENCH_ROWS names.

import { defineConfig } from "@playwright/test";

import base from "./playwright.config.ts";

export default defineConfig({
  ...base,
  testMatch: "**/*.bench.ts",
  workers: 1,
  timeout: 600_000,
  use: { ...base.use, trace: "off", screenshot: "off" },
});
