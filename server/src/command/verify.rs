//! `chalkback verify`: that a recording is what was recorded. Order and hash chain of every row against the stored heads, the
//! board's hash at the end of every segment, and that every way of replaying gives one board. Redacted stretches are named.

use anyhow::{Result, bail};
use board::{
    Board, Entry,
    recording::Seq,
    replay::Timeline,
    room::{Room, StoredEntry},
};

use interview::removal::RemovalWay;

use super::{RoomArguments, read_room, say};
use crate::storage::{
    StorageError,
    recording::{
        self, Loaded,
        segment::{self, Claim},
    },
    removal::{self, Removal},
};

pub(super) fn run(arguments: &RoomArguments) -> Result<()> {
    let (loaded, claims, removals) = read_room(arguments, |connection, record| {
        let loaded: Result<Loaded, StorageError> = recording::load(connection, record.id);
        let claims = segment::claims(connection, record.id)?;
        Ok((loaded?, claims, removal::all(connection, record.id)?))
    })?;
    let recorded = loaded.entries.iter().filter(|stored| stored.recorded);
    let entries = recorded.map(|stored| stored.entry.clone()).collect::<Vec<_>>();
    // What lies in a stretch that is listed is told with it.
    let is_listed = |entry: &Entry| removals.iter().any(|removal| removal.stretch.covers(entry));
    let redacted = redacted_stretches(&entries, is_listed);
    let checked_boards = check_boards(&entries, &claims)?;
    check_replays(&entries, &loaded.entries)?;
    let room = arguments.room;
    for removal in &removals {
        say(&told(removal));
    }
    for (first, last) in &redacted {
        say(&format!(
            "redacted: entries {first} to {last}; their hashes hold, their content is gone"
        ));
    }
    say(&format!(
        "ok: room {room}, {} entries in order, the hash chain holds, {checked_boards} of {} stored board hashes checked, \
         replay gives the stored board",
        entries.len(),
        claims.len(),
    ));
    Ok(())
}

/// Folds the recording and compares the board at the end of each segment. Removing a stretch hashes the boards behind it anew.
fn check_boards(entries: &[Entry], claims: &[Claim]) -> Result<usize> {
    let (mut board, mut claims, mut checked) = (Board::default(), claims.iter().peekable(), 0);
    for entry in entries {
        // A recorded entry that does not apply changes nothing; the hashes tell whether that was so when it was recorded.
        let _ = board.apply(entry.actor, &entry.op);
        let Some(claim) = claims.next_if(|claim| claim.last_seq == entry.seq.0) else {
            continue;
        };
        if board.hash() != claim.board_hash {
            bail!("the board after entry {} is not the one that was stored", entry.seq.0);
        }
        checked += 1;
    }
    Ok(checked)
}

/// The reviewer's timeline, a plain fold, and the live room's own way back must come to one board (invariants I1, I2).
fn check_replays(entries: &[Entry], stored: &[StoredEntry]) -> Result<()> {
    let mut folded = Board::default();
    for entry in entries {
        let _ = folded.apply(entry.actor, &entry.op);
    }
    let timeline = Timeline::new(entries.to_vec())?;
    timeline.prepare(usize::MAX);
    if timeline.at_seq(Seq(entries.len() as u64)) != folded {
        bail!("seeking to the end gives another board than playing all of it");
    }
    let mut room = Room::new();
    stored
        .iter()
        .filter(|stored| stored.recorded)
        .for_each(|stored| room.replay(stored.clone()));
    if *room.board() != folded {
        bail!("the room comes back with another board than the recording gives");
    }
    Ok(())
}

/// A removed stretch in words.
fn told(removal: &Removal) -> String {
    let (stretch, way) = (&removal.stretch, removal.way);
    let whose = stretch
        .actor
        .map_or_else(String::new, |actor| format!(" of person {}", actor.0));
    let what = match way {
        RemovalWay::Remove => "removed",
        RemovalWay::Mask => "masked",
    };
    format!(
        "{what}: {} to {}{whose}; {} entries keep their places, times and hashes, their content is gone",
        stretch.from.clock(),
        stretch.to.clock(),
        removal.entries,
    )
}

fn redacted_stretches(entries: &[Entry], is_listed: impl Fn(&Entry) -> bool) -> Vec<(u64, u64)> {
    let mut stretches: Vec<(u64, u64)> = Vec::new();
    for seq in entries
        .iter()
        .filter(|entry| entry.redacted.is_some() && !is_listed(entry))
        .map(|entry| entry.seq.0)
    {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == seq => *last = seq,
            Some(_) | None => stretches.push((seq, seq)),
        }
    }
    stretches
}
