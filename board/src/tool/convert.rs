//! Making something else of what is selected: another shape or another part, with its words and connections; and making it
//! larger or smaller without a pointer.

use kurbo::Vec2;

use super::{Intent, arrange, command, resize::ink_props};
use crate::{
    board::Board,
    element::{Element, Kind},
    geometry::{Size, quantise},
    id::ElementId,
    op::{ElementChange, Prop},
    part::Part,
    reading::is_unnamed,
    shape::ShapeKind,
    spatial,
};

/// Nothing is made smaller than this, in board units.
const SIDE_MIN: f64 = 16.0;

/// Whether what is selected can be made something else.
pub fn is_convertible(board: &Board, selection: &[ElementId]) -> bool {
    !selection.is_empty()
        && selection.iter().all(|id| {
            board
                .element(*id)
                .is_some_and(|element| next_prop(element, true).is_some())
        })
}

/// Makes the next shape or part of what is selected, or the one before; all become what the first becomes.
pub fn convert(board: &Board, selection: &[ElementId], forwards: bool) -> Vec<Intent> {
    let first = selection
        .iter()
        .find_map(|id| board.element(*id).filter(|element| !element.locked));
    match first.and_then(|first| next_prop(first, forwards)) {
        Some(prop) => turn_into(board, selection, &prop),
        None => Vec::new(),
    }
}

/// Makes a certain shape or part of what is selected. What is to be a part and says nothing, or still has the name that a part
/// comes with, is called what it became.
pub fn turn_into(board: &Board, selection: &[ElementId], prop: &Prop) -> Vec<Intent> {
    let mut intents = command::set_style(board, selection, prop);
    if let (Prop::Part(part), Some(Intent::EndStep)) = (prop, intents.last()) {
        let elements = selection.iter().filter_map(|id| board.element(*id));
        let says_nothing = |element: &Element| match element.kind {
            Kind::Part(_) => is_unnamed(element),
            Kind::Shape(_) => element.text.to_string().is_empty(),
            _ => false,
        };
        let unnamed = elements.filter(|element| !element.locked && says_nothing(element));
        let renamed =
            unnamed.filter_map(|element| command::rewritten(element.id, &element.text.to_string(), part.name()));
        let renamed = renamed.collect::<Vec<_>>();
        intents.splice(intents.len() - 1..intents.len() - 1, renamed);
    }
    intents
}

/// Changes the size of what is selected by board units; the near corner stays.
pub fn resize(board: &Board, selection: &[ElementId], by: Vec2) -> Vec<Intent> {
    let elements = selection.iter().filter_map(|id| board.element(*id));
    let changes = elements.filter(|element| !element.locked).filter_map(|element| {
        let size = match element.kind {
            Kind::Shape(_) | Kind::Part(_) | Kind::Frame => resized(element.size, by),
            // A picture keeps its proportions.
            Kind::Image(_) => {
                let factor = 1.0 + (by.x + by.y) / 100.0;
                let scaled = |side: i32| (f64::from(side) * factor).round() as i32;
                Size::new(scaled(element.size.width), scaled(element.size.height))
            }
            Kind::Ink(ref ink) if ink.ended => {
                let rect = spatial::box_of(element);
                let grown = |side: f64, by: f64| (side + by).max(SIDE_MIN.min(side));
                let rect = rect.with_size((grown(rect.width(), by.x), grown(rect.height(), by.y)));
                return Some(ElementChange {
                    id: element.id,
                    props: ink_props(ink, rect),
                });
            }
            Kind::Ink(_) | Kind::Connector(_) | Kind::Text { .. } | Kind::Stamp(_) => return None,
        };
        (size != element.size && size.within_limits()).then(|| ElementChange {
            id: element.id,
            props: vec![Prop::Size(size)],
        })
    });
    let mut intents = arrange::update(&changes.collect::<Vec<_>>());
    if !intents.is_empty() {
        intents.push(Intent::EndStep);
    }
    command::in_their_places(board, selection, intents)
}

fn resized(size: Size, by: Vec2) -> Size {
    let least = quantise(SIDE_MIN);
    let side = |side: i32, by: f64| side.saturating_add(quantise(by)).max(least.min(side));
    Size::new(side(size.width, by.x), side(size.height, by.y))
}

fn next_prop(element: &Element, forwards: bool) -> Option<Prop> {
    match element.kind {
        Kind::Shape(shape) => neighbour(&ShapeKind::ALL, shape, forwards).map(Prop::Shape),
        Kind::Part(part) => neighbour(&Part::ALL, part, forwards).map(Prop::Part),
        Kind::Ink(_) | Kind::Connector(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => None,
    }
}

fn neighbour<T: Copy + PartialEq>(all: &[T], one: T, forwards: bool) -> Option<T> {
    let at = all.iter().position(|other| *other == one)?;
    let next = if forwards { at + 1 } else { at + all.len() - 1 };
    all.get(next % all.len()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::ActorIndex,
        op::Op,
        tool::{
            ToolKind,
            script::{Stage, describe_all},
        },
    };

    fn ids(numbers: &[u128]) -> Vec<ElementId> {
        numbers.iter().copied().map(ElementId).collect()
    }

    #[test]
    fn the_next_shape_and_the_one_before_keep_the_words() {
        let mut stage = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 100x60 Orders; ellipse 0,100 100x60; ink 0,0",
        );
        let kind = |stage: &Stage| stage.board.element(ElementId(1)).map(|element| element.kind.clone());
        stage.apply_all(convert(&stage.board, &ids(&[1, 2]), true));
        assert_eq!(kind(&stage), Some(Kind::Shape(ShapeKind::Rounded)));
        stage.apply_all(convert(&stage.board, &ids(&[1]), false));
        stage.apply_all(convert(&stage.board, &ids(&[1]), false));
        assert_eq!(kind(&stage), Some(Kind::Shape(ShapeKind::Sticky)));
        let words = stage
            .board
            .element(ElementId(1))
            .map(|element| element.text.to_string());
        assert_eq!(words.as_deref(), Some("Orders"));
        assert!(is_convertible(&stage.board, &ids(&[1, 2])));
        assert!(!is_convertible(&stage.board, &ids(&[1, 3])) && !is_convertible(&stage.board, &[]));
    }

    #[test]
    fn a_part_that_was_not_named_is_called_what_it_became() {
        let mut board = Board::default();
        for (id, name) in [(1, "Cache"), (2, "Sessions")] {
            let mut part = Element::new(ElementId(id), Kind::Part(Part::Cache), board.top_order());
            part.text = name.into();
            let made = board.apply(ActorIndex(1), &Op::Create(vec![part]));
            made.expect("it fits");
        }
        for intent in turn_into(&board.clone(), &ids(&[1, 2]), &Prop::Part(Part::Queue)) {
            if let Intent::Apply(op) = intent {
                board.apply(ActorIndex(1), &op).expect("it fits");
            }
        }
        let words = |id| board.element(ElementId(id)).map(|element| element.text.to_string());
        assert_eq!(
            (words(1).as_deref(), words(2).as_deref()),
            (Some("Queue"), Some("Sessions"))
        );
    }

    #[test]
    fn a_box_becomes_a_part_and_a_part_a_box() {
        let mut stage = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 100x60 Orders; rectangle 200,0 100x60; ink 0,0",
        );
        let told = |stage: &Stage, id| {
            let element = stage.board.element(ElementId(id)).expect("it is there");
            (element.kind.clone(), element.text.to_string())
        };
        let before = stage.board.clone();
        let intents = turn_into(&stage.board, &ids(&[1, 2, 3]), &Prop::Part(Part::Sql));
        stage.apply_all(intents.clone());
        assert_eq!(told(&stage, 1), (Kind::Part(Part::Sql), "Orders".to_owned()));
        assert_eq!(told(&stage, 2), (Kind::Part(Part::Sql), Part::Sql.name().to_owned()));
        assert!(matches!(told(&stage, 3).0, Kind::Ink(_)));
        let Some(Intent::Apply(done @ Op::Update(changes))) = intents.first() else {
            panic!("{intents:?}");
        };
        let Some(Op::Update(back)) = before.inverse_of(done) else {
            panic!("it can be taken back");
        };
        assert_eq!(
            stage.board.still_own(&back, changes),
            back,
            "nobody made anything else of them"
        );
        stage.apply_all(turn_into(&stage.board, &ids(&[1]), &Prop::Shape(ShapeKind::Cylinder)));
        assert_eq!(told(&stage, 1).0, Kind::Shape(ShapeKind::Cylinder));
        assert_eq!(
            stage
                .board
                .still_own(&back, changes)
                .iter()
                .map(|change| change.id.0)
                .collect::<Vec<_>>(),
            [2],
            "what became another shape since stays"
        );
    }

    #[test]
    fn every_shape_has_its_turn() {
        let mut shape = ShapeKind::Rectangle;
        for _ in 0..ShapeKind::ALL.len() {
            shape = neighbour(&ShapeKind::ALL, shape, true).expect("it is one of them");
        }
        assert_eq!(shape, ShapeKind::Rectangle);
    }

    #[test]
    fn sizes_grow_and_stop_at_the_least() {
        let board = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 100x20; rectangle 0,0 50x50 locked; text 0,0 a",
        )
        .board;
        let told = |by: Vec2| describe_all(&resize(&board, &ids(&[1, 2, 3]), by));
        assert_eq!(told(Vec2::new(10.0, 0.0)), "update #1 size 110x20; step");
        assert_eq!(told(Vec2::new(0.0, -10.0)), "update #1 size 100x16; step");
    }
}
