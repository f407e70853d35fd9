-- Private notes and marks: a file of their own, so that writing one never waits for or delays the board (rule P3).
-- One stream per writer.
CREATE TABLE note (
    room BLOB NOT NULL,
    writer TEXT NOT NULL,
    id TEXT NOT NULL,
    at_millis INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    elements TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    PRIMARY KEY (room, writer, id)
) STRICT, WITHOUT ROWID;
