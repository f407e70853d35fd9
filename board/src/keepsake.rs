//! What is left of changes that a room did not take: what was drawn and written with them, as elements to be put somewhere
//! else, so that nobody's work is lost because of when it arrived.

use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Element, Kind},
    geometry::{Point, Size},
    id::ElementId,
    limits,
    op::{Op, TextTarget},
    text::Utf16,
};

/// Where words go that belonged to no element: below what was drawn.
const GAP: i32 = 320;
/// The width of such words.
const WIDTH: i32 = 3_200;

/// Elements made of refused changes, in the order they were made. `board` is the one they were made on. What only moved,
/// dressed or deleted something that is there anyway leaves nothing.
pub fn of_refused(refused: &[Op], board: &Board, fresh_ids: &mut dyn FnMut() -> ElementId) -> Vec<Element> {
    const OWN: ActorIndex = ActorIndex(1);
    let mut kept = Board::default();
    let mut words = String::new();
    for op in refused {
        match op {
            Op::InkExtend { id, samples } if kept.element(*id).is_none() => {
                // The stroke's beginning was taken; its rest is a stroke of its own.
                if let Some(begun) = board.element_or_tombstone(*id) {
                    let begin = Op::InkBegin {
                        id: *id,
                        origin: begun.origin,
                        order: kept.top_order(),
                        style: begun.style,
                        pressure: begun.ink().is_some_and(|ink| ink.pressure),
                        samples: samples.clone(),
                    };
                    let _ = kept.apply(OWN, &begin);
                }
            }
            Op::Text { target, atoms, .. } => {
                let in_kept = matches!(target, TextTarget::Element(id) if kept.element(*id).is_some());
                if !in_kept || kept.apply(OWN, op).is_err() {
                    atoms.iter().for_each(|atom| words.push_str(&atom.edit.insert));
                }
            }
            Op::Create(elements) => {
                for element in elements {
                    let _ = kept.apply(OWN, &Op::Create(vec![element.clone()]));
                }
            }
            // What it is about may not be among what is kept.
            Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. } => {
                let _ = kept.apply(OWN, op);
            }
            Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Gap(_)
            | Op::Removed => {}
        }
    }
    let mut elements = kept
        .stack()
        .into_iter()
        .map(|element| Element::clone(element))
        .collect::<Vec<_>>();
    if !words.trim().is_empty() {
        let mut text = Element::new(fresh_ids(), Kind::Text { auto_width: false }, kept.top_order());
        text.text = shortened(words).as_str().into();
        text.origin = below(&elements);
        text.size = Size::new(WIDTH, GAP);
        elements.push(text);
    }
    elements
}

fn below(elements: &[Element]) -> Point {
    let left = elements.iter().map(|element| element.origin.x).min().unwrap_or(0);
    let bottom = elements
        .iter()
        .map(|element| element.origin.y.saturating_add(element.size.height))
        .max();
    Point::new(left, bottom.map_or(0, |bottom| bottom.saturating_add(GAP)))
}

fn shortened(mut words: String) -> String {
    while Utf16::of(&words).0 > limits::LABEL_UNITS {
        words.pop();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::JoinRank,
        id::FileId,
        ink::{Sample, Samples},
        op::{ElementChange, Prop},
        order_key::OrderKey,
        shape::ShapeKind,
        text::{Atom, Edit},
    };

    fn typed(target: TextTarget, insert: &str) -> Op {
        let edit = Edit {
            insert: insert.to_owned(),
            ..Edit::default()
        };
        Op::Text {
            target,
            rank: JoinRank(1),
            atoms: vec![Atom {
                edit,
                ..Atom::default()
            }],
        }
    }

    #[test]
    fn what_was_drawn_and_written_is_kept_and_what_only_changed_others_is_not() {
        let shape = |id| Element::new(ElementId(id), Kind::Shape(ShapeKind::Cloud), OrderKey::first());
        let mut board = Board::default();
        board.apply(ActorIndex(2), &Op::Create(vec![shape(1)])).unwrap();
        let sample = |x| Sample {
            at: Point::new(x, 0),
            dt_millis: 8,
            pressure: 128,
        };
        let begun = Op::InkBegin {
            id: ElementId(2),
            origin: Point::new(80, 80),
            order: OrderKey::first(),
            style: Default::default(),
            pressure: false,
            samples: Samples(vec![sample(0)]),
        };
        board.apply(ActorIndex(1), &begun).unwrap();
        let refused = [
            Op::Create(vec![shape(3)]),
            typed(TextTarget::Element(ElementId(3)), "mine"),
            Op::Update(vec![ElementChange {
                id: ElementId(1),
                props: vec![Prop::Width(80)],
            }]),
            Op::Delete(vec![ElementId(1)]),
            Op::InkExtend {
                id: ElementId(2),
                samples: Samples(vec![sample(80), sample(160)]),
            },
            typed(TextTarget::File(FileId(1)), "x = 1"),
            typed(TextTarget::Element(ElementId(1)), " and more"),
        ];
        let kept = of_refused(&refused, &board, &mut || ElementId(9));
        let told = kept
            .iter()
            .map(|element| (element.id.0, element.text.to_string()))
            .collect::<Vec<_>>();
        let expected = [(3, "mine"), (2, ""), (9, "x = 1 and more")];
        assert_eq!(told, expected.map(|(id, text)| (id, text.to_owned())));
        assert_eq!(kept[1].ink().map(|ink| ink.samples.0.len()), Some(2));
        assert_eq!(of_refused(&[], &board, &mut || ElementId(9)), []);
    }
}
