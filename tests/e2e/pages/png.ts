// PNG pictures made from their parts: of one colour, and with a text in them as Excalidraw puts its drawings there.

import { crc32, deflateSync } from "node:zlib";

type Rgb = [number, number, number];

/** A picture of one colour; `inside` are chunks between its head and its pixels. */
export function png(width: number, height: number, rgb: Rgb, inside: Buffer[] = []): Buffer {
  return painted(width, height, () => rgb, inside);
}

/** A picture with the colours that its places have. */
export function painted(width: number, height: number, colour: (x: number, y: number) => Rgb, inside: Buffer[] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits each of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const row = (y: number) => [0, ...Array.from({ length: width }, (_, x) => colour(x, y)).flat()];
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, (_, y) => Buffer.from(row(y)))));
  const parts = [chunk("IHDR", head), ...inside, chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

/** The wrapping that Excalidraw puts around the text of a drawing before it hides it in a picture. */
export function wrapped(drawing: object): string {
  const encoded = deflateSync(Buffer.from(JSON.stringify(drawing))).toString("latin1");
  return JSON.stringify({ version: "1", encoding: "bstring", compressed: true, encoded });
}

/** A picture with a drawing in it. */
export function pngWith(drawing: object): Buffer {
  const text = Buffer.from(`application/vnd.excalidraw+json\0${wrapped(drawing)}`, "latin1");
  return png(40, 30, [255, 255, 255], [chunk("tEXt", text)]);
}

/** The same as an SVG. */
export function svgWith(drawing: object): Buffer {
  const payload = Buffer.from(wrapped(drawing), "latin1").toString("base64");
  const comments = `<!-- payload-type:application/vnd.excalidraw+json --><!-- payload-version:2 --><!-- payload-start -->${payload}<!-- payload-end -->`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">${comments}<rect width="40" height="30"/></svg>`);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
