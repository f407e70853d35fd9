-- Hands that the host made read-only, second devices of seats, and tracks that tell of the laser.

-- Whose hands draw and type nothing for now: a row for each.
CREATE TABLE held_hands (
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    whose TEXT NOT NULL,
    PRIMARY KEY (room, whose)
) STRICT, WITHOUT ROWID;

-- Further browsers that prove a seat, beside the one that took it. Hashes only.
CREATE TABLE device (
    cookie_hash BLOB PRIMARY KEY,
    seat BLOB NOT NULL REFERENCES seat(id) ON DELETE CASCADE,
    added_unix_millis INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX device_by_seat ON device(seat);

-- The code that lets one more device into a seat: at most one of each seat, for minutes, used once.
CREATE TABLE device_code (
    seat BLOB PRIMARY KEY REFERENCES seat(id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL UNIQUE,
    until_unix_millis INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How the points of a run are written.
ALTER TABLE track ADD COLUMN form INTEGER NOT NULL DEFAULT 0;
