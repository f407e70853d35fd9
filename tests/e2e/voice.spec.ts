// Voice on the same clock: a consent of its own, a sign for everybody, nothing of a pause, nothing lost over a reload or a network that
// is gone; and in the review every sound where it was said.

import { readFile } from "node:fs/promises";

import { StaffPages } from "./pages/staff.ts";
import { expect, test } from "./scene.ts";
import { beeps, recordedSeconds, SoundPart, thatHears, VoicePart } from "./pages/voice.ts";

test.use(thatHears());

/** What follows each other is a whole number of seconds apart. */
function steady(beeps: readonly number[]): number {
  const first = beeps[0] ?? 0;
  return Math.max(0, ...beeps.map((beep) => Math.abs(beep - first - Math.round(beep - first))));
}

/** Takes the consent back and deletes what was said. */
async function deletes(own: VoicePart): Promise<void> {
  await own.ask();
  await own.dialog.getByRole("button", { name: "Take my consent back" }).click();
  await expect(own.dialog.getByRole("button", { name: "I agree: record my voice" })).toBeVisible();
  await own.dialog.getByRole("button", { name: "Delete what I said" }).click();
  await expect(own.dialog).toContainText("What you said was deleted.");
}

test("a voice is recorded after its own consent, with a sign for everybody, and one press stops it", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  // Its address is another once the same page shows the review.
  const room = host.id;
  const [own, hosts] = [new VoicePart(candidate.page), new VoicePart(host.page)];
  await own.ask();
  await expect(own.dialog).toContainText("Nobody hears you through Chalkback");
  await own.dialog.getByRole("button", { name: "Close" }).click();
  await expect(own.sign).toHaveCount(0);

  await own.agree();
  expect(await own.loudest(30), "the meter moves").toBeGreaterThan(30);
  await expect(hosts.others).toContainText("Ana Okafor’s voice is recorded");
  await expect(hosts.sign).toHaveCount(0);
  await expect.poll(() => recordedSeconds(staff.page, server.url, room)).toBeGreaterThan(3);
  await own.stop();
  await expect(hosts.others).toHaveText("");
});

test("a reload and a killed server lose nothing, and every second of it lies where it was said", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  // Its address is another once the same page shows the review.
  const room = host.id;
  const own = new VoicePart(candidate.page);
  await own.agree();
  await expect.poll(() => recordedSeconds(staff.page, server.url, room), { timeout: 20_000 }).toBeGreaterThan(5.5);
  const heard = await recordedSeconds(staff.page, server.url, room);
  await server.restart();
  expect(await recordedSeconds(staff.page, server.url, room)).toBeGreaterThanOrEqual(heard);
  await candidate.page.reload();
  await candidate.isOpen();
  await expect(own.sign, "it goes on by itself, and says so").toContainText("Your voice is recorded");
  await expect.poll(() => recordedSeconds(staff.page, server.url, room), { timeout: 20_000 }).toBeGreaterThan(heard + 5.5);
  await own.stop();
  const sound = new SoundPart(await staff.review(room));
  const all = await sound.beeps(room);
  expect(all.length).toBeGreaterThan(8);
  const before = all.slice(0, 5);
  expect(steady(before), `beeps at ${before.join(", ")}`).toBeLessThan(0.2);
});

test("nothing is recorded while the round's recording is paused", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  // Its address is another once the same page shows the review.
  const room = host.id;
  const own = new VoicePart(candidate.page);
  await own.agree();
  await expect.poll(() => recordedSeconds(staff.page, server.url, room)).toBeGreaterThan(2.5);
  await host.pause();
  await expect(own.sign).toContainText("Your voice waits for the recording");
  // Long enough for some beeps.
  await expect.poll(() => candidate.page.evaluate(() => performance.now())).toBeGreaterThan(
    (await candidate.page.evaluate(() => performance.now())) + 4_000,
  );
  await host.resume();
  await expect(own.sign).toContainText("Your voice is recorded");
  const before = await recordedSeconds(staff.page, server.url, room);
  await expect.poll(() => recordedSeconds(staff.page, server.url, room)).toBeGreaterThan(before + 2.5);
  await own.stop();
  const entries = await server.entries(room);
  const paused = entries.find((entry) => JSON.stringify(entry.op).includes("Paused"))?.at ?? 0;
  const resumed = entries.find((entry) => "Gap" in entry.op)?.at ?? 0;
  expect(resumed - paused).toBeGreaterThan(4_000);
  const sound = new SoundPart(await staff.review(room));
  const all = await sound.beeps(room);
  expect(all.filter((beep) => beep < paused / 1000).length).toBeGreaterThan(1);
  expect(all.filter((beep) => beep > resumed / 1000).length).toBeGreaterThan(1);
  expect(all.filter((beep) => beep * 1000 >= paused && beep * 1000 < resumed)).toEqual([]);
  await expect(sound.review.page.getByText("never arrived")).toHaveCount(0);
});

test("what is said without a network is kept and arrives", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  // Its address is another once the same page shows the review.
  const room = host.id;
  const own = new VoicePart(candidate.page);
  await own.agree();
  await expect.poll(() => recordedSeconds(staff.page, server.url, room)).toBeGreaterThan(2.5);
  const before = await recordedSeconds(staff.page, server.url, room);
  await candidate.page.context().setOffline(true);
  await candidate.isOffline();
  await expect(own.sign).toHaveAttribute("title", /pieces of it wait for the network/, { timeout: 15_000 });
  await candidate.page.context().setOffline(false);
  await candidate.isSaved();
  await expect.poll(() => recordedSeconds(staff.page, server.url, room), { timeout: 20_000 }).toBeGreaterThan(before + 5.5);
  await own.stop();
  const sound = new SoundPart(await staff.review(room));
  const all = await sound.beeps(room);
  expect(steady(all), `beeps at ${all.join(", ")}`).toBeLessThan(0.2);
});

test("in the review the voice follows the playhead, up to twice the speed", async ({ interview, server }) => {
  test.setTimeout(120_000);
  const { host, candidate, staff } = await interview();
  // Its address is another once the same page shows the review.
  const room = host.id;
  const own = new VoicePart(candidate.page);
  await candidate.drawShape("Rectangle", 120, 120);
  await own.agree();
  await expect.poll(() => recordedSeconds(staff.page, server.url, room), { timeout: 20_000 }).toBeGreaterThan(8.5);
  await candidate.drawShape("Ellipse", 320, 120);
  await host.openNotes();
  await host.note("why an ellipse");
  await own.stop();
  await host.end();

  const review = await staff.review(room);
  const sound = new SoundPart(review);
  await expect.poll(() => sound.waves(), "a waveform on the lane").toBeGreaterThan(4);
  await expect(review.page.getByRole("button", { name: "Skip idle" })).toHaveAttribute("aria-pressed", "false");

  await test.step("it plays where the playhead is", async () => {
    await review.key("Home");
    await review.key("ArrowRight");
    await review.key("Space");
    await expect.poll(async () => (await sound.playing()).length).toBe(1);
    await expect.poll(() => sound.playing().then(([at]) => at ?? 0)).toBeGreaterThan(6);
    const at = (await sound.playing())[0] ?? 0;
    expect(Math.abs(at - (await review.second()))).toBeLessThan(1.3);
  });
  await test.step("a seek takes it along, and a pause stops it", async () => {
    await review.key("ArrowLeft");
    await expect.poll(() => sound.playing().then(([at]) => at ?? 99)).toBeLessThan(6);
    await review.key("Space");
    await expect.poll(() => sound.playing()).toEqual([]);
  });
  await test.step("V switches it, and above twice the speed it is muted", async () => {
    await review.key("Home");
    await review.key("ArrowRight");
    await review.key("v");
    await expect(sound.switch).toHaveAttribute("aria-pressed", "false");
    await review.key("Space");
    await expect.poll(() => review.second()).toBeGreaterThan(5);
    expect(await sound.playing()).toEqual([]);
    await review.key("V");
    await expect.poll(async () => (await sound.playing()).length).toBe(1);
    await review.key("ArrowLeft");
    await review.key(">");
    const rate = () => review.page.locator("audio").first().evaluate((sound: HTMLAudioElement) => [sound.playbackRate, sound.preservesPitch]);
    await expect.poll(rate).toEqual([2, true]);
    await review.key("ArrowLeft");
    await review.key(">");
    await expect(sound.switch).toHaveText("Voices: muted above 2×");
    await expect.poll(() => sound.playing()).toEqual([]);
  });
  await test.step("it is taken away as a file of its own", async () => {
    await review.key("Home");
    await sound.open();
    const [download] = await Promise.all([
      review.page.waitForEvent("download"),
      sound.panel.getByRole("link", { name: "Take away Ana Okafor’s voice" }).click(),
    ]);
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, 4).toString("latin1"), "an Ogg file").toBe("OggS");
    expect(bytes.length, "eight seconds of it").toBeGreaterThan(5_000);
    // The panel lies over the list of notes.
    await review.page.getByRole("button", { name: "Sound and transcript" }).click();
    await expect(sound.panel).toBeHidden();
  });
  await test.step("what was said about a moment plays on its own", async () => {
    await review.story.getByRole("button", { name: /why an ellipse/ }).click();
    await review.story.getByRole("button", { name: "Play what was said" }).click();
    await expect.poll(async () => (await sound.playing()).length).toBe(1);
    await expect(review.page.getByRole("button", { name: "Play", exact: true }), "it stops by itself").toBeVisible({ timeout: 20_000 });
  });
});

test("who deletes what they said has said nothing", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  // Its address is another once the same page shows the review.
  const room = host.id;
  const own = new VoicePart(candidate.page);
  await candidate.drawShape("Rectangle", 120, 120);
  await own.agree();
  await expect.poll(() => recordedSeconds(staff.page, server.url, room), { timeout: 20_000 }).toBeGreaterThan(5.5);
  await candidate.drawShape("Ellipse", 320, 120);
  await candidate.isSaved();
  await own.stop();
  const sound = new SoundPart(await new StaffPages(await staff.page.context().newPage(), server).review(room));
  const address = (await sound.address(room))!;
  await test.step("until then it is heard, and seen as a wave", async () => {
    await expect.poll(() => sound.waves()).toBeGreaterThan(4);
    expect((await sound.beepsAt(address)).length).toBeGreaterThan(3);
    await sound.review.key("Space");
    await expect.poll(async () => (await sound.playing()).length).toBe(1);
    await sound.review.key("Space");
  });

  await deletes(own);
  await expect.poll(() => recordedSeconds(staff.page, server.url, room)).toBe(0);
  await test.step("then the review plays nothing and shows no wave", async () => {
    const { review } = sound;
    await review.page.reload();
    await review.isOpen();
    await expect(review.page.getByRole("button", { name: "Sound and transcript" })).toBeVisible();
    await expect(review.page.getByRole("button", { name: /^Voices/ })).toHaveCount(0);
    expect(await sound.waves()).toBe(0);
    await review.key("i");
    await review.key("Space");
    await expect.poll(() => review.second(), "over where it was").toBeGreaterThan(2);
    await expect(review.page.locator("audio")).toHaveCount(0);
  });
  await test.step("and where it was there is nothing to be heard", async () => {
    const [of, ofNobody] = [address, address.replace(/\d+\/audio$/, "999/audio")].map((whose) => staff.page.request.get(whose));
    expect(await (await of!).body(), "as of somebody who never spoke").toEqual(await (await ofNobody!).body());
  });
});

test("what somebody deletes of their voice is in no file of the server", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  const own = new VoicePart(candidate.page);
  // A piece as the browser hands it in; its packets are stored as they came.
  const piece = candidate.page.waitForRequest((request) => request.method() === "PUT" && /\/voice\/mine\//.test(request.url()));
  await own.agree();
  const bytes = (await piece).postDataBuffer()!;
  await expect.poll(() => recordedSeconds(staff.page, server.url, host.id)).toBeGreaterThan(2.5);
  await own.stop();
  const heard = bytes.subarray(bytes.length / 2, bytes.length / 2 + 24);
  expect(await server.filesWith(heard), "the test looks where it is").not.toEqual([]);
  await deletes(own);
  await expect.poll(() => server.filesWith(heard)).toEqual([]);
});

test("a piece that never arrived is silence, and is said so", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  // Its address is another once the same page shows the review.
  const room = host.id;
  const own = new VoicePart(candidate.page);
  // What is made up below lies in the first seconds, before anything that was heard.
  await server.advance(5_000);
  await candidate.page.reload();
  await candidate.isOpen();
  await own.agree();
  await expect.poll(() => recordedSeconds(staff.page, server.url, room)).toBeGreaterThan(2.5);
  await own.stop();
  const api = `${server.url}/api/v1/rooms/${room}/voice`;
  const { actor, from } = (await (await staff.page.request.get(api)).json()).stretches[0];
  expect(from, "the microphone was on later than what is made up here").toBeGreaterThan(3_500);
  const second = await (await staff.page.request.get(`${api}/${actor}/audio?from=${from}&to=${from + 1_000}`)).body();
  // The first and the third piece of a take.
  for (const [piece, at] of [[0, 0], [2, 2_500]] as const) {
    const path = `${api}/mine/${"a".repeat(32)}/${piece}?at=${at}&number=1&seat=${candidate.seat}`;
    const answer = await candidate.page.request.put(path, { data: second, headers: { "content-type": "audio/ogg" } });
    expect(answer.status()).toBe(200);
  }
  await candidate.drawShape("Rectangle", 120, 120);
  const review = await staff.review(room);
  await expect(review.page.getByRole("alert").filter({ hasText: "never arrived" })).toHaveText(
    /A piece of Ana Okafor’s voice from 00:01 to 00:02 never arrived: silence stands there\./,
  );
});

test("a device that cannot record, and a browser that may not, say so in a sentence, and the round goes on", async ({ interview }) => {
  const { candidate } = await interview();
  const own = new VoicePart(candidate.page);
  for (const [fails, sentence] of [
    ["NotAllowedError", "The browser does not allow the microphone here. Allow it in the address bar and try again; everything else works as before."],
    ["NotReadableError", "Another program holds the microphone. Close it there and try again."],
    ["NotFoundError", "No microphone was found on this device; everything else works as before."],
    ["", "This browser cannot record a microphone; everything else works as before."],
  ] as const) {
    await candidate.page.evaluate((name) => {
      if (name === "") Object.defineProperty(window, "MediaRecorder", { value: undefined });
      else navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
    }, fails);
    await own.ask();
    // Whoever agreed once is not asked again.
    await own.dialog.getByRole("button", { name: /^(I agree: )?record my voice$/i }).click();
    await expect(own.dialog.getByRole("alert"), fails).toHaveText(sentence);
    await own.dialog.getByRole("button", { name: "Close" }).click();
    await expect(own.sign).toHaveCount(0);
  }
  await candidate.drawShape("Rectangle", 100, 100);
  await candidate.isSaved();
});

test("a transcript and a recording of the call lie on the round's clock", async ({ interview, server }) => {
  const { host, candidate, staff } = await interview();
  // Its address is another once the same page shows the review.
  const room = host.id;
  await candidate.drawShape("Rectangle", 120, 120);
  await host.canvas.shows(1);
  await server.advance(60_000);
  await host.page.reload();
  await host.isOpen();
  await candidate.drawShape("Ellipse", 320, 120);
  await host.canvas.shows(2);
  await host.end();
  const review = await staff.review(room);
  const sound = new SoundPart(review);
  await sound.open();
  const file = sound.panel.getByLabel("Recording or transcript of the call");
  const words = "WEBVTT\n\n00:05.000 --> 00:07.000\n<v Ana>We could drop the cache\n\n00:20.000 --> 00:22.000\n<v Mo>Why a queue?\n";
  await file.setInputFiles({ name: "call.vtt", mimeType: "text/vtt", buffer: Buffer.from(words) });
  const lines = sound.panel.getByRole("list", { name: "call.vtt" });

  await test.step("a line goes to its moment, and the present one is marked", async () => {
    await lines.getByRole("button", { name: /Why a queue/ }).click();
    await expect(review.clock).toHaveText("00:20");
    await expect(lines.locator("[aria-current]")).toContainText("Mo: Why a queue?");
    await review.key("Home");
    await expect(lines.locator("[aria-current]")).toHaveCount(0);
  });
  await test.step("reviewed blindly, speakers are only told apart", async () => {
    await review.key("b");
    await expect(review.page.locator(".review[data-blind]")).toBeVisible();
    await sound.open();
    await expect(lines.getByRole("button").first()).toContainText("Speaker 1: We could drop the cache");
    await expect(lines.getByRole("button").last()).toContainText("Speaker 2: Why a queue?");
    await review.key("b");
    await sound.open();
    await expect(lines.getByRole("button").first()).toContainText("Ana: We could drop the cache");
  });
  await test.step("a search finds a line", async () => {
    await sound.panel.getByRole("searchbox", { name: "Search what was said" }).fill("ana cache");
    await expect(lines.getByRole("button")).toHaveCount(1);
    await sound.panel.getByRole("searchbox", { name: "Search what was said" }).fill("");
  });
  await test.step("shifted, it is shifted for everybody", async () => {
    const shift = sound.panel.getByRole("spinbutton", { name: "Begins at second" });
    await shift.fill("30.5");
    await shift.press("Enter");
    await shift.blur();
    await sound.panel.getByRole("slider", { name: "Shift on the round’s clock, in seconds" }).press("ArrowRight");
    await lines.getByRole("button", { name: /drop the cache/ }).click();
    await expect(review.clock).toHaveText("00:35");
    await expect
      .poll(async () => (await (await review.page.request.get(`${server.url}/api/v1/rooms/${room}/attachments`)).json())[0].offset_millis)
      .toBe(30_600);
  });
  await test.step("the call is heard at its place", async () => {
    await file.setInputFiles({ name: "call.wav", mimeType: "audio/wav", buffer: beeps() });
    await expect(sound.panel.getByRole("listitem", { name: "Recording: call.wav" })).toBeVisible();
    await review.key("Home");
    await review.key("Space");
    await expect.poll(() => sound.playing().then(([at]) => at ?? 0)).toBeGreaterThan(1);
    await review.key("Space");
    await expect.poll(() => sound.playing()).toEqual([]);
  });
  await test.step("what is no transcript is refused in a sentence", async () => {
    await file.setInputFiles({ name: "notes.srt", mimeType: "text/plain", buffer: Buffer.from("no times at all") });
    await expect(sound.panel.getByRole("alert")).toContainText("No lines with times were found");
  });
});
