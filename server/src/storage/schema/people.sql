-- Accounts, sign-ins, seats, links and questions.

-- The staff account: one, for now.
CREATE TABLE account (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL
) STRICT;

-- The one-time link that sets its password.
CREATE TABLE setup_link (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token_hash BLOB NOT NULL,
    until_unix_millis INTEGER NOT NULL
) STRICT;

-- Browsers signed in to it.
CREATE TABLE staff_session (
    token_hash BLOB PRIMARY KEY,
    began_unix_millis INTEGER NOT NULL,
    used_unix_millis INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A person's place in one room; its holder's name stands in `name`. Hashes only.
CREATE TABLE seat (
    id BLOB PRIMARY KEY,
    room BLOB NOT NULL REFERENCES room(id) ON DELETE CASCADE,
    actor INTEGER NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    of_account INTEGER NOT NULL,
    link_hash BLOB UNIQUE,
    code_hash BLOB UNIQUE,
    cookie_hash BLOB,
    UNIQUE (room, actor)
) STRICT;

-- Second browsers that ask to be let in to a seat.
CREATE TABLE knock (
    id BLOB PRIMARY KEY,
    seat BLOB NOT NULL REFERENCES seat(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    cookie_hash BLOB NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX knock_by_seat ON knock(seat);

-- What a room is about: copied from its question, so that a later change of the question changes no round.
CREATE TABLE kit (
    room BLOB PRIMARY KEY REFERENCES room(id) ON DELETE CASCADE,
    prompt TEXT NOT NULL,
    minutes_planned INTEGER,
    core_questions TEXT NOT NULL
) STRICT;

CREATE TABLE question (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    prompt TEXT NOT NULL,
    minutes_planned INTEGER,
    core_questions TEXT NOT NULL,
    seed TEXT NOT NULL
) STRICT;

-- Images that a question's seed names.
CREATE TABLE question_asset (
    question TEXT NOT NULL REFERENCES question(id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    mime TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (question, hash)
) STRICT;

-- What was done to rooms and seats, and by whom: no secrets, no content.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at_unix_millis INTEGER NOT NULL,
    deed TEXT NOT NULL,
    who TEXT NOT NULL,
    room BLOB,
    about TEXT NOT NULL
) STRICT;
