// A PNG picture as a canvas, on no page, so that its pixels can be looked at like those of any other.

import type { JSHandle, Page } from "@playwright/test";

export async function decoded(page: Page, png: Buffer): Promise<JSHandle<HTMLCanvasElement>> {
  return page.evaluateHandle(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    return canvas;
  }, png.toString("base64"));
}
