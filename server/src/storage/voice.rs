//! Voices: pieces of a few seconds in Ogg, each with its place on the room's clock, and whose consent stands. Nothing is kept
//! without it; what is removed from a recording is silent here as well.

use board::{
    actor::ActorIndex,
    id::RoomId,
    limits,
    moments::Span,
    time::Millis,
    voice::{
        joining::{self, Piece},
        ogg,
        packet::{Packet, duration},
        recorded::without,
    },
};
use interview::voice::{OwnVoice, VoiceStretch, VoiceTracks};
use rusqlite::{Connection, OptionalExtension, params};

use super::{StorageError, attachment, room::key};

/// Pieces closer together than this are shown as one stretch.
const TOGETHER: Millis = Millis(500);

/// A piece that is to be kept.
#[derive(Clone, Debug)]
pub struct NewPiece {
    /// Whose.
    pub actor: ActorIndex,
    /// The number of the consent it was recorded under.
    pub number: u32,
    /// The run of the microphone it belongs to.
    pub take: u128,
    /// Which of the run's pieces.
    pub piece: u32,
    /// When it begins.
    pub at: Millis,
    /// The sound.
    pub packets: Vec<Packet>,
}

/// What became of a piece.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kept {
    /// It is stored, now or from before: the same piece again changes nothing.
    Stored,
    /// Nothing of it is left beside removed stretches.
    Silent,
    /// The consent does not stand, or what was said then was deleted.
    Withdrawn,
    /// The person has as much as a room takes.
    TooMuch,
}

/// What stands about a person's own voice.
pub fn own(connection: &Connection, room: RoomId, actor: ActorIndex) -> Result<OwnVoice, StorageError> {
    let sql = "SELECT given, number FROM voice_consent WHERE room = ? AND actor = ?";
    let found = connection
        .prepare_cached(sql)?
        .query_row(params![key(room), actor.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (consent, number) = found.unwrap_or_default();
    let (_, stored) = stored(connection, room, actor)?;
    Ok(OwnVoice {
        consent,
        number,
        stored,
    })
}

/// Gives a consent, or takes it back.
pub fn consent(
    connection: &Connection,
    room: RoomId,
    actor: ActorIndex,
    given: bool,
    now_unix_millis: u64,
) -> Result<(), StorageError> {
    let sql = "INSERT INTO voice_consent (room, actor, number, given, since_unix_millis) VALUES (?1, ?2, 1, ?3, ?4)
        ON CONFLICT (room, actor) DO UPDATE SET given = excluded.given, since_unix_millis = excluded.since_unix_millis";
    connection.execute(sql, params![key(room), actor.0, given, now_unix_millis])?;
    Ok(())
}

/// Deletes what somebody said; what of it is still on its way will not be taken.
pub fn delete_own(connection: &Connection, room: RoomId, actor: ActorIndex) -> Result<(), StorageError> {
    let whose = params![key(room), actor.0];
    connection.execute("DELETE FROM voice WHERE room = ? AND actor = ?", whose)?;
    let sql = "UPDATE voice_consent SET number = number + 1 WHERE room = ? AND actor = ?";
    connection.execute(sql, whose)?;
    Ok(())
}

/// Keeps a piece.
pub fn put(connection: &Connection, room: RoomId, new: &NewPiece) -> Result<Kept, StorageError> {
    let own = own(connection, room, new.actor)?;
    if !own.consent || own.number != new.number {
        return Ok(Kept::Withdrawn);
    }
    let sql = "SELECT 1 FROM voice WHERE room = ? AND actor = ? AND take = ? AND piece = ?";
    let (room_key, take) = (key(room), new.take.to_be_bytes());
    let known = connection
        .prepare_cached(sql)?
        .exists(params![room_key, new.actor.0, take, new.piece])?;
    if known {
        return Ok(Kept::Stored);
    }
    let (pieces, millis) = stored(connection, room, new.actor)?;
    if pieces >= limits::VOICE_PIECES || millis.0 >= limits::VOICE_MINUTES * 60_000 {
        return Ok(Kept::TooMuch);
    }
    let Some(packets) = without(new.at, &new.packets, &removed(connection, room)?) else {
        return Ok(Kept::Silent);
    };
    connection
        .prepare_cached(
            "INSERT INTO voice (room, actor, take, piece, at_millis, millis, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            room_key,
            new.actor.0,
            take,
            new.piece,
            new.at.0,
            duration(&packets).0,
            ogg::write(&packets)
        ])?;
    Ok(Kept::Stored)
}

/// Where there is sound, and where some never came.
pub fn tracks(connection: &Connection, room: RoomId) -> Result<VoiceTracks, StorageError> {
    let sql = "SELECT actor, take, piece, at_millis, millis FROM voice WHERE room = ? ORDER BY actor, at_millis";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![key(room)], |row| {
        let from = Millis(row.get(3)?);
        let to = from + Millis(row.get(4)?);
        Ok(Row {
            actor: row.get(0)?,
            take: row.get(1)?,
            piece: row.get(2)?,
            span: Span { from, to },
        })
    })?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let removed = removed(connection, room)?;
    let mut tracks = VoiceTracks::default();
    for of_one in rows.chunk_by(|one, other| one.actor == other.actor) {
        let actor = of_one.first().map_or(0, |row| row.actor);
        let stretch = |Span { from, to }| VoiceStretch { actor, from, to };
        let spans = joining::stretches(of_one.iter().map(|row| row.span), TOGETHER);
        tracks.stretches.extend(spans.into_iter().map(stretch));
        tracks.missing.extend(missing(of_one, &removed).map(stretch));
    }
    Ok(tracks)
}

struct Row {
    actor: u16,
    take: [u8; 16],
    piece: u32,
    span: Span,
}

/// Between pieces of one take whose numbers do not follow each other, and were not removed.
fn missing(of_one: &[Row], removed: &[Span]) -> impl Iterator<Item = Span> {
    let neighbours = of_one.iter().zip(of_one.iter().skip(1));
    neighbours.filter_map(|(row, next)| {
        let (from, to) = (row.span.to, next.span.from);
        let was_removed = removed.iter().any(|removed| removed.from < to && from < removed.to);
        let follows = row.take != next.take || row.piece + 1 >= next.piece;
        (!follows && !was_removed).then_some(Span { from, to })
    })
}

/// A person's pieces that reach into a stretch. One that cannot be read any more is silence, as if it were missing.
pub fn pieces(
    connection: &Connection,
    room: RoomId,
    actor: ActorIndex,
    stretch: Span,
) -> Result<Vec<Piece>, StorageError> {
    let sql = "SELECT at_millis, bytes FROM voice WHERE room = ? AND actor = ? AND at_millis < ? AND at_millis > ?
        ORDER BY at_millis";
    let mut statement = connection.prepare_cached(sql)?;
    let earliest = stretch.from.0 as i64 - limits::VOICE_PIECE_MILLIS as i64 - 1;
    let latest = i64::try_from(stretch.to.0).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![key(room), actor.0, latest, earliest], |row| {
        Ok((Millis(row.get(0)?), row.get::<_, Vec<u8>>(1)?))
    })?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(rows
        .into_iter()
        .filter_map(|(at, bytes)| {
            let packets = ogg::read(&bytes, limits::VOICE_PIECE_MILLIS).ok()?;
            Some(Piece { at, packets })
        })
        .collect())
}

/// Takes all voices, and the lines of attached transcripts, out of a stretch of room time, for good: called where that stretch of the
/// recording is removed. Returns how many pieces were changed or deleted.
pub fn purge(connection: &Connection, room: RoomId, from: Millis, to: Millis) -> Result<usize, StorageError> {
    attachment::purge(connection, room, Span { from, to })?;
    let sql = "INSERT OR IGNORE INTO voice_removed (room, from_millis, to_millis) VALUES (?, ?, ?)";
    connection.execute(sql, params![key(room), from.0, to.0])?;
    let sql = "SELECT id, at_millis, bytes FROM voice WHERE room = ? AND at_millis < ? AND at_millis + millis > ?";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map(params![key(room), to.0, from.0], |row| {
        Ok((row.get::<_, i64>(0)?, Millis(row.get(1)?), row.get::<_, Vec<u8>>(2)?))
    })?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    for (id, at, bytes) in &rows {
        let packets = ogg::read(bytes, limits::VOICE_PIECE_MILLIS).unwrap_or_default();
        match without(*at, &packets, &[Span { from, to }]) {
            Some(left) => connection.execute(
                "UPDATE voice SET bytes = ? WHERE id = ?",
                params![ogg::write(&left), id],
            )?,
            None => connection.execute("DELETE FROM voice WHERE id = ?", params![id])?,
        };
    }
    Ok(rows.len())
}

fn removed(connection: &Connection, room: RoomId) -> Result<Vec<Span>, StorageError> {
    let mut statement = connection.prepare_cached("SELECT from_millis, to_millis FROM voice_removed WHERE room = ?")?;
    let rows = statement.query_map(params![key(room)], |row| {
        Ok(Span {
            from: Millis(row.get(0)?),
            to: Millis(row.get(1)?),
        })
    })?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}

/// How many pieces somebody has, and how long they are together.
fn stored(connection: &Connection, room: RoomId, actor: ActorIndex) -> Result<(u64, Millis), StorageError> {
    let sql = "SELECT count(*), coalesce(sum(millis), 0) FROM voice WHERE room = ? AND actor = ?";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![key(room), actor.0], |row| {
            Ok((row.get(0)?, Millis(row.get(1)?)))
        })?)
}

#[cfg(test)]
mod tests {
    use board::voice::joining::join;

    use interview::attachment::AttachmentKind;

    use super::*;
    use crate::{
        seat_id::SeatId,
        storage::{room, schema},
    };

    const ROOM: RoomId = RoomId(7);
    const ANA: ActorIndex = ActorIndex(2);

    fn sound(count: usize) -> Vec<Packet> {
        vec![Packet::read(&[0xF8, 0xCA, 0xFE, 0xBA, 0xBE]).unwrap(); count]
    }

    fn piece(number: u32, piece: u32, at: u64) -> NewPiece {
        NewPiece {
            actor: ANA,
            number,
            take: 9,
            piece,
            at: Millis(at),
            packets: sound(50),
        }
    }

    fn with_room() -> Connection {
        let connection = schema::in_memory(schema::PUBLIC);
        room::create(&connection, ROOM, "", 0, false).unwrap();
        connection
    }

    #[test]
    fn nothing_is_kept_without_consent_and_nothing_twice() {
        let connection = with_room();
        let put = |new: &NewPiece| put(&connection, ROOM, new).unwrap();
        assert_eq!(put(&piece(1, 0, 0)), Kept::Withdrawn);
        consent(&connection, ROOM, ANA, true, 5).unwrap();
        for (index, at) in [(1, 1_000), (0, 0), (1, 1_000), (3, 3_000)] {
            assert_eq!(put(&piece(1, index, at)), Kept::Stored);
        }
        let span = |from, to| VoiceStretch {
            actor: 2,
            from: Millis(from),
            to: Millis(to),
        };
        let tracks = tracks(&connection, ROOM).unwrap();
        assert_eq!(tracks.stretches, [span(0, 2_000), span(3_000, 4_000)]);
        assert_eq!(
            tracks.missing,
            [span(2_000, 3_000)],
            "its number is known by its neighbours"
        );
        delete_own(&connection, ROOM, ANA).unwrap();
        assert_eq!(
            put(&piece(1, 4, 4_000)),
            Kept::Withdrawn,
            "it was said before the deletion"
        );
        assert_eq!(put(&piece(2, 5, 5_000)), Kept::Stored);
        consent(&connection, ROOM, ANA, false, 6).unwrap();
        assert_eq!(put(&piece(2, 6, 6_000)), Kept::Withdrawn);
        assert_eq!(own(&connection, ROOM, ANA).unwrap().stored, Millis(1_000));
        room::delete(&connection, ROOM).unwrap();
        let left: u32 = connection
            .query_row("SELECT count(*) FROM voice", [], |row| row.get(0))
            .unwrap();
        assert_eq!(left, 0);
    }

    #[test]
    fn e3_a_removed_stretch_is_silent_for_good_also_for_what_comes_late() {
        let connection = with_room();
        consent(&connection, ROOM, ANA, true, 5).unwrap();
        put(&connection, ROOM, &piece(1, 0, 0)).unwrap();
        put(&connection, ROOM, &piece(1, 1, 1_000)).unwrap();
        let vtt = b"WEBVTT\n\n00:00.100 --> 00:00.400\nkept\n\n00:01.000 --> 00:01.500\ncanary\n";
        let (id, transcript) = (
            SeatId::from_bytes([3; 16]),
            (AttachmentKind::Transcript, "call", "text/vtt"),
        );
        attachment::insert(&connection, ROOM, id, transcript, vtt).unwrap();
        assert_eq!(purge(&connection, ROOM, Millis(500), Millis(2_000)).unwrap(), 2);
        let (_, left) = attachment::find(&connection, ROOM, id).unwrap().unwrap();
        assert_eq!(
            String::from_utf8(left).unwrap(),
            "WEBVTT\n\n00:00:00.100 --> 00:00:00.400\nkept\n"
        );
        assert_eq!(put(&connection, ROOM, &piece(1, 1, 1_000)).unwrap(), Kept::Silent);
        put(&connection, ROOM, &piece(1, 2, 1_990)).unwrap();
        let all = Span {
            from: Millis(0),
            to: Millis(60_000),
        };
        let joined = join(pieces(&connection, ROOM, ANA, all).unwrap(), all);
        let (mut at, mut heard) = (0, Vec::new());
        for packet in joined {
            if !packet.is_silence() {
                heard.push(at / 48);
            }
            at += packet.samples();
        }
        assert_eq!(
            heard.iter().filter(|at| (500..2_000).contains(*at)).count(),
            0,
            "{heard:?}"
        );
        assert_eq!(heard.len(), 25 + 49);
    }
}
