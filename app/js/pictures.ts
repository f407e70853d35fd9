// Pictures made small enough for a room before they travel. What a file is and how many pixels it has was read from its head
// before; here it is decoded for the first time.

/** A picture as it is stored. */
export interface Picture {
  blob: Blob;
  width: number;
  height: number;
}

/** Qualities to be tried until a picture is small enough. */
const qualities = [0.9, 0.8, 0.6, 0.4];
/** An SVG is painted so many times as large as it says, so that it may be looked at from near. */
const svgScale = 2;
/** These say nothing about the place and the camera they were taken with. */
const plainTypes = ["image/png", "image/gif", "image/webp"];

/** The picture with at most so many pixels at its longer side and bytes; `undefined` where it cannot be decoded. */
export async function shrink(file: Blob, mime: string, sideMax: number, bytesMax: number): Promise<Picture | undefined> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return undefined;
  }
  const { width, height } = bitmap;
  const scale = Math.min(1, sideMax / Math.max(width, height));
  try {
    if (scale === 1 && file.size <= bytesMax && plainTypes.includes(mime)) {
      return { blob: new Blob([file], { type: mime }), width, height };
    }
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext("2d");
    if (context === null) return undefined;
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    // A photograph has nothing to see through.
    return await stored(canvas, mime === "image/jpeg" ? "image/jpeg" : "image/webp", bytesMax);
  } finally {
    bitmap.close();
  }
}

/** An SVG as a picture of what it shows: as an image it runs nothing, loads nothing and is no markup any more. As large as
 * may be, for lines stay sharp then; it says the size that it has by itself. `undefined` where it cannot be painted. */
export async function paintSvg(file: Blob, sideMax: number, bytesMax: number): Promise<Picture | undefined> {
  const address = URL.createObjectURL(new Blob([file], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    if (!(width > 0 && height > 0)) return undefined;
    const scale = Math.min(svgScale, sideMax / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext("2d");
    if (context === null) return undefined;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const painted = await stored(canvas, "image/webp", bytesMax);
    return painted && { blob: painted.blob, width, height };
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** What is painted on a canvas as a file of at most so many bytes. */
export async function stored(canvas: HTMLCanvasElement, mime: string, bytesMax: number): Promise<Picture | undefined> {
  for (const quality of qualities) {
    const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, mime, quality));
    if (blob === null) return undefined;
    if (blob.size <= bytesMax) return { blob, width: canvas.width, height: canvas.height };
  }
  return undefined;
}
