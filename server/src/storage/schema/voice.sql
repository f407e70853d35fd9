-- What people say, and what staff lays beside a recording: outside the chain, and gone with the room.

-- Whose voice may be recorded. The number grows whenever somebody's voice is deleted: what was recorded under an earlier one and
-- comes late is not taken.
CREATE TABLE voice_consent (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    actor INTEGER NOT NULL,
    number INTEGER NOT NULL,
    given INTEGER NOT NULL,
    since_unix_millis INTEGER NOT NULL,
    PRIMARY KEY (room, actor)
) STRICT, WITHOUT ROWID;

-- Pieces of a few seconds. A take is one run of a microphone in one tab; its pieces are numbered from zero.
CREATE TABLE voice (
    id INTEGER PRIMARY KEY,
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    actor INTEGER NOT NULL,
    take BLOB NOT NULL,
    piece INTEGER NOT NULL,
    at_millis INTEGER NOT NULL,
    millis INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (room, actor, take, piece)
) STRICT;
CREATE INDEX voice_by_place ON voice(room, actor, at_millis, millis);

-- Stretches whose sound was removed: a piece of them that comes late is silent there.
CREATE TABLE voice_removed (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    from_millis INTEGER NOT NULL,
    to_millis INTEGER NOT NULL,
    PRIMARY KEY (room, from_millis, to_millis)
) STRICT, WITHOUT ROWID;

-- A recording of the call, or its transcript.
CREATE TABLE attachment (
    id BLOB PRIMARY KEY,
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    offset_millis INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX attachment_by_room ON attachment(room);
