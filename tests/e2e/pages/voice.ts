// Voices: a microphone that hears a file, what a room shows of it, and what a review plays. The file says a beep at the beginning of
// every second: where it is heard tells where the sound lies.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect, type LaunchOptions, type Locator, type Page } from "@playwright/test";

import type { ReviewPage } from "./review.ts";

const RATE = 48_000;
/** Seconds of the file, which the browser plays round and round. */
const SECONDS = 10;
const BEEP_SECONDS = 0.1;

/** For `test.use`: a browser whose microphone hears the beeps, and that asks nobody whether it may. */
export function thatHears(): { launchOptions: LaunchOptions } {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "chalkback-voice-")), "beeps.wav");
  writeFileSync(file, beeps());
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-audio-capture=${file}`,
  ];
  return { launchOptions: { executablePath: process.env["CHROMIUM"] ?? "", args } };
}

/** One's own voice in a room. */
export class VoicePart {
  readonly sign: Locator;
  readonly others: Locator;
  readonly meter: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.sign = page.locator(".voice-own");
    this.others = page.locator(".voice-others");
    this.meter = page.getByRole("meter", { name: "How loud you are" });
    this.dialog = page.getByRole("dialog", { name: "Your voice" });
  }

  async ask(): Promise<void> {
    await this.page.getByRole("button", { name: "Record my voice", exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  async agree(): Promise<void> {
    await this.ask();
    await this.dialog.getByRole("button", { name: "I agree: record my voice" }).click();
    await expect(this.sign).toContainText("Your voice is recorded");
  }

  async stop(): Promise<void> {
    await this.page.getByRole("button", { name: "Stop recording my voice" }).first().click();
    await expect(this.sign).toHaveCount(0);
  }

  /** The first level over `floor` that the meter shows, in percent, or the loudest of some seconds. A beep is over before a look
   * from outside comes round again, so the page itself watches every change. */
  async loudest(floor: number): Promise<number> {
    await expect(this.meter).toBeAttached();
    return this.meter.evaluate((meter, floor) => {
      const level = () => Number(meter.getAttribute("aria-valuenow"));
      return new Promise<number>((resolve) => {
        let loudest = level();
        const look = () => {
          loudest = Math.max(loudest, level());
          if (loudest > floor) resolve(loudest);
        };
        new MutationObserver(look).observe(meter, { attributes: true });
        look();
        setTimeout(() => resolve(loudest), 10_000);
      });
    }, floor);
  }
}

/** What a review plays. */
export class SoundPart {
  readonly panel: Locator;
  readonly switch: Locator;

  constructor(readonly review: ReviewPage) {
    this.panel = review.page.getByRole("complementary", { name: "Sound and transcript" });
    this.switch = review.page.getByRole("button", { name: /^Voices/ });
  }

  async open(): Promise<void> {
    await this.review.page.getByRole("button", { name: "Sound and transcript" }).click();
    await expect(this.panel).toBeVisible();
  }

  /** Where the elements that play are, in seconds of the round. */
  playing(): Promise<number[]> {
    return this.review.page.locator("audio").evaluateAll((sounds) =>
      (sounds as HTMLAudioElement[])
        .filter((sound) => !sound.paused && !sound.ended)
        .map((sound) => Number(sound.dataset["from"]) / 1000 + sound.currentTime),
    );
  }

  /** From where to where it plays, in seconds of the round, from a deed on until it plays no more. */
  async heard(deed: () => Promise<void>): Promise<{ from: number; to: number }> {
    await this.review.page.evaluate(() => {
      const heard: number[] = [];
      const sounds = () => [...document.querySelectorAll("audio")].filter((sound) => !sound.paused && !sound.ended);
      const places = () => sounds().map((sound) => Number(sound.dataset["from"]) / 1000 + sound.currentTime);
      const look = (resolve: (heard: number[]) => void) => {
        const now = places();
        heard.push(...now);
        if (now.length === 0 && heard.length > 0) resolve(heard);
        else requestAnimationFrame(() => look(resolve));
      };
      Object.assign(window, { heard: new Promise<number[]>(look) });
    });
    await deed();
    const places = await this.review.page.evaluate(() => (window as unknown as { heard: Promise<number[]> }).heard);
    return { from: Math.min(...places), to: Math.max(...places) };
  }

  /** Where an element stands, whether it plays or not, in seconds of the round. */
  stands(): Promise<number[]> {
    return this.review.page
      .locator("audio")
      .evaluateAll((sounds) =>
        (sounds as HTMLAudioElement[]).map((sound) => Number(sound.dataset["from"]) / 1000 + sound.currentTime),
      );
  }

  /** Strokes of the waveform on the lanes. */
  waves(): Promise<number> {
    return this.review.page
      .locator(".time-lane-voice")
      .evaluateAll((waves) => waves.map((wave) => wave.getAttribute("d")?.split("M").length ?? 0).reduce((sum, one) => sum + one, 0));
  }

  /** Seconds of the round at which a beep begins in somebody's voice, as the server gives it. */
  async beeps(room: string): Promise<number[]> {
    const address = await this.address(room);
    return address === undefined ? [] : this.beepsAt(address);
  }

  /** Where the server has the first voice of a round. */
  async address(room: string): Promise<string | undefined> {
    const { page } = this.review;
    const api = `${new URL(page.url()).origin}/api/v1/rooms/${room}/voice`;
    const actor = (await (await page.request.get(api)).json()).stretches[0]?.actor;
    return actor === undefined ? undefined : `${api}/${actor}/audio`;
  }

  /** The same of whatever sound an address gives. */
  async beepsAt(address: string): Promise<number[]> {
    const { page } = this.review;
    const file = await (await page.request.get(address)).body();
    return page.evaluate(async (bytes) => {
      const rate = 8_000;
      const decoder = new OfflineAudioContext(1, 1, rate);
      const decoded = await decoder.decodeAudioData(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)).buffer);
      const samples = decoded.getChannelData(0);
      const loud = (from: number): boolean => samples.slice(from, from + 80).some((sample) => Math.abs(sample) > 0.1);
      const found: number[] = [];
      let last = -rate;
      for (let from = 0; from < samples.length; from += 40) {
        if (!loud(from)) continue;
        if (from - last > rate / 4) found.push(from / rate);
        last = from;
      }
      return found;
    }, file.toString("base64"));
  }
}

/** Seconds of sound that the server has of a room, as staff are told. */
export async function recordedSeconds(page: Page, server: string, room: string): Promise<number> {
  const tracks = await (await page.request.get(`${server}/api/v1/rooms/${room}/voice`)).json();
  return tracks.stretches.reduce((sum: number, { from, to }: { from: number; to: number }) => sum + (to - from) / 1000, 0);
}

/** The file that the microphone hears. */
export function beeps(): Buffer {
  const samples = RATE * SECONDS;
  const data = Buffer.alloc(44 + samples * 2);
  data.write("RIFF", 0);
  data.writeUInt32LE(36 + samples * 2, 4);
  data.write("WAVEfmt ", 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(RATE, 24);
  data.writeUInt32LE(RATE * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write("data", 36);
  data.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index++) {
    const second = (index % RATE) / RATE;
    const sound = second < BEEP_SECONDS ? Math.sin(2 * Math.PI * 880 * second) * 0.6 : 0;
    data.writeInt16LE(Math.round(sound * 32_767), 44 + index * 2);
  }
  return data;
}
