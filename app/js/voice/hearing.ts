// Voices of a review: elements that play, kept at the playhead. The playhead leads; an element that has drifted from it is put right,
// one that has nothing to say is still. The browser keeps the pitch at any speed.

/** Further from the playhead than this, in seconds, is put right; at a higher speed it is less to be heard. */
const driftSeconds = 0.12;
/** Slices of which the loudness is told. */
const sliceMillis = 250;
/** Enough to see how loud it is. */
const sampleRate = 8_000;

interface Clip {
  voice: string;
  fromMillis: number;
  toMillis: number;
  sound: HTMLAudioElement;
  address: string;
}

export class Hearing {
  private readonly clips = new Map<string, Clip>();
  private readonly volumes = new Map<string, number>();

  /** Elements live under `place`. */
  constructor(private readonly place: HTMLElement) {}

  /** Gives a stretch of a voice, or replaces it. */
  give(key: string, voice: string, fromMillis: number, toMillis: number, type: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.letGo(key);
    const address = URL.createObjectURL(new Blob([bytes], { type }));
    const sound = document.createElement("audio");
    sound.preload = "auto";
    sound.preservesPitch = true;
    sound.src = address;
    sound.dataset["voice"] = voice;
    sound.dataset["from"] = String(fromMillis);
    sound.volume = this.volumes.get(voice) ?? 1;
    this.place.append(sound);
    this.clips.set(key, { voice, fromMillis, toMillis, sound, address });
  }

  letGo(key: string): void {
    const clip = this.clips.get(key);
    if (clip === undefined) return;
    clip.sound.pause();
    clip.sound.removeAttribute("src");
    clip.sound.remove();
    URL.revokeObjectURL(clip.address);
    this.clips.delete(key);
  }

  /** Moves what is there on the room's clock. */
  shift(key: string, fromMillis: number): void {
    const clip = this.clips.get(key);
    if (clip === undefined) return;
    clip.toMillis += fromMillis - clip.fromMillis;
    clip.fromMillis = fromMillis;
    clip.sound.dataset["from"] = String(fromMillis);
  }

  volume(voice: string, volume: number): void {
    this.volumes.set(voice, volume);
    for (const clip of this.clips.values()) if (clip.voice === voice) clip.sound.volume = volume;
  }

  /** Where the playhead is, and whether it moves so that one can listen. */
  follow(atMillis: number, listening: boolean, speed: number): void {
    for (const clip of this.clips.values()) {
      const { sound } = clip;
      const inside = clip.fromMillis <= atMillis && atMillis < clip.toMillis;
      const wanted = (atMillis - clip.fromMillis) / 1000;
      const over = Number.isFinite(sound.duration) && wanted >= sound.duration;
      if (!inside || over || !listening) {
        if (!sound.paused) sound.pause();
        if (inside && !over && Math.abs(sound.currentTime - wanted) > driftSeconds) sound.currentTime = wanted;
        continue;
      }
      if (sound.playbackRate !== speed) sound.playbackRate = speed;
      if (Math.abs(sound.currentTime - wanted) > driftSeconds * Math.max(1, speed)) sound.currentTime = wanted;
      // A browser that wants a press first says no; the next frame asks again.
      if (sound.paused) sound.play().catch(() => undefined);
    }
  }

  close(): void {
    for (const key of [...this.clips.keys()]) this.letGo(key);
  }
}

/** How loud each quarter of a second is, 0 to 255; `undefined` where it cannot be decoded. */
export async function loudness(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    const decoder = new OfflineAudioContext(1, 1, sampleRate);
    // A copy: the browser takes what it decodes away.
    const decoded = await decoder.decodeAudioData(bytes.slice().buffer as ArrayBuffer);
    const samples = decoded.getChannelData(0);
    const width = (sampleRate * sliceMillis) / 1000;
    return Uint8Array.from({ length: Math.ceil(samples.length / width) }, (_, slice) => {
      let power = 0;
      for (let at = slice * width; at < Math.min((slice + 1) * width, samples.length); at++) power += (samples[at] ?? 0) ** 2;
      return Math.min(255, Math.round(Math.sqrt(power / width) * 4 * 255));
    });
  } catch {
    return undefined;
  }
}
