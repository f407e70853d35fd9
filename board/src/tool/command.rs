//! What keys and buttons do to a selection, each as one step of undo. Locked elements are left alone but for unlocking.

mod align;
mod flip;
mod group;
mod holding;
mod lock;
mod look;
mod order;
mod stack;
mod words;

use kurbo::Vec2;

use super::{
    Figure, Intent, Look,
    arrange::{self, Grabbed},
    belonging::{Earlier, settle},
    crop::picture,
    text::takes_text,
    unit::unlocked,
};
use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Element, Kind, Sign},
    geometry::{self, Point, Size},
    id::ElementId,
    ink::Nib,
    limits,
    op::{ElementChange, Op, Prop},
    spatial,
};

pub use super::axis::Axis;
pub use align::{Alignment, align, distribute};
pub use flip::flip;
pub use group::{group, ungroup};
pub use holding::{let_go, select_held, wrap_in_frame};
pub use lock::{locked, toggle_lock, unlock};
pub use look::{look_of, paste_look};
pub use order::{bring_forward, bring_to_front, send_backward, send_to_back};
pub use stack::{pack, stack, stretch};
pub(super) use words::rewritten;
pub use words::{bind_words, fit_width, free_words, has_label, has_set_width, is_one_text, text_and_shape, wrap_words};

/// How far a copy lies from its original, in board units.
const COPY_OFFSET: Vec2 = Vec2::new(16.0, 16.0);

/// Deletes what is selected.
pub fn delete(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let ids = unlocked(board, selection).map(|element| element.id).collect::<Vec<_>>();
    let ops = ids
        .chunks(limits::ELEMENTS_PER_OP)
        .map(|chunk| Intent::Apply(Op::Delete(chunk.to_vec())));
    let mut intents = step(ops.collect());
    if !intents.is_empty() {
        intents.push(Intent::Select(Vec::new()));
    }
    intents
}

/// Copies what is selected, a little beside it, and selects the copies.
pub fn duplicate(board: &Board, selection: &[ElementId], fresh_ids: &mut dyn FnMut() -> ElementId) -> Vec<Intent> {
    let copies = arrange::copies(board, selection, Point::from_units(COPY_OFFSET.to_point()), fresh_ids);
    let names = copies.iter().map(|copy| copy.id).collect::<Vec<_>>();
    let mut intents = step(arrange::create(copies));
    if !intents.is_empty() {
        intents.push(Intent::Select(names));
    }
    intents
}

/// Moves what is selected by board units.
pub fn nudge(board: &Board, selection: &[ElementId], by: Vec2) -> Vec<Intent> {
    let moved = Grabbed::of(board, selection).moved(Point::from_units(by.to_point()));
    in_their_places(board, selection, step(moved))
}

/// Adds to a step what puts elements into the frames they lie in now, and stamps onto what they lie on; `selection` is what
/// the step moved.
pub fn in_their_places(board: &Board, selection: &[ElementId], mut intents: Vec<Intent>) -> Vec<Intent> {
    let earlier = Earlier {
        moved: selection,
        resized: &[],
    };
    settle(board, ActorIndex::ROOM, earlier, 0, &mut intents);
    intents
}

/// Puts a sign onto the one element that is selected, at its corner; with nothing selected, onto what lies at a place.
pub fn stamp(
    board: &Board,
    selection: &[ElementId],
    sign: Sign,
    at: kurbo::Point,
    author: ActorIndex,
    fresh_ids: &mut dyn FnMut() -> ElementId,
) -> Vec<Intent> {
    let target = match selection {
        [id] => board.element(*id).filter(|element| element.stamp().is_none()),
        _ => None,
    };
    let place = target.map_or(at, |target| spatial::corner_for_stamp(target, board));
    let figure = Figure::Stamp(sign);
    let id = fresh_ids();
    let mut element = figure.element(id, figure.around(place), board, author, &Look::default());
    if let Kind::Stamp(stamp) = &mut element.kind {
        let on = target.map(|target| spatial::stuck_to(target, place, board));
        stamp.on = on.or_else(|| super::belonging::lies_on(board, place));
        if stamp.on.is_some() {
            element.extras.frame = None;
        }
    }
    let mut intents = step(vec![Intent::Apply(Op::Create(vec![element]))]);
    intents.push(Intent::Select(vec![id]));
    intents
}

/// What makes a shape high enough for its label, once that was typed; none where it has room.
pub fn grow_for_label(board: &Board, id: ElementId) -> Vec<Intent> {
    arrange::update(growth(board, id).as_slice())
}

fn growth(board: &Board, id: ElementId) -> Option<ElementChange> {
    let element = board.element(id).filter(|element| !element.locked)?;
    let height = spatial::wanted_height(element)?;
    let size = Size::new(element.size.width, geometry::quantise(height));
    let props = vec![Prop::Size(size)];
    Some(ElementChange { id, props })
}

/// Selects everything that is not locked.
pub fn select_all(board: &Board) -> Vec<Intent> {
    let unlocked = board.elements().filter(|element| !element.locked);
    vec![Intent::Select(unlocked.map(|element| element.id).collect())]
}

/// Gives what is selected a property, where it has such a property with another value.
pub fn set_style(board: &Board, selection: &[ElementId], prop: &Prop) -> Vec<Intent> {
    let fits = |element: &&Element| shows(element, prop);
    let changes = unlocked(board, selection)
        .filter(fits)
        .map(|element| ElementChange {
            id: element.id,
            props: vec![prop.clone()],
        })
        .collect::<Vec<_>>();
    with_room_for_labels(board, std::slice::from_ref(prop), step(arrange::update(&changes)))
}

/// Adds to a step that gave elements these properties what makes them high enough for their labels, where the letters are
/// others now.
fn with_room_for_labels(board: &Board, given: &[Prop], mut intents: Vec<Intent>) -> Vec<Intent> {
    if !given
        .iter()
        .any(|prop| matches!(prop, Prop::FontSize(_) | Prop::Face(_)))
    {
        return intents;
    }
    let mut dressed = board.clone();
    let mut ids = Vec::new();
    for intent in &intents {
        if let Intent::Apply(op @ Op::Update(changes)) = intent {
            // What cannot be applied here is refused there too, and changes nothing.
            dressed.apply(ActorIndex::ROOM, op).ok();
            ids.extend(changes.iter().map(|change| change.id));
        }
    }
    let end = intents.iter().rposition(|intent| *intent == Intent::EndStep);
    let end = end.unwrap_or(intents.len());
    let grown = ids.into_iter().filter_map(|id| growth(&dressed, id));
    intents.splice(end..end, arrange::update(&grown.collect::<Vec<_>>()));
    intents
}

/// Puts the caret into the text of the one element that is selected; a picture is cropped.
pub fn edit_text(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    match selection {
        [id] if takes_text(board, *id) => vec![Intent::EditText(*id)],
        [id] if picture(board, *id).is_some() => vec![Intent::Crop(*id)],
        _ => Vec::new(),
    }
}

/// Whether an element shows a property at all.
pub fn shows(element: &Element, prop: &Prop) -> bool {
    let is_connector = element.connector().is_some();
    match prop {
        Prop::Fill(_) | Prop::Hatch(_) => match &element.kind {
            Kind::Shape(_) | Kind::Part(_) => true,
            Kind::Connector(connector) => connector.closed,
            Kind::Ink(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => false,
        },
        Prop::Shape(_) | Prop::Part(_) => matches!(element.kind, Kind::Shape(_) | Kind::Part(_)),
        Prop::Sign(_) | Prop::On(_) => matches!(element.kind, Kind::Stamp(_)),
        Prop::Crop(_) => matches!(element.kind, Kind::Image(_)),
        Prop::Nib(_) => matches!(element.kind, Kind::Ink(_)),
        Prop::Dash(_) => match &element.kind {
            Kind::Ink(_) => element.extras.nib == Nib::Constant,
            Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => false,
            Kind::Shape(_) | Kind::Part(_) | Kind::Connector(_) => true,
        },
        Prop::Width(_) => match &element.kind {
            Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => false,
            Kind::Ink(_) | Kind::Shape(_) | Kind::Part(_) | Kind::Connector(_) => true,
        },
        Prop::FontSize(_) | Prop::Face(_) => match &element.kind {
            Kind::Ink(_) | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => false,
            Kind::Text { .. } | Kind::Shape(_) | Kind::Part(_) | Kind::Connector(_) => true,
        },
        Prop::Align(_) => matches!(element.kind, Kind::Shape(_) | Kind::Part(_) | Kind::Text { .. }),
        Prop::Vertical(_) => matches!(element.kind, Kind::Shape(_) | Kind::Part(_)),
        Prop::AutoWidth(_) => matches!(element.kind, Kind::Text { .. }),
        Prop::Start(_)
        | Prop::End(_)
        | Prop::Via(_)
        | Prop::StartHead(_)
        | Prop::EndHead(_)
        | Prop::Route(_)
        | Prop::Along(_) => is_connector,
        Prop::Stroke(_) => !matches!(element.kind, Kind::Image(_) | Kind::Frame),
        Prop::Flip(_)
        | Prop::Frame(_)
        | Prop::Link(_)
        | Prop::Source(_)
        | Prop::Origin(_)
        | Prop::Size(_)
        | Prop::Angle(_)
        | Prop::Order(_)
        | Prop::Opacity(_)
        | Prop::Locked(_)
        | Prop::Groups(_) => true,
    }
}

fn step(mut ops: Vec<Intent>) -> Vec<Intent> {
    if !ops.is_empty() {
        ops.push(Intent::EndStep);
    }
    ops
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        colour::Colour,
        shape::Dash,
        tool::{
            ToolKind,
            script::{Stage, describe_all},
        },
    };

    const THREE: &str = "rectangle 0,0 100x60; ellipse 200,0 100x60; connector #1 #2";

    pub(super) fn ids(numbers: &[u128]) -> Vec<ElementId> {
        numbers.iter().copied().map(ElementId).collect()
    }

    pub(super) fn check(board: &str, expected: &str, command: impl FnOnce(&Board) -> Vec<Intent>) {
        let stage = Stage::new(ToolKind::Select, board);
        assert_eq!(describe_all(&command(&stage.board)), expected);
    }

    #[test]
    fn delete_leaves_what_is_locked() {
        check(THREE, "delete #1 #3; step; select", |board| {
            delete(board, &ids(&[1, 3]))
        });
        check("rectangle 0,0 9x9 locked", "", |board| delete(board, &ids(&[1])));
    }

    #[test]
    fn copies_keep_the_ties_among_them() {
        let mut next = 100;
        let mut fresh = || {
            next += 1;
            ElementId(next)
        };
        let expected = "create rectangle #101 at 16,16 size 100x60 ellipse #102 at 216,16 size 100x60 \
                        connector #103 from #101 to #102; step; select #101 #102 #103";
        check(THREE, expected, |board| duplicate(board, &ids(&[3, 2, 1]), &mut fresh));
        // Bound to one that was not copied: free where it was drawn.
        let expected = "create connector #104 from 120,46 to 212,46; step; select #104";
        check(THREE, expected, |board| duplicate(board, &ids(&[3]), &mut fresh));
    }

    #[test]
    fn a_nudge_moves_boxes_and_free_ends() {
        check(THREE, "update #1 origin 1,0; step", |board| {
            nudge(board, &ids(&[1, 3]), Vec2::new(1.0, 0.0))
        });
        check("connector 0,0 50,50", "update #1 start 0,10 end 50,60; step", |board| {
            nudge(board, &ids(&[1]), Vec2::new(0.0, 10.0))
        });
    }

    #[test]
    fn a_style_goes_to_what_can_show_it() {
        let fill = Prop::Fill(Some(Colour::Token(3)));
        check(THREE, "update #1 fill, #2 fill; step", |board| {
            set_style(board, &ids(&[1, 2, 3]), &fill)
        });
        check(THREE, "update #3 dash; step", |board| {
            set_style(board, &ids(&[3]), &Prop::Dash(Dash::Dashed))
        });
        check("ink 0,0", "", |board| set_style(board, &ids(&[1]), &Prop::FontSize(28)));
    }

    #[test]
    fn a_shape_grows_with_its_letters() {
        let mut stage = Stage::new(ToolKind::Select, "rectangle 0,0 100x60");
        let mut labelled = Element::clone(stage.board.element(ElementId(1)).unwrap());
        (labelled.id, labelled.text) = (ElementId(2), "a label of several words".into());
        let author = ActorIndex(1);
        stage.board.apply(author, &Op::Create(vec![labelled])).unwrap();
        for prop in [Prop::FontSize(36), Prop::Opacity(50), Prop::FontSize(12)] {
            let before = stage.board.element(ElementId(2)).unwrap().size;
            let intents = set_style(&stage.board, &ids(&[1, 2]), &prop);
            assert_eq!(intents.last(), Some(&Intent::EndStep));
            for intent in &intents {
                if let Intent::Apply(op) = intent {
                    stage.board.apply(author, op).unwrap();
                }
            }
            let after = stage.board.element(ElementId(2)).unwrap().size;
            assert_eq!(after.height > before.height, prop == Prop::FontSize(36), "{prop:?}");
            assert_eq!(after.width, before.width);
        }
        let empty = stage.board.element(ElementId(1)).unwrap();
        assert_eq!(empty.size, Size::new(800, 480), "no label, no growth");
    }

    #[test]
    fn shapes_grow_together() {
        let mut stage = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 100x20 words; rectangle 200,0 100x20 words",
        );
        let selected = ids(&[1, 2]);
        let intents = set_style(&stage.board, &selected, &Prop::FontSize(36));
        let [Intent::Apply(_), Intent::Apply(Op::Update(grown)), Intent::EndStep] = intents.as_slice() else {
            panic!("{}", describe_all(&intents));
        };
        assert_eq!(grown.iter().map(|change| change.id).collect::<Vec<_>>(), selected);
        stage.apply_all(intents);
        for id in selected {
            assert!(stage.board.element(id).unwrap().size.height > 160);
        }
    }

    #[test]
    fn everything_is_what_is_not_locked() {
        check("rectangle 0,0 9x9; rectangle 20,0 9x9 locked", "select #1", select_all);
    }

    #[test]
    fn enter_edits_the_one_that_takes_text() {
        check(THREE, "edit #2", |board| edit_text(board, &ids(&[2])));
        check(THREE, "", |board| edit_text(board, &ids(&[1, 2])));
        check("ink 0,0", "", |board| edit_text(board, &ids(&[1])));
    }
}
