// Pages of PDF files as pictures. Nothing in a file is run: no scripts, no forms, no fonts but as lines.

import * as pdf from "pdfjs-dist";
// Without a worker of its own: a page is painted once, and a worker would need an address of its own to be loaded from.
import * as worker from "pdfjs-dist/build/pdf.worker.mjs";

import { stored, type Picture } from "./pictures.ts";

/** An opened file. */
export interface Pages {
  count: number;
  /** A page, counted from 1; `undefined` where it cannot be painted. */
  page(number: number, sideMax: number, bytesMax: number): Promise<Picture | undefined>;
  close(): void;
}

/** Opens a file; `undefined` where it is none, is damaged or wants a password. */
export async function openPdf(file: Blob): Promise<Pages | undefined> {
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = worker;
  const task = pdf.getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    stopAtErrors: false,
  });
  try {
    const opened = await task.promise;
    return {
      count: opened.numPages,
      page: (number, sideMax, bytesMax) => painted(opened, number, sideMax, bytesMax),
      close: () => void task.destroy(),
    };
  } catch {
    return undefined;
  }
}

async function painted(
  opened: pdf.PDFDocumentProxy,
  number: number,
  sideMax: number,
  bytesMax: number,
): Promise<Picture | undefined> {
  try {
    const page = await opened.getPage(number);
    const own = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: sideMax / Math.max(own.width, own.height, 1) });
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.floor(viewport.width));
    canvas.height = Math.max(1, Math.floor(viewport.height));
    await page.render({ canvas, viewport, background: "white" }).promise;
    return await stored(canvas, "image/webp", bytesMax);
  } catch {
    return undefined;
  }
}
