// What the page's program asks of the browser and cannot say itself: loading a module or a style sheet by its address,
// keeping the outbox over a reload, holding a lock for the life of this tab. Nothing here throws: a browser that keeps nothing
// gives an answer too.

const databaseName = "chalkback";
const storeName = "outbox";

/** What becomes of unsent work when this page goes. */
export type Keeping = "kept" | "no-storage" | "no-locks";

let opened: IDBDatabase | undefined;
let opening: Promise<IDBDatabase | undefined> | undefined;

/** Style sheets that were asked for, by address. */
const styles = new Map<string, Promise<boolean>>();

/** Releases a lock that this page holds, by the lock's name. */
const held = new Map<string, () => void>();

export function importModule(url: string): Promise<unknown> {
  return import(url);
}

/** Whether a style sheet applies; one that did not come is asked for again. */
export function importStyle(url: string): Promise<boolean> {
  const known = styles.get(url);
  if (known !== undefined) return known;
  const coming = new Promise<boolean>((answer) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = () => answer(true);
    link.onerror = () => {
      link.remove();
      styles.delete(url);
      answer(false);
    };
    link.href = url;
    document.head.append(link);
  });
  styles.set(url, coming);
  return coming;
}

export async function openOutbox(): Promise<Keeping> {
  if ((await database()) === undefined) return "no-storage";
  // Without locks two tabs could not tell whose outbox is whose.
  return navigator.locks === undefined ? "no-locks" : "kept";
}

export async function load(key: string): Promise<Uint8Array | undefined> {
  const value = await read((store) => store.get(key));
  return value instanceof Uint8Array ? value : undefined;
}

/** The keys that begin like this. */
export async function list(prefix: string): Promise<string[]> {
  const keys = (await read((store) => store.getAllKeys())) ?? [];
  return keys.filter((key): key is string => typeof key === "string" && key.startsWith(prefix));
}

/** Whether it is kept; `strict` waits until the disk has it. As soon as the outbox is open the write begins within the
 * call itself, so that it outlives a page that is just going. */
export function save(key: string, value: Uint8Array, strict: boolean): Promise<boolean> {
  // A copy: the bytes may lie in the memory of the program, which goes on writing there.
  const copy = value.slice();
  return write(strict, (store) => store.put(copy, key));
}

export function remove(key: string): Promise<boolean> {
  return write(false, (store) => store.delete(key));
}

/** Takes a lock for this tab alone until the page ends or `releaseLock`; waits for it at most so long. */
export function holdLock(name: string, waitMillis: number): Promise<boolean> {
  const locks = navigator.locks;
  if (locks === undefined) return Promise.resolve(false);
  return new Promise((answer) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      answer(lock !== null);
      return lock === null ? undefined : new Promise((release) => held.set(name, release));
    };
    const options: LockOptions = waitMillis > 0 ? { signal: AbortSignal.timeout(waitMillis) } : { ifAvailable: true };
    locks.request(name, options, hold).catch(() => answer(false));
  });
}

export function releaseLock(name: string): void {
  held.get(name)?.();
  held.delete(name);
}

function database(): Promise<IDBDatabase | undefined> {
  if (opened !== undefined) return Promise.resolve(opened);
  opening ??= openDatabase();
  return opening;
}

function openDatabase(): Promise<IDBDatabase | undefined> {
  return new Promise((answer) => {
    const give = (found: IDBDatabase | undefined): void => {
      opened = found;
      opening = undefined;
      answer(found);
    };
    try {
      // Where storage is forbidden this throws, is missing or fails, depending on the browser.
      const request = indexedDB.open(databaseName, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(storeName);
      request.onsuccess = () => {
        const found = request.result;
        found.onclose = () => (opened = undefined);
        found.onversionchange = () => {
          found.close();
          opened = undefined;
        };
        give(found);
      };
      request.onerror = () => give(undefined);
      request.onblocked = () => give(undefined);
    } catch {
      give(undefined);
    }
  });
}

async function read<T>(ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const from = await database();
  if (from === undefined) return undefined;
  return new Promise((answer) => {
    try {
      const request = ask(from.transaction(storeName).objectStore(storeName));
      request.onsuccess = () => answer(request.result);
      request.onerror = () => answer(undefined);
    } catch {
      answer(undefined);
    }
  });
}

function write(strict: boolean, change: (store: IDBObjectStore) => void): Promise<boolean> {
  if (opened !== undefined) return writeTo(opened, strict, change);
  return database().then((to) => (to === undefined ? false : writeTo(to, strict, change)));
}

function writeTo(to: IDBDatabase, strict: boolean, change: (store: IDBObjectStore) => void): Promise<boolean> {
  return new Promise((answer) => {
    try {
      const transaction = to.transaction(storeName, "readwrite", { durability: strict ? "strict" : "relaxed" });
      transaction.oncomplete = () => answer(true);
      transaction.onerror = () => answer(false);
      transaction.onabort = () => answer(false);
      change(transaction.objectStore(storeName));
      transaction.commit?.();
    } catch {
      // The connection died (the browser cleared its data); the next call opens a new one.
      opened = undefined;
      answer(false);
    }
  });
}
