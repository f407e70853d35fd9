// A made recording in which a word and a line took their time, and arrived at once.

import type { Server } from "./server.ts";

const id = (number: number) => number.toString(16).padStart(32, "0");

/** A word that took three seconds until the twentieth, and a line that took three until the thirtieth; each arrived at once. */
export async function unhurried(server: Server): Promise<string> {
  const atoms = [..."abcd"].map((letter, at) => ({ dt_millis: 1_000, cause: "Type", edit: { at, delete: 0, insert: letter } }));
  const style = { stroke: { Token: 0 }, fill: null, width_eighths: 24, dash: "Solid", opacity_percent: 100, font_size: 20, align: "Left" };
  const samples = [0, 1, 2, 3].map((step) => [step * 800, 0, step === 0 ? 0 : 1_000, 128]);
  const ops: [number, object][] = [
    [1_000, { CreateFile: { id: id(9), name: "main.rs", language: "Rust" } }],
    [20_000, { Text: { target: { File: id(9) }, rank: 1, atoms } }],
    [30_000, { InkBegin: { id: id(1), origin: { x: 0, y: 0 }, order: "a0", style, pressure: false, samples } }],
    [30_100, { InkEnd: { id: id(1) } }],
    [40_000, { CreateFile: { id: id(8), name: "other.rs", language: "Rust" } }],
  ];
  const entries = ops.map(([at, op], index) => ({ kind: "entry", seq: index + 1, at, ago: 0, actor: 1, op }));
  const header = { kind: "header", format: 0, started_unix_millis: null, people: [{ actor: 1, name: "Ana Okafor" }] };
  return server.import("unhurried.jsonl", [header, ...entries].map((line) => `${JSON.stringify(line)}\n`).join(""));
}
