// Starts the page: checks that the browser can run it, loads the wasm by its hashed name, and says plainly when it cannot.
// Knows nothing of what the page does. In development it also reloads the page after a rebuild.

const reloadPollMillis = 1_000;

function contentOf(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}

function show(messageId: string): void {
  document.getElementById("boot-opening")?.remove();
  document.getElementById(messageId)?.removeAttribute("hidden");
}

async function start(): Promise<void> {
  const program = contentOf("chalkback-app");
  const wasm = contentOf("chalkback-app-wasm");
  const platform = contentOf("chalkback-platform");
  if (program === undefined || wasm === undefined || platform === undefined) {
    throw new Error("the page does not name its program");
  }
  // Asked for beside the scripts, not after them: it is the longest way.
  const compiled = fetch(wasm);
  const [{ default: init }, chalkbackPlatform] = await Promise.all([import(program), import(platform)]);
  // The program binds to it by this name: the module's hashed address is known to the page alone.
  Object.assign(globalThis, { chalkbackPlatform });
  await init({ module_or_path: compiled });
  document.getElementById("boot-opening")?.remove();
}

async function reloadAfterRebuilds(): Promise<void> {
  let known: string | undefined;
  for (;;) {
    const stamp = await fetch("/assets/dev-stamp", { cache: "no-store" })
      .then((response) => (response.ok ? response.text() : undefined))
      .catch(() => undefined);
    if (stamp !== undefined && known !== undefined && stamp !== known) location.reload();
    known = stamp ?? known;
    await new Promise((resolve) => setTimeout(resolve, reloadPollMillis));
  }
}

if (typeof WebAssembly === "object" && typeof WebAssembly.instantiate === "function") {
  start().catch((reason: unknown) => {
    console.error(reason);
    show("boot-failed");
  });
} else {
  show("boot-no-wasm");
}

if (contentOf("chalkback-dev") !== undefined) void reloadAfterRebuilds();

export {};
