// A recording to be imported, made from a seed: overlapping shapes with words, strokes of two people, much of it moved,
// raised or deleted later. Everything happens on whole seconds, so that a second names one picture.

export const SECONDS = 1_200;
const ENTRIES_PER_SECOND = 5;
const WIDTH = 18_000;
const HEIGHT = 12_000;

type Op = Record<string, unknown>;

/** The lines of the recording. */
export function drawing(): string {
  const header = { kind: "header", format: 0, started_unix_millis: null, people: [] };
  const entries = [...ops(SECONDS * ENTRIES_PER_SECOND)].map((op, index) => ({
    kind: "entry",
    seq: index + 1,
    at: Math.floor(index / ENTRIES_PER_SECOND) * 1_000,
    ago: 0,
    actor: "InkBegin" in op || "InkExtend" in op || "InkEnd" in op ? 2 : 1,
    op,
  }));
  return [header, ...entries].map((line) => `${JSON.stringify(line)}\n`).join("");
}

function* ops(count: number): Generator<Op> {
  let state = 2026;
  const random = (below: number) => Math.floor(((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647) * below);
  const standing: string[] = [];
  const gone: string[] = [];
  let made = 0;
  const id = () => (made += 1).toString(16).padStart(32, "0");
  const place = () => ({ x: random(WIDTH), y: random(HEIGHT) });
  const take = (from: string[]) => from.splice(random(from.length), 1)[0] ?? "";
  // Keys of one length are compared as text: any two digits will do.
  const order = () => `b${10 + random(80)}`.replace(/0$/, "1");
  const style = () => ({
    stroke: { Token: random(6) },
    fill: random(2) === 0 ? null : { Token: random(6) },
    width_eighths: 8 + random(60),
    dash: "Solid",
    opacity_percent: random(3) === 0 ? 50 : 100,
    font_size: 28,
    align: "Centre",
  });
  const change = (prop: Op) => ({ Update: [{ id: standing[random(standing.length)], props: [prop] }] });
  let open: { id: string; left: number } | undefined;
  for (let index = 0; index < count; index += 1) {
    if (open !== undefined) {
      if (open.left === 0) {
        yield { InkEnd: { id: open.id } };
        standing.push(open.id);
        open = undefined;
      } else {
        open.left -= 1;
        yield { InkExtend: { id: open.id, samples: [0, 1, 2].map(() => [random(900), random(700), 0, random(255)]) } };
      }
      continue;
    }
    const kind = standing.length < 10 ? 0 : random(100);
    if (kind < 45) {
      const size = { width: 300 + random(1_500), height: 200 + random(1_000) };
      const element = { id: id(), author: 1, kind: { Shape: "Rounded" }, origin: place(), size, order: order(), style: style() };
      const rest = { angle_centidegrees: 0, text: `box ${index}`, locked: false, deleted: false, groups: [] };
      standing.push(element.id);
      yield { Create: [{ ...element, ...rest }] };
    } else if (kind < 75) {
      open = { id: id(), left: 2 };
      const samples = [[0, 0, 0, 128]];
      yield { InkBegin: { id: open.id, origin: place(), order: order(), style: style(), pressure: true, samples } };
    } else if (kind < 85) {
      const deleted = take(standing);
      gone.push(deleted);
      yield { Delete: [deleted] };
    } else if (kind < 88 && gone.length > 0) {
      const restored = take(gone);
      standing.push(restored);
      yield { Restore: [restored] };
    } else if (kind < 95) {
      yield change({ Origin: place() });
    } else {
      yield change({ Opacity: 20 + (index % 80) });
    }
  }
}
