// How the browser tests run: the Chromium that xtask found, no retries (a test that passes at the second try is a bug),
// each spec with server processes of its own.

import path from "node:path";

import { defineConfig } from "@playwright/test";

const chromium = process.env["CHROMIUM"];
// A film of a page costs more than its test, but of several pages a Chromium with windows paints one, and the others only while they
// are filmed, or once a second.
const paintsAll = path.basename(chromium ?? "").includes("headless-shell");

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: ".output",
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    trace: paintsAll ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
