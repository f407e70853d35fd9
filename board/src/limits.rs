//! Every bound in one place. The room refuses what is beyond them; the client learns of them by the same constants and
//! splits or stops before it sends.

/// Largest absolute coordinate, in board positions (1/8 board unit): a board is four million units wide.
pub const COORDINATE_MAX: i32 = 16_777_216;
/// Ink samples in one op.
pub const SAMPLES_PER_OP: usize = 2_000;
/// Ink samples in one stroke; the client begins a new stroke beyond it (rule B5).
pub const SAMPLES_PER_STROKE: usize = 10_000;
/// Elements named by one op.
pub const ELEMENTS_PER_OP: usize = 5_000;
/// Elements on a board, tombstones included.
pub const ELEMENTS_PER_BOARD: usize = 50_000;
/// Points that a connector or line may pin.
pub const VIA_POINTS: usize = 2_000;
/// Characters of the address behind an element.
pub const LINK_CHARS: usize = 2_000;
/// Bytes of what an imported file said of one element and nothing here stands for.
pub const SOURCE_BYTES: usize = 4 * 1024;
/// Property changes of one element in one op.
pub const PROPS_PER_CHANGE: usize = 32;
/// Atoms in one text push.
pub const ATOMS_PER_OP: usize = 5_000;
/// Bytes of text that the atoms of one push may insert together, so that the push fits a message.
pub const PUSH_TEXT_BYTES: usize = 128 * 1024;
/// UTF-16 units one text edit may insert.
pub const INSERT_UNITS: u32 = 262_144;
/// UTF-16 units in the text of one element.
pub const LABEL_UNITS: u32 = 20_000;
/// UTF-16 units in one code file.
pub const CODE_UNITS: u32 = 2_000_000;
/// Code files in a round.
pub const FILES_PER_BOARD: usize = 50;
/// Characters of a code file's name.
pub const FILE_NAME_CHARS: usize = 120;
/// Characters of a person's or a room's name.
pub const NAME_CHARS: usize = 80;
/// Cards of the public journal in a round.
pub const CARDS_PER_BOARD: usize = 5_000;
/// Characters of one chat line, and of each field of a card.
pub const CARD_CHARS: usize = 2_000;
/// Elements that one card is about.
pub const CARD_ELEMENTS: usize = 50;
/// Characters of a phase's name.
pub const PHASE_CHARS: usize = 80;
/// Characters of an order key.
pub const ORDER_KEY_CHARS: usize = 64;
/// Characters of an asset's MIME type.
pub const MIME_CHARS: usize = 60;
/// Bytes of one asset (image).
pub const ASSET_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of a file that a picture is taken from; it is made smaller before it is stored.
pub const PICTURE_FILE_BYTES: u64 = 50 * 1024 * 1024;
/// Pixels of a picture that is decoded to be made smaller.
pub const PICTURE_PIXELS: u64 = 64_000_000;
/// Pixels of the longer side of a picture as it is stored.
pub const PICTURE_SIDE: u32 = 2_000;
/// Bytes at the beginning of a picture that tell what it is.
pub const PICTURE_HEAD_BYTES: u32 = 1024 * 1024;
/// Pictures put on the board at once.
pub const PICTURES_AT_ONCE: usize = 20;
/// Bytes of one WebSocket message or request body on the live path.
pub const MESSAGE_BYTES: usize = 256 * 1024;
/// Bytes of one post where WebSockets are refused: the longest message in base64 fits, and many small ones together.
pub const POST_BYTES: usize = 2 * MESSAGE_BYTES;
/// Bytes of a file offered to the importer.
pub const IMPORT_BYTES: usize = 64 * 1024 * 1024;
/// Entries kept so that a stale text push can still be transformed (rule X3).
pub const TAIL_ENTRIES: usize = 10_000;
/// Answers kept per client, so that a resend gets the same one (rule C2).
pub const ANSWERS_PER_CLIENT: usize = 1_024;
/// Acknowledged changes of its own that a client keeps, should the server be set back to a backup (rule C5).
pub const ACKNOWLEDGED_KEPT: usize = 10_000;
/// Pushes a client has on their way at once; the rest waits for answers, so that a long backlog does not flood the room.
pub const PUSHES_IN_FLIGHT: usize = 100;
/// Clients a room remembers.
pub const CLIENTS_PER_ROOM: usize = 1_000;
/// Seats in one room.
pub const SEATS_PER_ROOM: usize = 50;
/// Live connections of one room.
pub const CONNECTIONS_PER_ROOM: usize = 100;
/// Selected elements shown to others.
pub const SELECTION_SHOWN: usize = 200;
/// Milliseconds between two presence frames to one connection.
pub const PRESENCE_INTERVAL_MILLIS: u64 = 33;
/// Milliseconds between two times that everybody is asked to look somewhere.
pub const GATHER_INTERVAL_MILLIS: u64 = 500;
/// Milliseconds between two stored track points of one client (rule P1).
pub const TRACK_INTERVAL_MILLIS: u64 = 200;
/// Points of tracks that a review is sent: a day of three people who never rest is thinned out to it.
pub const TRACK_POINTS: usize = 600_000;
/// Milliseconds after which a pointer that was not heard of is not shown any more.
pub const TRACK_STALE_MILLIS: u64 = 30_000;
/// After the end: milliseconds that a returned seat has to hand in what it made before (rule E1).
pub const GRACE_AFTER_RETURN_MILLIS: u64 = 2 * 60 * 1000;
/// After the end: milliseconds after which nothing more is taken, and reopening is no longer possible (rule E1).
pub const GRACE_AFTER_END_MILLIS: u64 = 10 * 60 * 1000;
/// Entries between two checkpoints of a timeline.
pub const CHECKPOINT_ENTRIES: usize = 512;
/// Elements changed between two checkpoints of a timeline, where entries change many at once.
pub const CHECKPOINT_CHANGES: usize = 4_096;
/// Entries between two checkpoints at least, however much each changes: a checkpoint shares with the next what did not change
/// in between, so that dragging everything makes it a board of its own, about a megabyte of 5,000 elements. There are never
/// more of them than one for so many entries: nine megabytes for ten seconds of such a drag.
pub const CHECKPOINT_ENTRIES_MIN: usize = 64;
/// Entries of a recording that a reader believes in.
pub const RECORDING_ENTRIES: u64 = 5_000_000;
/// Entries in a closed segment of a stored recording.
pub const SEGMENT_ENTRIES: usize = 4_096;
/// `ago` from which on an entry counts as made offline and is unfolded by the player (rule T5).
pub const UNFOLD_MILLIS: u64 = 2_000;
/// Bytes of the pictures that a review keeps of other moments, so that going to one does not mean painting it anew.
pub const KEYFRAME_BYTES: usize = 64 * 1024 * 1024;
/// Ghosts of removed elements shown at once; the latest are.
pub const GHOSTS_SHOWN: usize = 400;
/// Pairs of lines that two moments of a code file are compared by; beyond them what differs is taken for written anew.
pub const COMPARED_LINE_PAIRS: usize = 4_000_000;
/// Milliseconds of a stretch that can be played again and again, at least.
pub const LOOP_MILLIS_MIN: u64 = 200;
/// Milliseconds that the time bar shows at least,
pub const WINDOW_MILLIS_MIN: u64 = 5_000;
/// and as what part of a long recording: beyond it a browser places nothing exactly.
pub const WINDOW_ZOOM_MAX: u64 = 4_096;
/// Bytes of the small pictures that a time bar keeps of moments that were pointed at.
pub const THUMBNAIL_BYTES: usize = 8 * 1024 * 1024;
/// Boxes that one connector of right angles looks at to go round them.
pub const ROUTE_BOXES: usize = 48;
/// Steps of the search for such a connector's way; beyond them it takes the best way known.
pub const ROUTE_STEPS: usize = 60_000;
/// Pinned points up to which such a connector looks for its way between them; with more they are only joined.
pub const ROUTE_VIA_POINTS: usize = 16;
/// Passages that the search over a recording keeps.
pub const SEARCH_PASSAGES: usize = 200_000;
/// Passages that one search gives.
pub const SEARCH_HITS: usize = 200;
/// Characters of what is searched for.
pub const SEARCH_CHARS: usize = 200;
/// Milliseconds of one piece of a voice.
pub const VOICE_PIECE_MILLIS: u64 = 15_000;
/// Bytes of one piece of a voice: four times what a microphone's sound takes.
pub const VOICE_PIECE_BYTES: usize = 256 * 1024;
/// Pieces of one person's voice in a room.
pub const VOICE_PIECES: u64 = 10_000;
/// Minutes of one person's voice in a room.
pub const VOICE_MINUTES: u64 = 240;
/// Pieces of a voice that a browser keeps until the server has them: an hour without a network.
pub const VOICE_PIECES_WAITING: usize = 1_200;
/// Milliseconds of joined voice that are sent for one playing, so that a review fetches what it is about to play.
pub const VOICE_BLOCK_MILLIS: u64 = 60_000;
/// Bytes of a call recording or a transcript that is attached to a room.
pub const ATTACHMENT_BYTES: usize = 64 * 1024 * 1024;
/// Bytes of a transcript.
pub const TRANSCRIPT_BYTES: usize = 4 * 1024 * 1024;
/// Lines of a transcript.
pub const TRANSCRIPT_LINES: usize = 20_000;
/// Characters of one line of a transcript.
pub const TRANSCRIPT_LINE_CHARS: usize = 2_000;
/// Call recordings and transcripts attached to one room.
pub const ATTACHMENTS_PER_ROOM: usize = 20;
/// Pages that look at one recording together, or only at who leads.
pub const LED_VIEWERS: usize = 50;
/// Bytes of one message of theirs.
pub const LED_MESSAGE_BYTES: usize = 1_024;
/// Messages that one of them may send in a second, over any length of time,
pub const LED_MESSAGES_PER_SECOND: u32 = 80;
/// and at once.
pub const LED_MESSAGES_BURST: u32 = 400;
/// Frames that may wait for one of them; who reads slower is put out and comes back.
pub const LED_FRAMES_WAITING: usize = 64;
/// Milliseconds between two that a leader's page sends of the same kind.
pub const LED_INTERVAL_MILLIS: u64 = 40;
/// Milliseconds that the lead is kept for a leader whose connection is lost.
pub const LEADER_AWAY_MILLIS: u64 = 5_000;
