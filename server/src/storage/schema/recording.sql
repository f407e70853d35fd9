-- Rooms and their recordings: the stored truth. Everything of a room goes with its row.
CREATE TABLE room (
    id BLOB PRIMARY KEY,
    title TEXT NOT NULL,
    created_unix_millis INTEGER NOT NULL,
    began_unix_millis INTEGER,
    try_out INTEGER NOT NULL DEFAULT 0,
    ended INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row per room and flush, in the order of the commits.
CREATE TABLE hot (
    id INTEGER PRIMARY KEY,
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    wall_unix_millis INTEGER,
    head BLOB NOT NULL,
    origins BLOB NOT NULL,
    entries BLOB NOT NULL
) STRICT;
-- Covers what a list of rooms asks for, so that a damaged row hurts its own room only.
CREATE UNIQUE INDEX hot_by_room ON hot(room, first_seq, last_seq, last_at);

-- Closed stretches of a recording: what hot rows become.
CREATE TABLE segment (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    wall_unix_millis INTEGER,
    head_before BLOB NOT NULL,
    head_after BLOB NOT NULL,
    board_hash BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX segment_by_room ON segment(room, first_seq, last_seq, last_at);

-- What came while recording was paused: durable, deleted when it collapses into a gap.
CREATE TABLE scratch (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    wall_unix_millis INTEGER,
    origins BLOB NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (room, position)
) STRICT;

-- Outboxes that were bound to a seat.
CREATE TABLE client (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    client BLOB NOT NULL,
    actor INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (room, client)
) STRICT;

-- Names by actor index: in one table, so that a person can be erased.
CREATE TABLE name (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    actor INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (room, actor)
) STRICT;

-- Images of a board by content hash.
CREATE TABLE asset (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    mime TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (room, hash)
) STRICT;

-- Runs of presence points, one row per room and while: outside the chain.
CREATE TABLE track (
    id INTEGER PRIMARY KEY,
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX track_by_room ON track(room);
