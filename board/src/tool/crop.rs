//! Which part of a picture is shown: what is left stays where it was, in the size it had.

use kurbo::{Point, Rect, Vec2};

use super::Intent;
use crate::{
    board::Board,
    element::{Crop, Element, Kind},
    geometry,
    id::ElementId,
    op::{ElementChange, Op, Prop},
    shape::Flip,
    spatial,
};

/// The least part of a picture that is shown, in 1/10,000.
const PART_MIN: u16 = 500;

/// How much of a picture is cut off at its sides as they are seen, in 1/10,000.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Cuts {
    /// At the left.
    pub left: u16,
    /// At the top.
    pub top: u16,
    /// At the right.
    pub right: u16,
    /// At the bottom.
    pub bottom: u16,
}

impl Cuts {
    /// What is cut off of a picture that is selected alone; `None` for anything else.
    pub fn of(board: &Board, selection: &[ElementId]) -> Option<Cuts> {
        let [id] = selection else { return None };
        Cuts::of_element(board.element(*id)?)
    }

    /// What is cut off of a picture; `None` for anything else.
    pub(super) fn of_element(element: &Element) -> Option<Cuts> {
        matches!(element.kind, Kind::Image(_)).then(|| {
            let crop = element.extras.crop.unwrap_or(Crop::WHOLE);
            let flip = element.extras.flip;
            let (left, right) = swapped_if(flip.horizontal, crop.left, rest(crop.left, crop.width));
            let (top, bottom) = swapped_if(flip.vertical, crop.top, rest(crop.top, crop.height));
            Cuts {
                left,
                top,
                right,
                bottom,
            }
        })
    }

    fn with_something_left(self) -> Cuts {
        let (right, bottom) = (self.right.min(10_000 - PART_MIN), self.bottom.min(10_000 - PART_MIN));
        Cuts {
            left: self.left.min(10_000 - PART_MIN - right),
            top: self.top.min(10_000 - PART_MIN - bottom),
            right,
            bottom,
        }
    }

    /// The part of a picture that these leave, of one that is shown this way round.
    fn shown(self, flip: Flip) -> Crop {
        let (left, right) = swapped_if(flip.horizontal, self.left, self.right);
        let (top, bottom) = swapped_if(flip.vertical, self.top, self.bottom);
        Crop {
            left,
            top,
            width: rest(left, right),
            height: rest(top, bottom),
        }
    }
}

/// Cuts the one picture that is selected; the step is not ended, so that a slider can go on.
pub fn crop(board: &Board, selection: &[ElementId], cuts: Cuts) -> Vec<Intent> {
    let [id] = selection else { return Vec::new() };
    let element = board.element(*id).filter(|element| !element.locked);
    let change = element.and_then(|element| cropped(element, cuts));
    change
        .map(|change| Intent::Apply(Op::Update(vec![change])))
        .into_iter()
        .collect()
}

/// What cuts a picture so; `None` where it is no picture, or cut so already.
pub(super) fn cropped(element: &Element, cuts: Cuts) -> Option<ElementChange> {
    let before = Cuts::of_element(element)?;
    let cuts = cuts.with_something_left();
    let shown = cuts.shown(element.extras.flip);
    if cuts == before || !shown.is_sound() {
        return None;
    }
    let rect = spatial::box_of(element);
    let (x0, x1) = cut(
        rect.x0,
        rect.width(),
        (before.left, before.right),
        (cuts.left, cuts.right),
    );
    let (y0, y1) = cut(
        rect.y0,
        rect.height(),
        (before.top, before.bottom),
        (cuts.top, cuts.bottom),
    );
    // A turned picture turns about the middle of what is left; that middle stands where the old turn puts it.
    let turn = spatial::rotation(element);
    let left_over = Rect::new(x0, y0, x1, y1);
    let middle: Point = turn * left_over.center();
    let place = Rect::from_center_size(middle, left_over.size());
    Some(ElementChange {
        id: element.id,
        props: vec![
            Prop::Crop((shown != Crop::WHOLE).then_some(shown)),
            Prop::Origin(geometry::Point::from_units(place.origin())),
            Prop::Size(geometry::Size::new(
                geometry::quantise(place.width()),
                geometry::quantise(place.height()),
            )),
        ],
    })
}

/// What shows another part of a picture in the same place; `None` where it is no picture, or shows that part already.
pub(super) fn moved_under(element: &Element, cuts: Cuts) -> Option<ElementChange> {
    let before = Cuts::of_element(element)?;
    let shown = cuts.shown(element.extras.flip);
    (cuts != before && shown.is_sound()).then(|| ElementChange {
        id: element.id,
        props: vec![Prop::Crop((shown != Crop::WHOLE).then_some(shown))],
    })
}

/// A picture as it would be with nothing cut off.
pub(super) fn whole(element: &Element) -> Option<Element> {
    Cuts::of_element(element)?;
    let mut whole = element.clone();
    let change = cropped(element, Cuts::default());
    for prop in change.into_iter().flat_map(|change| change.props) {
        match prop {
            Prop::Crop(crop) => whole.extras.crop = crop,
            Prop::Origin(origin) => whole.origin = origin,
            Prop::Size(size) => whole.size = size,
            _ => {}
        }
    }
    Some(whole)
}

/// Around the whole picture, as wide and high as it would be.
pub(super) fn whole_rect(element: &Element) -> Option<Rect> {
    whole(element).map(|whole| spatial::box_of(&whole))
}

/// Cuts by keys: the side that an arrow pushes goes that way, inwards or, to give back what was cut, outwards.
pub fn push_side(board: &Board, selection: &[ElementId], by: Vec2, outwards: bool) -> Vec<Intent> {
    let [id] = selection else { return Vec::new() };
    let Some((element, rect)) = picture(board, *id).and_then(|element| Some((element, whole_rect(element)?))) else {
        return Vec::new();
    };
    let Some(mut cuts) = Cuts::of_element(element) else {
        return Vec::new();
    };
    let (across, down) = (part(by.x.abs(), rect.width()), part(by.y.abs(), rect.height()));
    let sign = if outwards { -1 } else { 1 };
    // Inwards the left side goes right; outwards it is the right side that does.
    let (horizontal, vertical) = ((by.x > 0.0) != outwards, (by.y > 0.0) != outwards);
    let across_side = if horizontal { &mut cuts.left } else { &mut cuts.right };
    *across_side = shifted(*across_side, across * sign);
    let down_side = if vertical { &mut cuts.top } else { &mut cuts.bottom };
    *down_side = shifted(*down_side, down * sign);
    let Some(change) = cropped(element, cuts) else {
        return Vec::new();
    };
    vec![Intent::Apply(Op::Update(vec![change])), Intent::EndStep]
}

/// A picture that can be cropped.
pub(super) fn picture(board: &Board, id: ElementId) -> Option<&Element> {
    let element = board.element(id)?;
    (matches!(element.kind, Kind::Image(_)) && !element.locked).then_some(&**element)
}

/// One dimension of a box: from what it showed with the cuts before to what it shows with the new ones.
fn cut(near: f64, length: f64, before: (u16, u16), now: (u16, u16)) -> (f64, f64) {
    let whole = length * 10_000.0 / f64::from(rest(before.0, before.1).max(1));
    let share = |part: u16| f64::from(part) / 10_000.0 * whole;
    let begin = near - share(before.0);
    (begin + share(now.0), begin + whole - share(now.1))
}

fn rest(one: u16, other: u16) -> u16 {
    10_000_u16.saturating_sub(one).saturating_sub(other)
}

fn swapped_if(is_flipped: bool, one: u16, other: u16) -> (u16, u16) {
    if is_flipped { (other, one) } else { (one, other) }
}

/// A length as a part of another, in 1/10,000; no more than all of it, which is as much as can be cut.
pub(super) fn part(length: f64, whole: f64) -> i32 {
    (length / whole.max(1.0) * 10_000.0).round().clamp(-10_000.0, 10_000.0) as i32
}

pub(super) fn shifted(cut: u16, by: i32) -> u16 {
    i32::from(cut).saturating_add(by).clamp(0, 10_000) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{actor::ActorIndex, element::AssetHash, order_key::OrderKey};

    const ID: [ElementId; 1] = [ElementId(1)];

    fn board(flip: Flip, angle_centidegrees: i32) -> Board {
        let mut picture = Element::new(ElementId(1), Kind::Image(AssetHash([1; 32])), OrderKey::first());
        picture.size = geometry::Size::new(800, 400);
        picture.extras.flip = flip;
        picture.angle_centidegrees = angle_centidegrees;
        let mut board = Board::default();
        board.apply(ActorIndex(1), &Op::Create(vec![picture])).unwrap();
        board
    }

    fn cropped(board: &mut Board, cuts: Cuts) {
        for intent in crop(&board.clone(), &ID, cuts) {
            if let Intent::Apply(op) = intent {
                board.apply(ActorIndex(1), &op).unwrap();
            }
        }
    }

    fn quarter() -> Cuts {
        Cuts {
            left: 2_500,
            ..Cuts::default()
        }
    }

    #[test]
    fn what_is_left_stays_where_it_was_and_comes_back_whole() {
        for flip in [false, true] {
            let flip = Flip {
                horizontal: flip,
                vertical: false,
            };
            let mut board = board(flip, 0);
            cropped(&mut board, quarter());
            let element = board.element(ElementId(1)).unwrap();
            assert_eq!(spatial::box_of(element), Rect::new(25.0, 0.0, 100.0, 50.0));
            let crop = element.extras.crop.unwrap();
            assert_eq!(
                (crop.left, crop.width),
                (if flip.horizontal { 0 } else { 2_500 }, 7_500)
            );
            assert_eq!(Cuts::of(&board, &ID), Some(quarter()));
            cropped(&mut board, Cuts::default());
            let element = board.element(ElementId(1)).unwrap();
            assert_eq!(spatial::box_of(element), Rect::new(0.0, 0.0, 100.0, 50.0));
            assert_eq!(element.extras.crop, None);
        }
    }

    #[test]
    fn a_turned_picture_keeps_its_place_too() {
        let mut board = board(Flip::default(), 9_000);
        let far = |board: &Board| {
            let element = board.element(ElementId(1)).unwrap();
            let rect = spatial::box_of(element);
            spatial::rotation(element) * Point::new(rect.x1, rect.y1)
        };
        let before = far(&board);
        cropped(&mut board, quarter());
        assert!(before.distance(far(&board)) < 0.2);
    }

    #[test]
    fn something_is_always_left() {
        let mut board = board(Flip::default(), 0);
        let all = Cuts {
            left: u16::MAX,
            right: 9_000,
            top: 10_000,
            bottom: 0,
        };
        cropped(&mut board, all);
        let crop = board.element(ElementId(1)).unwrap().extras.crop.unwrap();
        assert!(
            crop.is_sound() && crop.width >= PART_MIN && crop.height >= PART_MIN,
            "{crop:?}"
        );
    }
}
