// How a browser bench tells its figures: a line for people, a row of JSON for `cargo xtask bench`.

import { appendFileSync } from "node:fs";

/** A figure; without a limit it is there to compare with. */
export function row(name: string, value: number, unit: string, limit?: number): void {
  const ok = limit === undefined || value <= limit;
  const file = process.env["CHALKBACK_BENCH_ROWS"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ name, value, unit, limit: limit ?? null, ok })}\n`);
  const verdict = limit === undefined ? "" : ok ? `  (must be <= ${limit})` : `  MISSED: must be <= ${limit}`;
  console.log(`${name.padEnd(58)} ${value.toFixed(3).padStart(12)} ${unit}${verdict}`);
}

/** The value below which so many percent of the values lie. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}
