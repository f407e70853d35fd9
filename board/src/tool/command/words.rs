//! Words that change their place: a free text becomes the label of a shape, a label becomes a free text, a text gets a shape
//! around it; and a text whose lines are as wide as what is written.

use std::sync::Arc;

use kurbo::Rect;

use super::{grow_for_label, step};
use crate::{
    actor::{ActorIndex, JoinRank},
    board::Board,
    element::{Align, Binding, Element, End, Extras, Kind, Style},
    geometry::{Point, Size},
    id::ElementId,
    op::{ElementChange, Op, Prop, TextTarget},
    shape::ShapeKind,
    spatial,
    text::{Atom, Cause, diff_edit},
    tool::{Figure, Intent, Look, arrange, unit::unlocked},
};

/// Between a text and the shape that is put around it, in board units.
const AROUND: f64 = 16.0;

/// The one free text and the one shape without words that are selected, if that is what is selected.
pub fn text_and_shape(board: &Board, selection: &[ElementId]) -> Option<(ElementId, ElementId)> {
    let both = unlocked(board, selection).collect::<Vec<_>>();
    let [one, other] = both[..] else { return None };
    let (text, shape) = if is_text(one) { (one, other) } else { (other, one) };
    let fits = is_text(text) && holds_words(shape) && shape.text.is_empty();
    fits.then_some((text.id, shape.id))
}

/// Makes the selected text the label of the selected shape, and selects the shape.
pub fn bind_words(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let Some((text, shape)) = text_and_shape(board, selection) else {
        return Vec::new();
    };
    let words = board.element(text).map(|text| text.text.to_string());
    let Some(written) = rewritten(shape, "", &words.unwrap_or_default()) else {
        return Vec::new();
    };
    let mut then = board.clone();
    if let Intent::Apply(op) = &written {
        // What cannot be applied here is refused there too, and changes nothing.
        then.apply(ActorIndex::ROOM, op).ok();
    }
    let mut intents = vec![written];
    intents.extend(grow_for_label(&then, shape));
    intents.extend(held_on_by(board, text, shape));
    intents.push(Intent::Apply(Op::Delete(vec![text])));
    intents.extend([Intent::EndStep, Intent::Select(vec![shape])]);
    intents
}

/// Whether one shape with words is selected.
pub fn has_label(board: &Board, selection: &[ElementId]) -> bool {
    label_of(board, selection).is_some()
}

/// Makes the label of the selected shape a free text where it stands, and selects that.
pub fn free_words(board: &Board, selection: &[ElementId], id: ElementId) -> Vec<Intent> {
    let Some(shape) = label_of(board, selection) else {
        return Vec::new();
    };
    let words = shape.text.to_string();
    let (Some(layout), Some(removed)) = (spatial::text_layout(shape, board), rewritten(shape.id, &words, "")) else {
        return Vec::new();
    };
    let text = Element {
        style: shape.style,
        text: shape.text.clone(),
        // What else there is of it stays the shape's.
        extras: Extras {
            face: shape.extras.face,
            frame: shape.extras.frame,
            ..Extras::default()
        },
        groups: shape.groups.clone(),
        angle_centidegrees: shape.angle_centidegrees,
        ..in_box(layout.rect, id, Kind::Text { auto_width: false }, board)
    };
    vec![
        removed,
        Intent::Apply(Op::Create(vec![text])),
        Intent::EndStep,
        Intent::Select(vec![id]),
    ]
}

/// Whether one free text is selected.
pub fn is_one_text(board: &Board, selection: &[ElementId]) -> bool {
    one(board, selection).is_some_and(is_text)
}

/// Puts a shape around the selected text, whose label it becomes, and selects the shape.
pub fn wrap_words(board: &Board, selection: &[ElementId], author: ActorIndex, id: ElementId) -> Vec<Intent> {
    let Some(text) = one(board, selection).filter(|element| is_text(element)) else {
        return Vec::new();
    };
    let rect = spatial::box_of(text).inflate(AROUND, AROUND);
    let drawn = Figure::Shape(ShapeKind::Rectangle).element(id, rect, board, author, &Look::default());
    let shape = Element {
        text: text.text.clone(),
        style: Style {
            stroke: text.style.stroke,
            font_size: text.style.font_size,
            align: Align::Centre,
            ..drawn.style
        },
        extras: Extras {
            face: text.extras.face,
            link: text.extras.link.clone(),
            ..drawn.extras.clone()
        },
        groups: text.groups.clone(),
        angle_centidegrees: text.angle_centidegrees,
        ..drawn
    };
    let mut intents = vec![Intent::Apply(Op::Create(vec![shape]))];
    intents.extend(held_on_by(board, text.id, id));
    intents.extend([
        Intent::Apply(Op::Delete(vec![text.id])),
        Intent::EndStep,
        Intent::Select(vec![id]),
    ]);
    intents
}

/// What was tied to a text is tied to the shape that has its words now, but for what led from one to the other. Locked
/// connectors and other people's too: they would follow whatever they are tied to, and the text is about to go.
fn held_on_by(board: &Board, text: ElementId, shape: ElementId) -> Vec<Intent> {
    let is_on = |end: &End, id| end.bound.is_some_and(|bound| bound.element == id);
    let moved = |bound: Binding| Binding {
        element: shape,
        ..bound
    };
    let change = |element: &Arc<Element>| {
        let mut props = Vec::new();
        if let Some(connector) = element.connector() {
            let ends = [connector.start, connector.end];
            if ends.iter().any(|end| is_on(end, shape)) {
                return None;
            }
            let tied = ends.map(|end| {
                is_on(&end, text).then(|| End {
                    bound: end.bound.map(moved),
                    ..end
                })
            });
            props.extend([tied[0].map(Prop::Start), tied[1].map(Prop::End)].into_iter().flatten());
        }
        if let Some(on) = element
            .stamp()
            .and_then(|stamp| stamp.on)
            .filter(|on| on.element == text)
        {
            props.push(Prop::On(Some(moved(on))));
        }
        (!props.is_empty()).then_some(ElementChange { id: element.id, props })
    };
    arrange::update(&board.elements().filter_map(change).collect::<Vec<_>>())
}

/// Whether the lines of some selected text were made a certain width.
pub fn has_set_width(board: &Board, selection: &[ElementId]) -> bool {
    unlocked(board, selection).any(|element| matches!(element.kind, Kind::Text { auto_width: false }))
}

/// Lets the selected texts be as wide as what is written in them.
pub fn fit_width(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let set = unlocked(board, selection).filter(|element| matches!(element.kind, Kind::Text { auto_width: false }));
    let changes = set.map(|element| ElementChange {
        id: element.id,
        props: vec![Prop::AutoWidth(true)],
    });
    step(arrange::update(&changes.collect::<Vec<_>>()))
}

/// What makes an element's words others; nothing where they are the same.
pub(in crate::tool) fn rewritten(id: ElementId, from: &str, to: &str) -> Option<Intent> {
    let atom = Atom {
        dt_millis: 0,
        cause: Cause::Command,
        edit: diff_edit(from, to, None)?,
    };
    // The replica knows the rank.
    Some(Intent::Apply(Op::Text {
        target: TextTarget::Element(id),
        rank: JoinRank::default(),
        atoms: vec![atom],
    }))
}

fn in_box(rect: Rect, id: ElementId, kind: Kind, board: &Board) -> Element {
    let mut element = Element::new(id, kind, board.top_order());
    element.origin = Point::from_units(rect.origin());
    let far = Point::from_units(rect.size().to_vec2().to_point());
    element.size = Size::new(far.x, far.y);
    element
}

fn one<'board>(board: &'board Board, selection: &[ElementId]) -> Option<&'board Element> {
    match selection {
        [id] => board
            .element(*id)
            .map(AsRef::as_ref)
            .filter(|element: &&Element| !element.locked),
        _ => None,
    }
}

fn label_of<'board>(board: &'board Board, selection: &[ElementId]) -> Option<&'board Element> {
    one(board, selection).filter(|element| holds_words(element) && !element.text.is_empty())
}

fn is_text(element: &Element) -> bool {
    matches!(element.kind, Kind::Text { .. })
}

fn holds_words(element: &Element) -> bool {
    matches!(element.kind, Kind::Shape(_) | Kind::Part(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::Face;
    use crate::tool::{
        ToolKind,
        command::tests::{check, ids},
        script::Stage,
    };

    fn stage(board: &str) -> Stage {
        Stage::new(ToolKind::Select, board)
    }

    fn words(stage: &Stage, id: u128) -> Option<String> {
        stage
            .board
            .element(ElementId(id))
            .map(|element| element.text.to_string())
    }

    #[test]
    fn a_text_becomes_the_label_of_a_shape_and_a_free_text_again() {
        let mut stage = stage("rectangle 0,0 100x60; text 300,0 Orders");
        assert_eq!(
            text_and_shape(&stage.board, &ids(&[2, 1])),
            Some((ElementId(2), ElementId(1)))
        );
        stage.apply_all(bind_words(&stage.board, &ids(&[1, 2])));
        assert_eq!((words(&stage, 1).as_deref(), words(&stage, 2)), (Some("Orders"), None));
        let before = spatial::text_layout(stage.board.element(ElementId(1)).unwrap(), &stage.board).unwrap();
        assert!(has_label(&stage.board, &ids(&[1])));
        stage.apply_all(free_words(&stage.board, &ids(&[1]), ElementId(9)));
        assert_eq!(
            (words(&stage, 1).as_deref(), words(&stage, 9).as_deref()),
            (Some(""), Some("Orders"))
        );
        let after = spatial::text_layout(stage.board.element(ElementId(9)).unwrap(), &stage.board).unwrap();
        assert!(
            (before.rect.center() - after.rect.center()).hypot() < 1.0,
            "{before:?} {after:?}"
        );
        assert_eq!(before.lines.len(), after.lines.len());
    }

    #[test]
    fn a_shape_is_put_around_a_text() {
        let mut stage = stage("text 40,40 Orders");
        assert!(is_one_text(&stage.board, &ids(&[1])));
        let around = spatial::box_of(stage.board.element(ElementId(1)).unwrap());
        stage.apply_all(wrap_words(&stage.board, &ids(&[1]), ActorIndex(1), ElementId(9)));
        let shape = stage.board.element(ElementId(9)).unwrap();
        let layout = spatial::text_layout(shape, &stage.board).unwrap();
        assert_eq!((words(&stage, 9).as_deref(), words(&stage, 1)), (Some("Orders"), None));
        assert_eq!(layout.lines.len(), 1, "it is wide enough for its words");
        assert!((layout.rect.center() - around.center()).hypot() < 1.0);
    }

    #[test]
    fn what_was_tied_to_the_text_is_tied_to_the_shape() {
        let tied = |stage: &Stage, id: u128| {
            let element = stage.board.element(ElementId(id)).unwrap();
            let ends = element
                .connector()
                .map(|connector| [connector.start, connector.end])
                .unwrap();
            ends.map(|end| end.bound.map(|bound| bound.element.0))
        };
        let board = "rectangle 0,0 100x60; text 300,0 Orders; rectangle 600,0 9x9; connector #2 #3; connector #3 #2; \
                     connector #1 #2";
        let mut bound = stage(board);
        bound.apply_all(bind_words(&bound.board, &ids(&[1, 2])));
        assert_eq!(
            [tied(&bound, 4), tied(&bound, 5)],
            [[Some(1), Some(3)], [Some(3), Some(1)]]
        );
        assert_eq!(
            tied(&bound, 6),
            [Some(1), Some(2)],
            "what led from one to the other stays where it was"
        );
        let mut wrapped = stage(board);
        wrapped.apply_all(wrap_words(&wrapped.board, &ids(&[2]), ActorIndex(1), ElementId(9)));
        assert_eq!(
            [tied(&wrapped, 4), tied(&wrapped, 6)],
            [[Some(9), Some(3)], [Some(1), Some(9)]]
        );
    }

    #[test]
    fn typeface_and_link_go_with_the_words_and_nothing_else_does() {
        let mut stage = stage("text 40,40 Orders");
        let props = vec![
            Prop::Face(Face::Code),
            Prop::Link(Some("https://example.org/".to_owned())),
            Prop::Source(Some("{}".to_owned())),
        ];
        let id = ElementId(1);
        stage.apply_all(arrange::update(&[ElementChange { id, props }]));
        stage.apply_all(wrap_words(&stage.board, &ids(&[1]), ActorIndex(1), ElementId(9)));
        let extras = |stage: &Stage, id| stage.board.element(ElementId(id)).unwrap().extras.clone();
        let of_shape = extras(&stage, 9);
        assert_eq!((of_shape.face, of_shape.source), (Face::Code, None));
        assert_eq!(of_shape.link.as_deref(), Some("https://example.org/"));
        let imported = ElementChange {
            id: ElementId(9),
            props: vec![Prop::Source(Some("{}".to_owned()))],
        };
        stage.apply_all(arrange::update(&[imported]));
        stage.apply_all(free_words(&stage.board, &ids(&[9]), ElementId(10)));
        let of_text = extras(&stage, 10);
        assert_eq!((of_text.face, of_text.source, of_text.link), (Face::Code, None, None));
    }

    #[test]
    fn a_width_set_by_hand_is_let_go() {
        let mut stage = stage("text 0,0 one two three; text 0,100 four");
        let narrow = |id| ElementChange {
            id: ElementId(id),
            props: vec![Prop::AutoWidth(false)],
        };
        stage.apply_all(arrange::update(&[narrow(1)]));
        assert!(has_set_width(&stage.board, &ids(&[1, 2])));
        stage.apply_all(fit_width(&stage.board, &ids(&[1, 2])));
        assert!(!has_set_width(&stage.board, &ids(&[1, 2])));
    }

    #[test]
    fn other_selections_are_left_alone() {
        let board = "rectangle 0,0 9x9 Taken; text 0,0 a; text 0,0 b; ink 0,0; rectangle 0,0 9x9 locked";
        for selection in [&[1, 2][..], &[2, 3], &[2, 4], &[2, 5], &[2], &[]] {
            check(board, "", |board| bind_words(board, &ids(selection)));
        }
        for selection in [&[2][..], &[4], &[5], &[1, 2]] {
            check(board, "", |board| free_words(board, &ids(selection), ElementId(9)));
        }
        for selection in [&[1][..], &[2, 3], &[]] {
            check(board, "", |board| {
                wrap_words(board, &ids(selection), ActorIndex(1), ElementId(9))
            });
        }
        check(board, "", |board| fit_width(board, &ids(&[1, 2, 3])));
    }
}
