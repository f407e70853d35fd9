//! What keys and buttons do to a selection, each as one step of undo. Locked elements are left alone but for unlocking.

use kurbo::Vec2;

use super::{
    Intent,
    arrange::{self, Grabbed},
    text::takes_text,
};
use crate::{
    board::Board,
    element::{Element, Kind},
    geometry::Point,
    id::ElementId,
    ink::Nib,
    limits,
    op::{ElementChange, Op, Prop},
    order_key::OrderKey,
};

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
    step(Grabbed::of(board, selection).moved(Point::from_units(by.to_point())))
}

/// Puts what is selected above everything else, keeping its own order.
pub fn bring_to_front(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let mut order = board.top_order();
    let mut changes = Vec::new();
    for element in in_order(board, selection) {
        changes.push(ElementChange {
            id: element.id,
            props: vec![Prop::Order(order.clone())],
        });
        order = OrderKey::above(Some(&order));
    }
    let already = board
        .stack()
        .iter()
        .rev()
        .take(changes.len())
        .all(|element| selection.contains(&element.id));
    if already {
        Vec::new()
    } else {
        step(arrange::update(&changes))
    }
}

/// Puts what is selected below everything else, keeping its own order.
pub fn send_to_back(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let mut above = board
        .elements_and_tombstones()
        .map(|element| &element.order)
        .min()
        .cloned();
    let mut changes = Vec::new();
    for element in in_order(board, selection).into_iter().rev() {
        let order = OrderKey::between(None, above.as_ref());
        changes.push(ElementChange {
            id: element.id,
            props: vec![Prop::Order(order.clone())],
        });
        above = Some(order);
    }
    let already = board
        .stack()
        .iter()
        .take(changes.len())
        .all(|element| selection.contains(&element.id));
    if already {
        Vec::new()
    } else {
        step(arrange::update(&changes))
    }
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
    step(arrange::update(&changes))
}

/// Locks what is selected; if all of it is locked, unlocks it.
pub fn toggle_lock(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let lock = unlocked(board, selection).next().is_some();
    let elements = selection
        .iter()
        .filter_map(|id| board.element(*id))
        .filter(|element| element.locked != lock);
    let change = |id| ElementChange {
        id,
        props: vec![Prop::Locked(lock)],
    };
    step(arrange::update(
        &elements.map(|element| change(element.id)).collect::<Vec<_>>(),
    ))
}

/// Puts the caret into the text of the one element that is selected.
pub fn edit_text(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    match selection {
        [id] if takes_text(board, *id) => vec![Intent::EditText(*id)],
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
        Prop::Shape(_) => matches!(element.kind, Kind::Shape(_)),
        Prop::Part(_) => matches!(element.kind, Kind::Part(_)),
        Prop::Sign(_) | Prop::On(_) => matches!(element.kind, Kind::Stamp(_)),
        Prop::Crop(_) => matches!(element.kind, Kind::Image(_)),
        Prop::Nib(_) => matches!(element.kind, Kind::Ink(_)),
        Prop::Dash(_) => match &element.kind {
            Kind::Ink(_) => element.extras.nib == Nib::Constant,
            Kind::Text { .. } | Kind::Image(_) => false,
            Kind::Shape(_) | Kind::Part(_) | Kind::Connector(_) | Kind::Frame | Kind::Stamp(_) => true,
        },
        Prop::Width(_) => !matches!(element.kind, Kind::Text { .. } | Kind::Image(_)),
        Prop::FontSize(_) | Prop::Align(_) | Prop::Face(_) | Prop::Vertical(_) => !matches!(element.kind, Kind::Ink(_)),
        Prop::AutoWidth(_) => matches!(element.kind, Kind::Text { .. }),
        Prop::Start(_) | Prop::End(_) | Prop::Via(_) | Prop::StartHead(_) | Prop::EndHead(_) | Prop::Route(_) => {
            is_connector
        }
        Prop::Flip(_)
        | Prop::Frame(_)
        | Prop::Link(_)
        | Prop::Source(_)
        | Prop::Origin(_)
        | Prop::Size(_)
        | Prop::Angle(_)
        | Prop::Order(_)
        | Prop::Stroke(_)
        | Prop::Opacity(_)
        | Prop::Locked(_)
        | Prop::Groups(_) => true,
    }
}

fn unlocked<'a>(board: &'a Board, selection: &'a [ElementId]) -> impl Iterator<Item = &'a Element> {
    let elements = selection.iter().filter_map(|id| board.element(*id));
    elements.filter(|element| !element.locked).map(|element| &**element)
}

fn in_order<'a>(board: &'a Board, selection: &[ElementId]) -> Vec<&'a Element> {
    let stack = board
        .stack()
        .into_iter()
        .filter(|element| selection.contains(&element.id) && !element.locked);
    stack.map(|element| &**element).collect()
}

fn step(mut ops: Vec<Intent>) -> Vec<Intent> {
    if !ops.is_empty() {
        ops.push(Intent::EndStep);
    }
    ops
}

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

    fn ids(numbers: &[u128]) -> Vec<ElementId> {
        numbers.iter().copied().map(ElementId).collect()
    }

    fn check(board: &str, expected: &str, command: impl FnOnce(&Board) -> Vec<Intent>) {
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
    fn front_and_back_keep_the_order_within() {
        let mut stage = Stage::new(ToolKind::Select, THREE);
        let order = |stage: &Stage| {
            stage
                .board
                .stack()
                .iter()
                .map(|element| element.id.0)
                .collect::<Vec<_>>()
        };
        stage.apply_all(bring_to_front(&stage.board, &ids(&[2, 1])));
        assert_eq!(order(&stage), [3, 1, 2]);
        assert_eq!(bring_to_front(&stage.board, &ids(&[1, 2])), []);
        stage.apply_all(send_to_back(&stage.board, &ids(&[2, 1])));
        assert_eq!(order(&stage), [1, 2, 3]);
        assert_eq!(send_to_back(&stage.board, &ids(&[1])), []);
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
    fn locks_are_set_first_and_then_taken_off() {
        let both = "rectangle 0,0 9x9; rectangle 20,0 9x9 locked";
        check(both, "update #1 locked; step", |board| {
            toggle_lock(board, &ids(&[1, 2]))
        });
        check(both, "update #2 unlocked; step", |board| toggle_lock(board, &ids(&[2])));
        check(both, "select #1", select_all);
    }

    #[test]
    fn enter_edits_the_one_that_takes_text() {
        check(THREE, "edit #2", |board| edit_text(board, &ids(&[2])));
        check(THREE, "", |board| edit_text(board, &ids(&[1, 2])));
        check("ink 0,0", "", |board| edit_text(board, &ids(&[1])));
    }
}
