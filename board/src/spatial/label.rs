//! Where a connector's label stands: on its line, at the middle or where a hand wanted it or, where it would cover a shape or a
//! head there, as near to that as it does not.

use kurbo::{Point, Rect, Size};

use super::{block::Block, surroundings, surroundings::Anchors, way::Way};
use crate::{
    board::Board,
    element::{ALL_ALONG, Connector, Element},
    shape::Route,
};

/// Places along the way that are tried on each side of the wanted one, this part of the way apart.
const TRIES: u32 = 28;
/// Between a label and what it keeps off, in board units.
const GAP: f64 = 3.0;
/// Room of a head at an end of the way.
const HEAD: f64 = 22.0;

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

/// The middle of a label of some size. `board` tells what it keeps off; without it the label stands where it is wanted.
pub(super) fn centre(
    element: &Element,
    connector: &Connector,
    ends: [Block; 2],
    way: &Way,
    size: Size,
    board: Option<&Board>,
) -> Option<Point> {
    let share = element
        .extras
        .along
        .map(|along| f64::from(along) / f64::from(ALL_ALONG));
    let preferred = match share {
        Some(share) => way.at_share(share)?,
        None => usual(connector, way)?,
    };
    let Some(board) = board else { return Some(preferred) };
    let reach = Block::around(room(way, size));
    let anchors = Anchors::of(connector, ends[0], ends[1]);
    let blocks = surroundings::of(board, |around| around.overlapping(reach))
        .into_iter()
        .filter(|standing| anchors.keep_off(standing))
        .map(|standing| standing.block)
        .collect::<Vec<_>>();
    let heads = [way.clone(), way.clone().reversed()].map(|way| {
        let (tip, inwards) = way.leaving(HEAD).unwrap_or_default();
        Rect::from_points(tip, tip + inwards * HEAD)
    });
    let is_free = |at: &Point| {
        let label = Rect::from_center_size(*at, size).inflate(GAP, GAP);
        let on_head = heads.iter().any(|head| super::overlaps(*head, label));
        let own = Block::around(label);
        !on_head && !blocks.iter().any(|block| block.overlaps(own))
    };
    let length = way.length();
    let from = share.unwrap_or(0.5);
    let asides = (0..=TRIES).flat_map(|step| {
        let away = f64::from(step) / f64::from(TRIES);
        [from - away, from + away]
    });
    let on_way = asides.filter(|share| (0.0..=1.0).contains(share));
    let others = on_way.filter_map(|share| way.point_at(length * share));
    std::iter::once(preferred)
        .chain(others)
        .find(is_free)
        .or(Some(preferred))
}

/// Wherever a label of some size could be.
pub(super) fn room(way: &Way, size: Size) -> Rect {
    let mut points = way.points().iter();
    let first = points.next().copied().unwrap_or_default();
    let all = points.fold(Rect::from_points(first, first), |all, point| all.union_pt(*point));
    all.inflate(size.width / 2.0 + GAP, size.height / 2.0 + GAP)
}
