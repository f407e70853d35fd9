//! What undo and redo leave of one's own changes and of the others'.

mod elsewhere;
mod survey;

use super::*;
use crate::{
    actor::{ActorIndex, JoinRank},
    colour::Colour,
    element::{Element, Kind},
    id::ElementId,
    op::{ElementChange, Prop},
    order_key::OrderKey,
    shape::ShapeKind,
    text::{Atom, Cause, Utf16},
};

const ME: ActorIndex = ActorIndex(1);
const ELSE: ActorIndex = ActorIndex(2);

struct Desk {
    board: Board,
    history: History,
}

impl Desk {
    fn new() -> Desk {
        let mut desk = Desk {
            board: Default::default(),
            history: History::default(),
        };
        let shape = Element::new(ElementId(1), Kind::Shape(ShapeKind::Rectangle), OrderKey::first());
        desk.board.apply(ELSE, &Op::Create(vec![shape])).unwrap();
        desk
    }

    fn do_it(&mut self, op: Op) {
        self.go_on(op);
        self.history.end_step();
    }

    fn go_on(&mut self, op: Op) {
        let back = self.board.inverse_of(&op);
        self.board.apply(ME, &op).unwrap();
        self.history.push(&op, back);
    }

    fn undo(&mut self) {
        step(&mut self.history, &mut self.board, ME, false);
    }

    fn redo(&mut self) {
        step(&mut self.history, &mut self.board, ME, true);
    }

    fn shape(&self) -> Element {
        Element::clone(self.board.element(ElementId(1)).unwrap())
    }
}

/// One step back, or one that was taken back `again`; each change of it with what would take that back.
fn step(history: &mut History, board: &mut Board, actor: ActorIndex, again: bool) -> Vec<(Op, Option<Op>)> {
    let board = std::cell::RefCell::new(board);
    let mut done = Vec::new();
    let apply = |op: Op| {
        let back = board.borrow().inverse_of(&op);
        let taken = board.borrow_mut().apply(actor, &op).is_ok();
        if taken {
            done.push((op, back));
        }
        taken
    };
    let now = || board.borrow().clone();
    if again {
        history.redo(now, apply);
    } else {
        history.undo(now, apply);
    }
    done
}

fn set(props: Vec<Prop>) -> Op {
    Op::Update(vec![ElementChange {
        id: ElementId(1),
        props,
    }])
}

fn typed(at: u32, delete: u32, insert: &str) -> Op {
    let edit = Edit {
        at: Utf16(at),
        delete: Utf16(delete),
        insert: insert.to_owned(),
    };
    Op::Text {
        target: TextTarget::Element(ElementId(1)),
        rank: JoinRank::default(),
        atoms: vec![Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        }],
    }
}

#[test]
fn u1_a_property_is_put_back_only_if_its_value_is_still_ones_own() {
    let mut desk = Desk::new();
    desk.do_it(set(vec![Prop::Stroke(Colour::Token(3)), Prop::Width(40)]));
    desk.board
        .apply(ELSE, &set(vec![Prop::Stroke(Colour::Token(5))]))
        .unwrap();
    desk.undo();
    assert_eq!(desk.shape().style.stroke, Colour::Token(5));
    assert_eq!(desk.shape().style.width_eighths, 16);
}

#[test]
fn u1_typing_is_taken_back_where_it_has_moved_to() {
    let mut desk = Desk::new();
    desk.do_it(typed(0, 0, "mine"));
    let theirs = typed(0, 0, "theirs ");
    desk.board.apply(ELSE, &theirs).unwrap();
    if let Op::Text { target, atoms, .. } = theirs {
        let edits = atoms.into_iter().map(|atom| atom.edit).collect::<Vec<_>>();
        desk.history.rebase_text(target, &edits);
    }
    desk.undo();
    assert_eq!(desk.shape().text.to_string(), "theirs ");
    desk.redo();
    assert_eq!(desk.shape().text.to_string(), "theirs mine");
}

#[test]
fn u1_several_steps_of_typing_are_taken_back_around_what_others_typed_between_them() {
    let mut desk = Desk::new();
    desk.do_it(typed(0, 0, "m"));
    desk.do_it(typed(0, 0, "n"));
    let theirs = typed(1, 0, "e");
    desk.board.apply(ELSE, &theirs).unwrap();
    if let Op::Text { target, atoms, .. } = theirs {
        let edits = atoms.into_iter().map(|atom| atom.edit).collect::<Vec<_>>();
        desk.history.rebase_text(target, &edits);
    }
    assert_eq!(desk.shape().text.to_string(), "nem");
    desk.undo();
    desk.undo();
    assert_eq!(desk.shape().text.to_string(), "e");
    desk.redo();
    desk.redo();
    assert_eq!(desk.shape().text.to_string(), "nem");
}

#[test]
fn b6_what_was_typed_and_deleted_again_is_no_step() {
    let mut desk = Desk::new();
    desk.do_it(set(vec![Prop::Width(40)]));
    for op in [typed(0, 0, "a"), typed(1, 0, "b"), typed(1, 1, ""), typed(0, 1, "")] {
        desk.go_on(op);
    }
    desk.history.end_step();
    desk.undo();
    assert_eq!(desk.shape().style.width_eighths, 16, "the step before is taken back");
    assert!(!desk.history.can_undo());

    for op in [typed(0, 0, "a"), typed(1, 0, "b"), typed(0, 1, "")] {
        desk.go_on(op);
    }
    desk.history.end_step();
    assert!(desk.history.can_undo(), "a letter is left");
    desk.undo();
    assert_eq!(desk.shape().text.to_string(), "");
}

#[test]
fn b6_a_text_that_was_left_empty_is_no_step() {
    let mut desk = Desk::new();
    let id = ElementId(7);
    let text = Element::new(id, Kind::Text { auto_width: true }, OrderKey::first());
    let typed = |at, delete, insert| match typed(at, delete, insert) {
        Op::Text { rank, atoms, .. } => Op::Text {
            target: TextTarget::Element(id),
            rank,
            atoms,
        },
        other => other,
    };
    for op in [
        Op::Create(vec![text]),
        typed(0, 0, "a"),
        typed(0, 1, ""),
        Op::Delete(vec![id]),
    ] {
        desk.go_on(op);
    }
    desk.history.end_step();
    assert!(!desk.history.can_undo());
}

#[test]
fn u1_undo_then_redo_leads_back_to_the_same_board() {
    let mut desk = Desk::new();
    desk.do_it(set(vec![Prop::Width(40)]));
    desk.do_it(Op::Delete(vec![ElementId(1)]));
    let before = desk.board.clone();
    desk.undo();
    desk.undo();
    assert_eq!(desk.shape().style.width_eighths, 16);
    desk.redo();
    desk.redo();
    assert_eq!(desk.board, before);
}
