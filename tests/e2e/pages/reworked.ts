// A recording to be imported in which a design is reworked: things are moved, recoloured, tied elsewhere, removed and brought
// back, and code is written anew. Every moment is on a whole second, so that a second names what is there.

export const ANA = "Ana Okafor";
export const MO = "Mo Adeyemi";
/** When it ends, in seconds. */
export const END = 150;

type Op = Record<string, unknown>;

const FILE = id(100);
const EIGHTHS = 8;

/** What is drawn, by name. */
export const IDS = { cache: id(1), queue: id(2), line: id(3), service: id(4), stroke: id(5) };

/** The lines of the recording. */
export function reworked(): string {
  const people = [
    { actor: 1, name: MO, role: "Host" },
    { actor: 2, name: ANA, role: "Candidate" },
  ];
  const header = { kind: "header", format: 0, started_unix_millis: null, people };
  const entries = OPS.map(([second, actor, op], index) => ({
    kind: "entry",
    seq: index + 1,
    at: second * 1_000,
    ago: 0,
    actor,
    op,
  }));
  return [header, ...entries].map((line) => `${JSON.stringify(line)}\n`).join("");
}

const OPS: [number, number, Op][] = [
  [0, 2, { CreateFile: { id: FILE, name: "main.rs", language: "Rust" } }],
  [10, 2, { Create: [box(IDS.cache, "Cache", 0, 0)] }],
  [20, 2, { Create: [box(IDS.queue, "Queue", 500, 0)] }],
  [30, 2, { Create: [line(IDS.line, IDS.cache, IDS.queue)] }],
  [40, 1, change(IDS.cache, { Origin: at(0, 300) })],
  [50, 2, change(IDS.cache, { Stroke: { Token: 1 } })],
  [60, 2, { Create: [box(IDS.service, "Service", 500, 300)] }],
  [70, 2, change(IDS.line, { End: bound(IDS.service) })],
  [80, 2, { Delete: [IDS.queue] }],
  [90, 2, typed(0, 0, "let cache = 1;\nlet queue = 2;\n")],
  [100, 1, typed(4, 5, "store")],
  [110, 2, typed(15, 14, "let service = 3;")],
  [120, 2, { InkBegin: { id: IDS.stroke, ...ink() } }],
  [122, 2, { InkEnd: { id: IDS.stroke } }],
  [130, 1, { Delete: [IDS.stroke] }],
  [140, 2, { Delete: [IDS.cache] }],
  [END, 2, { Restore: [IDS.cache] }],
];

function id(number: number): string {
  return number.toString(16).padStart(32, "0");
}

function at(x: number, y: number): { x: number; y: number } {
  return { x: x * EIGHTHS, y: y * EIGHTHS };
}

function bound(element: string): Op {
  return { at: at(0, 0), bound: { element, aim: null } };
}

function plain(): Op {
  return { angle_centidegrees: 0, locked: false, deleted: false, groups: [], style: style() };
}

function style(): Op {
  return {
    stroke: { Token: 0 },
    fill: null,
    width_eighths: 24,
    dash: "Solid",
    opacity_percent: 100,
    font_size: 28,
    align: "Centre",
  };
}

function box(element: string, text: string, x: number, y: number): Op {
  const size = { width: 240 * EIGHTHS, height: 120 * EIGHTHS };
  return { id: element, author: 2, kind: { Shape: "Rounded" }, origin: at(x, y), size, order: "a1", text, ...plain() };
}

function line(element: string, from: string, to: string): Op {
  const ends = { start: bound(from), end: bound(to) };
  const connector = { ...ends, via: [], start_head: "None", end_head: "Arrow", curved: false, closed: false };
  const size = { width: 0, height: 0 };
  const kind = { Connector: connector };
  return { id: element, author: 2, kind, origin: at(0, 0), size, order: "a2", text: "", ...plain() };
}

function change(element: string, prop: Op): Op {
  return { Update: [{ id: element, props: [prop] }] };
}

function typed(offset: number, deleted: number, insert: string): Op {
  const atom = { dt_millis: 0, cause: "Type", edit: { at: offset, delete: deleted, insert } };
  return { Text: { target: { File: FILE }, rank: 0, atoms: [atom] } };
}

function ink(): Op {
  const samples = Array.from({ length: 20 }, (_, index) => [index * 80, (index % 2) * 160, 10, 128]);
  return { origin: at(100, 520), order: "a3", style: style(), pressure: false, samples };
}
