-- What a review adds to notes: stretches of time, lines of code, earlier wordings; and each writer's round sheet.
ALTER TABLE note ADD COLUMN until_millis INTEGER;
ALTER TABLE note ADD COLUMN code TEXT;

CREATE TABLE note_wording (
    room BLOB NOT NULL,
    writer TEXT NOT NULL,
    note TEXT NOT NULL,
    number INTEGER NOT NULL,
    at_millis INTEGER NOT NULL,
    until_millis INTEGER,
    text TEXT NOT NULL,
    changed_unix_millis INTEGER NOT NULL,
    PRIMARY KEY (room, writer, note, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet (
    room BLOB NOT NULL,
    writer TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (room, writer)
) STRICT, WITHOUT ROWID;
