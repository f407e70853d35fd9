//! What simulated people put on the board at once: everything but what grows under a pen or is tied by its ends.

use std::collections::BTreeSet;

use board::{
    Board, Op,
    element::{AssetHash, Binding, Element, Kind, Sign, Stamp, Vertical},
    geometry::{Point, Size},
    id::ElementId,
    ink::{Ink, Sample, Samples},
    part::Part,
    shape::{Hatch, ShapeKind},
};
use rand::{Rng, rngs::SmallRng};

/// One element, or several at once as they are pasted.
pub(super) fn create(board: &Board, random: &mut SmallRng, mut fresh_id: impl FnMut() -> u128) -> Op {
    let count = if random.random_bool(0.2) {
        random.random_range(2..5)
    } else {
        1
    };
    let made = (0..count).map(|_| one(ElementId(fresh_id()), board, random));
    Op::Create(made.collect())
}

/// One that there is or was.
pub(super) fn any(board: &Board, random: &mut SmallRng) -> Option<ElementId> {
    let all = board.elements_and_tombstones().map(|element| element.id);
    let all = all.collect::<Vec<_>>();
    all.get(random.random_range(0..all.len().max(1))).copied()
}

/// Some that there are or were, so many at most.
pub(super) fn some(board: &Board, random: &mut SmallRng, count: usize) -> Vec<ElementId> {
    let chosen = (0..count).filter_map(|_| any(board, random));
    chosen.collect::<BTreeSet<_>>().into_iter().collect()
}

fn one(id: ElementId, board: &Board, random: &mut SmallRng) -> Element {
    let one_of = |random: &mut SmallRng, count: usize| random.random_range(0..count);
    let other = any(board, random);
    let kind = match random.random_range(0..8) {
        0 => Kind::Part(Part::ALL[one_of(random, Part::ALL.len())]),
        1 => Kind::Frame,
        2 => Kind::Stamp(Stamp {
            sign: Sign::ALL[one_of(random, Sign::ALL.len())],
            on: other.map(|element| Binding { element, aim: None }),
        }),
        3 => Kind::Image(AssetHash([one_of(random, 9) as u8; 32])),
        4 => Kind::Text {
            auto_width: random.random_bool(0.5),
        },
        5 => Kind::Ink(stroke().into()),
        _ => Kind::Shape(ShapeKind::ALL[one_of(random, ShapeKind::ALL.len())]),
    };
    let mut element = Element::new(id, kind, board.top_order());
    element.origin = Point::new(random.random_range(-9_000..9_000), random.random_range(-9_000..9_000));
    element.size = Size::new(random.random_range(8..2_000), random.random_range(8..2_000));
    if random.random_bool(0.3) {
        element.text = "from elsewhere".into();
        element.extras.hatch = Hatch::Cross;
        element.extras.vertical = Some(Vertical::Middle);
        element.extras.frame = other;
    }
    element
}

/// One that was drawn elsewhere.
fn stroke() -> Ink {
    let sample = |n: i32| Sample {
        at: Point::new(n * 9, n * n),
        dt_millis: 8,
        pressure: 100,
    };
    Ink {
        samples: Samples((0..5).map(sample).collect()),
        pressure: false,
        ended: true,
    }
}
