// The main job in Firefox, driven through WebDriver BiDi; `cargo xtask test` runs it where a Firefox is there.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.firefox.ts",
  outputDir: ".output",
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
});
