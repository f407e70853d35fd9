//! The bytes of tracks as a review downloads them: by time, each point as what differs from the one before of the same client.
//! Compression itself is the server's business, as with entries.

use thiserror::Error;

use super::Track;
use crate::{
    actor::{ActorIndex, JoinRank},
    geometry::Point,
    id::FileId,
    ink::{put_varint, take_varint, unzigzag, zigzag},
    limits::TRACK_POINTS,
    text::Utf16,
    time::Millis,
};

/// The version of the byte form.
const VERSION: u8 = 0;
const MAGIC: [u8; 3] = *b"CBT";

/// What is the same as at the point before, what is not there, what is new.
const SAME: u8 = 0;
const NONE: u8 = 1;
const NEW: u8 = 2;

/// What is wrong with the bytes of tracks.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum TrackError {
    /// They do not begin as tracks do, or were written by a newer program.
    #[error("these bytes are no tracks that can be read here")]
    NotTracks,
    /// They end too early or hold what cannot be.
    #[error("the tracks are damaged")]
    Damaged,
}

/// The last point of one client, and what moves are counted from.
struct Client {
    last: Track,
    cursor: Point,
    view: (Point, Point),
}

impl Client {
    fn new(actor: ActorIndex, rank: JoinRank) -> Client {
        Client {
            last: Track {
                actor,
                rank,
                ..Track::default()
            },
            cursor: Point::default(),
            view: Default::default(),
        }
    }
}

/// Codes points, sorted by time. Beyond [`TRACK_POINTS`] only every second, third, … of them.
pub fn encode_tracks(points: &[Track]) -> Vec<u8> {
    let every = points.len().div_ceil(TRACK_POINTS).max(1);
    let mut points = points.iter().step_by(every).collect::<Vec<_>>();
    points.sort_by_key(|point| point.at);
    let mut out = MAGIC.to_vec();
    out.push(VERSION);
    put_varint(&mut out, points.len() as u64);
    let (mut clients, mut files) = (Vec::<Client>::new(), Vec::<FileId>::new());
    let mut at = Millis(0);
    for point in points {
        put_varint(&mut out, (point.at - at).0);
        at = point.at;
        let known = clients
            .iter()
            .position(|client| client.last.rank == point.rank && client.last.actor == point.actor);
        let index = known.unwrap_or(clients.len());
        put_varint(&mut out, index as u64);
        if known.is_none() {
            put_varint(&mut out, u64::from(point.actor.0));
            put_varint(&mut out, u64::from(point.rank.0));
            clients.push(Client::new(point.actor, point.rank));
        }
        if let Some(client) = clients.get_mut(index) {
            put_point(&mut out, client, &mut files, point);
        }
    }
    out
}

fn put_point(out: &mut Vec<u8>, client: &mut Client, files: &mut Vec<FileId>, point: &Track) {
    let last = &client.last;
    let said = sign(&last.cursor, &point.cursor)
        | sign(&last.caret, &point.caret) << 2
        | sign(&last.view, &point.view) << 4
        | u8::from(point.laser) << 6;
    out.push(said);
    if let Some(cursor) = point.cursor.filter(|_| last.cursor != point.cursor) {
        put_move(out, &mut client.cursor, cursor);
    }
    if let Some((file, anchor, head)) = point.caret.filter(|_| last.caret != point.caret) {
        let known = files.iter().position(|known| *known == file);
        put_varint(out, known.unwrap_or(files.len()) as u64);
        if known.is_none() {
            out.extend_from_slice(&file.0.to_le_bytes());
            files.push(file);
        }
        put_varint(out, u64::from(anchor.0));
        put_varint(out, u64::from(head.0));
    }
    if let Some((near, far)) = point.view.filter(|_| last.view != point.view) {
        put_move(out, &mut client.view.0, near);
        put_move(out, &mut client.view.1, far);
    }
    client.last = point.clone();
}

fn sign<T: PartialEq>(last: &Option<T>, now: &Option<T>) -> u8 {
    match now {
        _ if last == now => SAME,
        None => NONE,
        Some(_) => NEW,
    }
}

fn put_move(out: &mut Vec<u8>, from: &mut Point, to: Point) {
    put_varint(out, zigzag(to.x.wrapping_sub(from.x)));
    put_varint(out, zigzag(to.y.wrapping_sub(from.y)));
    *from = to;
}

/// Reads what [`encode_tracks`] wrote.
pub fn decode_tracks(bytes: &[u8]) -> Result<Vec<Track>, TrackError> {
    let mut bytes = bytes
        .strip_prefix(&MAGIC)
        .and_then(|bytes| bytes.strip_prefix(&[VERSION]))
        .ok_or(TrackError::NotTracks)?;
    let points = read(&mut bytes).ok_or(TrackError::Damaged)?;
    if bytes.is_empty() {
        Ok(points)
    } else {
        Err(TrackError::Damaged)
    }
}

fn read(bytes: &mut &[u8]) -> Option<Vec<Track>> {
    let count = usize::try_from(take_varint(bytes)?).ok()?;
    // Every point takes three bytes at least: a lying count cannot make us reserve memory.
    if count > TRACK_POINTS || count > bytes.len() / 3 {
        return None;
    }
    let mut points = Vec::with_capacity(count);
    let (mut clients, mut files) = (Vec::<Client>::new(), Vec::<FileId>::new());
    let mut at = Millis(0);
    for _ in 0..count {
        at = Millis(at.0.checked_add(take_varint(bytes)?)?);
        let index = usize::try_from(take_varint(bytes)?).ok()?;
        if index == clients.len() {
            let actor = ActorIndex(u16::try_from(take_varint(bytes)?).ok()?);
            let rank = JoinRank(take_varint(bytes)?.try_into().ok()?);
            clients.push(Client::new(actor, rank));
        }
        let client = clients.get_mut(index)?;
        client.last.at = at;
        take_point(bytes, client, &mut files)?;
        points.push(client.last.clone());
    }
    Some(points)
}

fn take_point(bytes: &mut &[u8], client: &mut Client, files: &mut Vec<FileId>) -> Option<()> {
    let (said, rest) = bytes.split_first()?;
    *bytes = rest;
    client.last.laser = said >> 6 == 1;
    match said & 3 {
        SAME => {}
        NONE => client.last.cursor = None,
        NEW => client.last.cursor = Some(take_move(bytes, &mut client.cursor)?),
        _ => return None,
    }
    match said >> 2 & 3 {
        SAME => {}
        NONE => client.last.caret = None,
        NEW => client.last.caret = Some(take_caret(bytes, files)?),
        _ => return None,
    }
    match said >> 4 & 3 {
        SAME => {}
        NONE => client.last.view = None,
        NEW => {
            let near = take_move(bytes, &mut client.view.0)?;
            client.last.view = Some((near, take_move(bytes, &mut client.view.1)?));
        }
        _ => return None,
    }
    (said >> 7 == 0).then_some(())
}

fn take_caret(bytes: &mut &[u8], files: &mut Vec<FileId>) -> Option<(FileId, Utf16, Utf16)> {
    let index = usize::try_from(take_varint(bytes)?).ok()?;
    if index == files.len() {
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        *bytes = rest;
        files.push(FileId(u128::from_le_bytes(*id)));
    }
    let mut offset = || take_varint(bytes)?.try_into().ok().map(Utf16);
    Some((*files.get(index)?, offset()?, offset()?))
}

fn take_move(bytes: &mut &[u8], from: &mut Point) -> Option<Point> {
    let mut by = || take_varint(bytes).and_then(unzigzag);
    let to = Point::new(from.x.wrapping_add(by()?), from.y.wrapping_add(by()?));
    *from = to;
    to.within_limits().then_some(to)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place() -> impl Strategy<Value = Point> {
        let side = -crate::limits::COORDINATE_MAX..=crate::limits::COORDINATE_MAX;
        (side.clone(), side).prop_map(|(x, y)| Point::new(x, y))
    }

    fn point() -> impl Strategy<Value = Track> {
        let client = (0_u64..100_000, 0_u16..3, 0_u32..4);
        let caret = (0_u128..3, any::<u32>(), any::<u32>())
            .prop_map(|(file, anchor, head)| (FileId(file), Utf16(anchor), Utf16(head)));
        let places = (
            proptest::option::of(place()),
            proptest::option::of(caret),
            proptest::option::of((place(), place())),
            any::<bool>(),
        );
        (client, places).prop_map(|((at, actor, rank), (cursor, caret, view, laser))| Track {
            at: Millis(at),
            actor: ActorIndex(actor),
            rank: JoinRank(rank),
            cursor,
            caret,
            view,
            laser,
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(mut points in proptest::collection::vec(point(), 0..60)) {
            points.sort_by_key(|point| point.at);
            prop_assert_eq!(decode_tracks(&encode_tracks(&points)), Ok(points));
        }

        #[test]
        fn damage_is_noticed_or_read_as_something_else_and_never_panics(
            points in proptest::collection::vec(point(), 1..20), at in 4_usize..400, byte: u8, cut in 0_usize..400,
        ) {
            let mut bytes = encode_tracks(&points);
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
            let _ = decode_tracks(&bytes);
            bytes.truncate(cut);
            let _ = decode_tracks(&bytes);
        }
    }

    #[test]
    fn an_hour_of_three_people_is_small() {
        let points = (0..54_000_u64).map(|index| {
            let (step, client) = (index / 3, (index % 3) as u16);
            let wander = |speed: u64| (f64::from((step * speed % 628) as u16) / 100.0).sin() * 4_000.0;
            Track {
                at: Millis(step * 200),
                actor: ActorIndex(client + 1),
                rank: JoinRank(u32::from(client)),
                cursor: Some(Point::new(wander(7) as i32, wander(11) as i32)),
                view: Some((Point::new(0, 0), Point::new(9_000, 6_000))),
                ..Track::default()
            }
        });
        let bytes = encode_tracks(&points.collect::<Vec<_>>());
        assert!(bytes.len() < 450_000, "{}", bytes.len());
    }

    #[test]
    fn foreign_and_lying_bytes_are_refused() {
        assert_eq!(decode_tracks(b""), Err(TrackError::NotTracks));
        assert_eq!(decode_tracks(b"CBT\x09"), Err(TrackError::NotTracks));
        assert_eq!(decode_tracks(b"CBT\x00"), Err(TrackError::Damaged));
        assert_eq!(
            decode_tracks(b"CBT\x00\xff\xff\x03\x00"),
            Err(TrackError::Damaged),
            "a count without points"
        );
        let mut trailing = encode_tracks(&[Track::default()]);
        trailing.push(0);
        assert_eq!(decode_tracks(&trailing), Err(TrackError::Damaged));
    }
}
