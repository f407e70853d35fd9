//! Where a connector's label stands: on its line, at the middle or where a hand wanted it or, where it would cover a shape or a
//! head there, as near to that as it does not; beside the line where that is too short for it.

use kurbo::{Point, Rect, Size, Vec2};

use super::{block::Block, surroundings, surroundings::Anchors, way::Way};
use crate::{
    board::Board,
    element::{ALL_ALONG, Connector, Element},
    shape::{Head, Route},
};

/// Places along the way that are tried on each side of the wanted one, this part of the way apart.
const TRIES: u32 = 28;
/// Between a label and what it keeps off, in board units.
const GAP: f64 = 3.0;
/// Room of a head at an end of the way.
const HEAD: f64 = 22.0;
/// How far from its way a label stands at most where there is no room on it, and by what steps that is tried, in board units.
const ASIDE: f64 = 160.0;
const ASIDE_STEP: f64 = 4.0;

/// The place for a label that nobody moved: about the middle of the way.
pub(super) fn usual(connector: &Connector, way: &Way) -> Option<Point> {
    match connector.route {
        Route::Elbow => way.middle_of_longest(),
        // Of an odd number of pinned points one is the middle one, and whoever pinned it means that.
        Route::Straight | Route::Curved if connector.via.len() % 2 == 1 => {
            let pinned = connector.via.get(connector.via.len() / 2)?;
            Some(pinned.to_units())
        }
        Route::Straight | Route::Curved => way.middle(),
    }
}

/// Where a label stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    /// Its middle.
    pub(super) at: Point,
    /// Beside the way, not on it.
    pub(super) is_aside: bool,
    /// No box outside of it has a say in that.
    pub(super) reach: Rect,
}

/// Where a label of some size stands. `board` tells what it keeps off; without it the label stands where it is wanted.
pub(super) fn stand(
    element: &Element,
    connector: &Connector,
    ends: [Block; 2],
    way: &Way,
    size: Size,
    board: Option<&Board>,
) -> Option<Stand> {
    let share = element
        .extras
        .along
        .map(|along| f64::from(along) / f64::from(ALL_ALONG));
    let preferred = match share {
        Some(share) => way.at_share(share)?,
        None => usual(connector, way)?,
    };
    let reach = room(way, size);
    let Some(board) = board else {
        return Some(Stand {
            at: preferred,
            is_aside: false,
            reach,
        });
    };
    let heads = heads(connector, way);
    let others = on_way(way, share.unwrap_or(0.5));
    let is_free = freedom(connector, ends, size, board, reach);
    let on_head = |at: &Point| {
        heads
            .iter()
            .flatten()
            .any(|head| super::overlaps(*head, around(*at, size)))
    };
    let on_way = std::iter::once(preferred)
        .chain(others)
        .find(|at| !on_head(at) && is_free(at));
    if let Some(at) = on_way {
        let is_aside = false;
        return Some(Stand { at, is_aside, reach });
    }
    // The way is too short for its words: they stand beside it.
    let reach = reach.inflate(ASIDE + size.width / 2.0 + GAP, ASIDE + size.height / 2.0 + GAP);
    let is_free = freedom(connector, ends, size, board, reach);
    let aside = asides(way, preferred, size).find(|at| !on_head(at) && is_free(at));
    Some(Stand {
        at: aside.unwrap_or(preferred),
        is_aside: aside.is_some(),
        reach,
    })
}

/// Places along a way, from a share of it to both sides.
fn on_way(way: &Way, from: f64) -> impl Iterator<Item = Point> + '_ {
    let length = way.length();
    let shares = (0..=TRIES).flat_map(move |step| {
        let away = f64::from(step) / f64::from(TRIES);
        [from - away, from + away]
    });
    let shares = shares.filter(|share| (0.0..=1.0).contains(share));
    shares.filter_map(move |share| way.point_at(length * share))
}

/// Places beside one, across the way and never along it, where words would seem to be those of the box that they stand past; the
/// nearest first, above before below.
fn asides(way: &Way, place: Point, size: Size) -> impl Iterator<Item = Point> {
    let step = way.step_near(place);
    let out = if step.x.abs() >= step.y.abs() {
        Vec2::new(0.0, -1.0)
    } else {
        Vec2::new(-1.0, 0.0)
    };
    let half = Vec2::new(out.x * size.width / 2.0, out.y * size.height / 2.0);
    (0..=(ASIDE / ASIDE_STEP) as u32).flat_map(move |step| {
        let away = half + out * (f64::from(step) * ASIDE_STEP + GAP);
        [place + away, place - away]
    })
}

/// What tells whether a label of some size covers no box at a place.
fn freedom(
    connector: &Connector,
    ends: [Block; 2],
    size: Size,
    board: &Board,
    reach: Rect,
) -> impl Fn(&Point) -> bool + use<> {
    let anchors = Anchors::of(connector, ends[0], ends[1]);
    let reach = Block::around(reach);
    let blocks = surroundings::of(board, |around| around.overlapping(reach))
        .into_iter()
        .filter(|standing| anchors.keep_off(standing))
        .map(|standing| standing.block)
        .collect::<Vec<_>>();
    move |at| {
        let own = Block::around(around(*at, size));
        !blocks.iter().any(|block| block.overlaps(own))
    }
}

fn around(at: Point, size: Size) -> Rect {
    Rect::from_center_size(at, size).inflate(GAP, GAP)
}

/// Where the heads of a way are.
fn heads(connector: &Connector, way: &Way) -> [Option<Rect>; 2] {
    let place = |head: Head, way: Way| {
        let (tip, inwards) = way.leaving(HEAD).unwrap_or_default();
        (head != Head::None).then(|| Rect::from_points(tip, tip + inwards * HEAD))
    };
    [
        place(connector.start_head, way.clone()),
        place(connector.end_head, way.clone().reversed()),
    ]
}

/// Wherever a label of some size could be on its way.
fn room(way: &Way, size: Size) -> Rect {
    let mut points = way.points().iter();
    let first = points.next().copied().unwrap_or_default();
    let all = points.fold(Rect::from_points(first, first), |all, point| all.union_pt(*point));
    all.inflate(size.width / 2.0 + GAP, size.height / 2.0 + GAP)
}
