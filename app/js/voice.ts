// Voices, where a page needs them: the own microphone in a room, the voices of everybody in a review. Travels when it is first
// asked for. What is said lies in `voice/`, one file per side.

export { listen } from "./voice/microphone.ts";
export { Hearing, loudness } from "./voice/hearing.ts";
