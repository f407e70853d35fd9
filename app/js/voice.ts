// Voices, where a page needs them: the own microphone in a room, the voices of everybody in a review. Travels when it is first
// asked for. What is said lies in `voice/`, one file per side.

import { Hearing } from "./voice/hearing.ts";

export { loudness } from "./voice/hearing.ts";
export { listen } from "./voice/microphone.ts";

/** What plays the voices of a review, its elements under `place`. */
export function hearing(place: HTMLElement): Hearing {
  return new Hearing(place);
}
