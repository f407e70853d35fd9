-- Stretches of recordings that people ask to have removed, and those that were.

-- Who asked for what. The reason goes with the answer.
CREATE TABLE removal_request (
    id BLOB PRIMARY KEY,
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    actor INTEGER NOT NULL,
    from_millis INTEGER NOT NULL,
    to_millis INTEGER NOT NULL,
    reason TEXT NOT NULL,
    declined INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX removal_request_by_room ON removal_request(room);

-- What was removed, without content. No entry has the position: whoever stood before it shows a board that is no more.
CREATE TABLE removal (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    from_millis INTEGER NOT NULL,
    to_millis INTEGER NOT NULL,
    actor INTEGER,
    way TEXT NOT NULL,
    entries INTEGER NOT NULL,
    PRIMARY KEY (room, position)
) STRICT, WITHOUT ROWID;
