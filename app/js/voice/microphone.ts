// The own microphone: recorded in takes of a minute, each by a recorder of its own, so that the sound's clock is set anew before it
// can part from the page's. The next take begins before the last one ends: nothing said in between is lost.

/** What the page's program is told of. A take is known by its number. */
export interface Ear {
  began(take: number, pageMillis: number): void;
  heard(take: number, bytes: Uint8Array): void;
  ended(take: number): void;
  /** How loud it is now, 0 to 1. */
  level(level: number): void;
  /** The device is gone: unplugged, or taken away by the browser. */
  lost(): void;
}

/** Why there is no microphone. */
export type Refusal = "unsupported" | "refused" | "no-device" | "in-use";

/** One piece of a take, and a whole take, in milliseconds. */
const pieceMillis = 3_000;
const takeMillis = 60_000;
const levelMillis = 100;
/** Enough for a voice; a piece is 12 KB then. */
const bitsPerSecond = 32_000;
const types = ["audio/webm;codecs=opus", "audio/webm"];

/** Asks for the microphone; the browser asks the person. */
export async function listen(ear: Ear): Promise<Microphone | Refusal> {
  const type = typeof MediaRecorder === "undefined" ? undefined : types.find((type) => MediaRecorder.isTypeSupported(type));
  if (type === undefined || navigator.mediaDevices?.getUserMedia === undefined) return "unsupported";
  try {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    return new Microphone(await navigator.mediaDevices.getUserMedia({ audio }), type, ear);
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") return "refused";
    return name === "NotReadableError" ? "in-use" : "no-device";
  }
}

class Microphone {
  private recorder: MediaRecorder | undefined;
  private takes = 0;
  private turn: number | undefined;
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private readonly meter: number;

  constructor(
    private readonly stream: MediaStream,
    private readonly type: string,
    private readonly ear: Ear,
  ) {
    this.analyser.fftSize = 1024;
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    this.meter = window.setInterval(() => this.ear.level(this.level()), levelMillis);
    for (const track of stream.getAudioTracks()) track.onended = () => this.ear.lost();
  }

  /** Records from now on. */
  record(): void {
    for (const track of this.stream.getAudioTracks()) track.enabled = true;
    void this.context.resume();
    this.begin();
  }

  /** Records nothing until `record`; what was heard so far is still told. */
  hold(): void {
    window.clearTimeout(this.turn);
    end(this.recorder);
    this.recorder = undefined;
    for (const track of this.stream.getAudioTracks()) track.enabled = false;
  }

  /** Gives the device back. */
  stop(): void {
    this.hold();
    window.clearInterval(this.meter);
    for (const track of this.stream.getAudioTracks()) {
      track.onended = null;
      track.stop();
    }
    void this.context.close();
  }

  private begin(): void {
    const before = this.recorder;
    const recorder = new MediaRecorder(this.stream, { mimeType: this.type, audioBitsPerSecond: bitsPerSecond });
    const take = ++this.takes;
    this.recorder = recorder;
    // Bytes come out of a blob later than the blob itself: one after the other keeps their order.
    let told = Promise.resolve();
    recorder.onstart = () => {
      this.ear.began(take, performance.now());
      end(before);
    };
    recorder.ondataavailable = ({ data }) => {
      told = told.then(async () => this.ear.heard(take, new Uint8Array(await data.arrayBuffer())));
    };
    recorder.onstop = () => {
      void told.then(() => this.ear.ended(take));
    };
    recorder.onerror = () => this.ear.lost();
    recorder.start(pieceMillis);
    this.turn = window.setTimeout(() => this.begin(), takeMillis);
  }

  private level(): number {
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // From a whisper at -60 dB to a shout at 0.
    return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-9)) / 60));
  }
}

function end(recorder: MediaRecorder | undefined): void {
  if (recorder !== undefined && recorder.state !== "inactive") recorder.stop();
}
