// Files and words that come to a board from outside: dropped on it with a pointer, or pasted.

import type { RoomPage } from "./room.ts";

export interface Incoming {
  name: string;
  type: string;
  bytes: Buffer;
}

/** Drops a file onto a place of the board. */
export async function drop(room: RoomPage, file: Incoming, x = 300, y = 300): Promise<void> {
  const at = await room.canvas.place(x, y);
  await room.page.evaluate(
    ([{ name, type, bytes }, x, y]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0))], name, { type }));
      const target = document.elementFromPoint(x, y);
      for (const kind of ["dragover", "drop"]) {
        target?.dispatchEvent(new DragEvent(kind, { dataTransfer: data, clientX: x, clientY: y, bubbles: true, cancelable: true }));
      }
    },
    [{ ...file, bytes: file.bytes.toString("base64") }, at.x, at.y] as const,
  );
}

/** Pastes a file, as a browser hands it on when a file or a picture was copied. */
export async function paste(room: RoomPage, file: Incoming): Promise<void> {
  await room.canvas.surface.focus();
  await room.page.evaluate(
    ({ name, type, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0))], name, { type }));
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    { ...file, bytes: file.bytes.toString("base64") },
  );
}

/** Pastes words in several forms at once, as a browser hands them on when a part of a page was copied. */
export async function pasteWords(room: RoomPage, forms: Record<string, string>): Promise<void> {
  await room.canvas.surface.focus();
  await room.page.evaluate((forms) => {
    const data = new DataTransfer();
    for (const [kind, words] of Object.entries(forms)) data.setData(kind, words);
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, forms);
}
