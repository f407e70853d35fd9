// A made recording of a hundred seconds, short enough to know by heart: shapes, code, a stroke, a pause, a line of chat, and long
// stretches in which nothing happens. Everything is on whole seconds, except the stroke.

import type { Server } from "./server.ts";

export const SECONDS = 100;
export const ANA = "Ana Okafor";
export const MO = "Mo Adeyemi";

export type Op = Record<string, unknown>;
/** When, in milliseconds; who, 1 for Ana and 2 for Mo; and what. */
export type Done = [number, number, Op];

export const id = (number: number) => number.toString(16).padStart(32, "0");
/** The file of its code. */
export const FILE = id(99);
const style = {
  stroke: { Token: 0 },
  fill: null,
  width_eighths: 24,
  dash: "Solid",
  opacity_percent: 100,
  font_size: 28,
  align: "Centre",
};

export function shape(number: number, author: number, kind: string, x: number) {
  const place = { origin: { x, y: 800 }, size: { width: 1_600, height: 1_200 }, angle_centidegrees: 0, order: `a${number}` };
  return { id: id(number), author, kind: { Shape: kind }, ...place, style, text: "", locked: false, deleted: false, groups: [] };
}

export function typed(insert: string, at: number): Op {
  const edit = { at, delete: 0, insert };
  return { Text: { target: { File: FILE }, rank: 1, atoms: [{ dt_millis: 0, cause: "Type", edit }] } };
}

const standing = [shape(2, 1, "Rectangle", 3_000), shape(3, 2, "Ellipse", 6_000)];
const file = { id: FILE, author: 1, name: "main.rs", language: "Rust", text: "one\ntwo\n", deleted: false };
const chat = { id: id(50), kind: { Chat: "any questions so far?" } };
const ink = { id: id(60), origin: { x: 800, y: 3_000 }, order: "a6", style, pressure: false };
const samples = [[0, 0, 0, 128], [900, 100, 60, 128], [900, -100, 60, 128]];

const ENTRIES: Done[] = [
  [2_000, 1, { Create: [shape(1, 1, "Rectangle", 800)] }],
  [4_000, 1, { Create: [standing[0]] }],
  [5_000, 1, { CreateFile: { id: FILE, name: "main.rs", language: "Rust" } }],
  [6_000, 1, typed("one\n", 0)],
  [7_000, 1, typed("two\n", 4)],
  [20_000, 2, { Create: [standing[1]] }],
  [22_000, 1, { Card: chat }],
  [24_000, 2, { Delete: [id(1)] }],
  [40_000, 2, { Round: "Paused" }],
  [50_000, 2, { Gap: { elements: [{ ...shape(1, 1, "Rectangle", 800), deleted: true }, ...standing], files: [file], cards: [{ ...chat, author: 1 }], open_ink: [] } }],
  [60_000, 2, { InkBegin: { ...ink, samples } }],
  [60_200, 2, { InkExtend: { id: ink.id, samples: samples.slice(1) } }],
  [60_400, 2, { InkExtend: { id: ink.id, samples: samples.slice(1) } }],
  [60_600, 2, { InkEnd: { id: ink.id } }],
  [100_000, 1, { Create: [shape(5, 1, "Diamond", 9_000)] }],
];

/** Imports it, with what else was done; gives the room. */
export function importRound(server: Server, also: readonly Done[] = []): Promise<string> {
  return importDone(server, [...ENTRIES, ...also].sort(([one], [other]) => one - other));
}

/** Imports what was done, in its order; gives the room. */
export async function importDone(server: Server, done: readonly Done[]): Promise<string> {
  const people = [{ actor: 1, name: ANA }, { actor: 2, name: MO }];
  const header = { kind: "header", format: 0, started_unix_millis: null, people };
  const entries = done.map(([at, actor, op], index) => ({ kind: "entry", seq: index + 1, at, ago: 0, actor, op }));
  return server.import("round.jsonl", [header, ...entries].map((line) => `${JSON.stringify(line)}\n`).join(""));
}
