//! What reviewers need of presence (rule P1): where people pointed and looked, in rows of their own, outside the chain.

use board::{
    actor::{ActorIndex, JoinRank},
    geometry::Point,
    id::{FileId, RoomId},
    redaction::Stretch,
    text::Utf16,
    time::Millis,
    track::Track,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{StorageError, room::key};

/// A run of [`Place`]s.
const WITHOUT_LASER: u8 = 0;
/// A run of [`Place`]s, each with whether the laser was on.
const WITH_LASER: u8 = 1;

/// A point as it is stored; it never changes (rule F1).
#[derive(Deserialize, Serialize)]
struct Place {
    at: Millis,
    actor: ActorIndex,
    rank: JoinRank,
    cursor: Option<Point>,
    caret: Option<(FileId, Utf16, Utf16)>,
    view: Option<(Point, Point)>,
}

/// Keeps a run of points.
pub fn append(connection: &Connection, room: RoomId, points: &[Track]) -> Result<(), StorageError> {
    let places = points.iter().map(stored).collect::<Vec<_>>();
    let bytes = postcard::to_stdvec(&places).map_err(|error| StorageError::Failed(error.to_string()))?;
    connection
        .prepare_cached("INSERT INTO track (room, bytes, form) VALUES (?, ?, ?)")?
        .execute(params![key(room), bytes, WITH_LASER])?;
    Ok(())
}

/// All points of a room in the order they came. Runs that cannot be read are left out: tracks may be lost (rule F2).
pub fn all(connection: &Connection, room: RoomId) -> Result<Vec<Track>, StorageError> {
    let mut statement = connection.prepare("SELECT form, bytes FROM track WHERE room = ? ORDER BY id")?;
    let runs = statement
        .query_map(params![key(room)], |row| {
            Ok((row.get::<_, u8>(0)?, row.get::<_, Vec<u8>>(1)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(runs
        .iter()
        .filter_map(|(form, bytes)| read(*form, bytes))
        .flatten()
        .collect())
}

/// The runs that hold points of a stretch, without them: row and new bytes.
pub fn without(connection: &Connection, room: RoomId, stretch: &Stretch) -> Result<Vec<(i64, Vec<u8>)>, StorageError> {
    let mut statement = connection.prepare("SELECT id, form, bytes FROM track WHERE room = ?")?;
    let rows = statement
        .query_map(params![key(room)], |row| {
            Ok((row.get(0)?, row.get::<_, u8>(1)?, row.get::<_, Vec<u8>>(2)?))
        })?
        .collect::<Result<Vec<(i64, _, _)>, _>>()?;
    let mut changed = Vec::new();
    for (id, form, bytes) in rows {
        // What cannot be read cannot be looked through: it goes.
        let points = read(form, &bytes).unwrap_or_default();
        let left = points.iter().filter(|point| !stretch.holds(point.actor, point.at));
        let left = left.map(stored).collect::<Vec<_>>();
        if left.len() == points.len() && !points.is_empty() {
            continue;
        }
        let bytes = match form {
            WITHOUT_LASER => postcard::to_stdvec(&left.into_iter().map(|(place, _)| place).collect::<Vec<_>>()),
            _with_laser => postcard::to_stdvec(&left),
        };
        changed.push((id, bytes.map_err(|error| StorageError::Failed(error.to_string()))?));
    }
    Ok(changed)
}

fn stored(track: &Track) -> (Place, bool) {
    let place = Place {
        at: track.at,
        actor: track.actor,
        rank: track.rank,
        cursor: track.cursor,
        caret: track.caret,
        view: track.view,
    };
    (place, track.laser)
}

fn read(form: u8, bytes: &[u8]) -> Option<Vec<Track>> {
    let track = |(place, laser): (Place, bool)| Track {
        at: place.at,
        actor: place.actor,
        rank: place.rank,
        cursor: place.cursor,
        caret: place.caret,
        view: place.view,
        laser,
    };
    let places = match form {
        WITHOUT_LASER => {
            let places = postcard::from_bytes::<Vec<Place>>(bytes).ok()?;
            places.into_iter().map(|place| (place, false)).collect()
        }
        WITH_LASER => postcard::from_bytes::<Vec<(Place, bool)>>(bytes).ok()?,
        _newer => return None,
    };
    Some(places.into_iter().map(track).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{room, schema};

    #[test]
    fn runs_of_every_form_are_read_and_what_is_newer_is_left_out() {
        let connection = schema::in_memory(schema::PUBLIC);
        let id = RoomId(7);
        room::create(&connection, id, "", 0, false).unwrap();
        let point = |x, laser| Track {
            cursor: Some(Point::new(x, 0)),
            laser,
            ..Track::default()
        };
        let old = vec![stored(&point(1, false)).0];
        let insert = |form: u8, bytes: Vec<u8>| {
            let sql = "INSERT INTO track (room, bytes, form) VALUES (?, ?, ?)";
            connection.execute(sql, params![key(id), bytes, form]).unwrap();
        };
        insert(WITHOUT_LASER, postcard::to_stdvec(&old).unwrap());
        append(&connection, id, &[point(2, true), point(3, false)]).unwrap();
        insert(9, vec![1, 2, 3]);
        assert_eq!(
            all(&connection, id).unwrap(),
            [point(1, false), point(2, true), point(3, false)]
        );
        let stretch = Stretch {
            from: Millis(0),
            to: Millis(0),
            actor: None,
        };
        assert_eq!(without(&connection, id, &stretch).unwrap().len(), 3);
        let theirs = Stretch {
            actor: Some(ActorIndex(9)),
            ..stretch
        };
        assert_eq!(
            without(&connection, id, &theirs).unwrap().len(),
            1,
            "only what is newer"
        );
    }
}
