//! One person at two devices: one history, whichever of them takes a step back.

use super::*;
use crate::{geometry::Point, history::Heard, time::Millis};

/// Two devices on one board, each told at once of what the other does.
struct Devices {
    board: Board,
    histories: [History; 2],
    now: Millis,
}

impl Devices {
    fn new() -> Devices {
        let mut board = Board::default();
        let shape = Element::new(ElementId(1), Kind::Shape(ShapeKind::Rectangle), OrderKey::first());
        board.apply(ELSE, &Op::Create(vec![shape])).unwrap();
        Devices {
            board,
            histories: Default::default(),
            now: Millis(0),
        }
    }

    /// A gesture at one device, as a run of changes.
    fn gesture(&mut self, device: usize, ops: Vec<Op>) {
        for op in ops {
            let back = self.board.inverse_of(&op);
            self.board.apply(ME, &op).unwrap();
            self.histories[device].push(&op, back.clone());
            self.tell(device, op, back);
        }
        self.histories[device].end_step();
        self.now = self.now + Millis(2_000);
    }

    fn tell(&mut self, device: usize, forward: Op, back: Option<Op>) {
        self.now = self.now + Millis(16);
        let at = self.now;
        self.histories[1 - device].hear(Heard::Own { forward, back, at });
    }

    fn take_back(&mut self, device: usize, again: bool) {
        for (op, back) in step(&mut self.histories[device], &mut self.board, ME, again) {
            self.tell(device, op, back);
        }
    }

    fn drag(&self, x: &[i32]) -> Vec<Op> {
        x.iter().map(|x| set(vec![Prop::Origin(Point::new(*x, 0))])).collect()
    }

    fn x(&self) -> i32 {
        self.board.element(ElementId(1)).unwrap().origin.x
    }
}

#[test]
fn either_device_takes_back_the_last_step_of_the_person_whole() {
    let mut devices = Devices::new();
    devices.gesture(0, devices.drag(&[10, 20, 30]));
    devices.gesture(1, devices.drag(&[40, 50]));
    devices.gesture(0, devices.drag(&[60, 70, 80]));
    devices.take_back(1, false);
    assert_eq!(devices.x(), 50, "the other device's drag, not a bit of it");
    devices.take_back(0, false);
    assert_eq!(devices.x(), 30, "and the one before from the first");
    devices.take_back(0, true);
    assert_eq!(devices.x(), 50);
    devices.take_back(1, true);
    assert_eq!(devices.x(), 80, "what one took back the other does again");
    for device in [0, 1, 0] {
        devices.take_back(device, false);
    }
    assert_eq!(devices.x(), 0);
    assert!(devices.histories.iter().all(|history| !history.can_undo()));
    assert!(devices.histories.iter().all(|history| history.can_redo()));
}

#[test]
fn a_hand_that_comes_by_where_it_was_is_still_one_gesture() {
    let mut devices = Devices::new();
    devices.gesture(0, devices.drag(&[10, 20, 10, 20, 30]));
    devices.take_back(1, false);
    assert_eq!(devices.x(), 0);
    devices.take_back(0, true);
    assert_eq!(devices.x(), 30);
}

#[test]
fn new_work_at_one_device_ends_what_the_other_could_do_again() {
    let mut devices = Devices::new();
    devices.gesture(0, devices.drag(&[10]));
    devices.take_back(1, false);
    assert!(devices.histories[0].can_redo() && devices.histories[1].can_redo());
    devices.gesture(1, vec![set(vec![Prop::Width(40)])]);
    assert!(!devices.histories[0].can_redo() && !devices.histories[1].can_redo());
    devices.take_back(0, false);
    assert_eq!(devices.board.element(ElementId(1)).unwrap().style.width_eighths, 16);
}

#[test]
fn what_was_drawn_at_one_device_goes_and_comes_from_the_other() {
    let mut devices = Devices::new();
    let mut shape = Element::new(ElementId(9), Kind::Shape(ShapeKind::Ellipse), OrderKey::first());
    shape.author = ME;
    devices.gesture(0, vec![Op::Create(vec![shape])]);
    devices.take_back(1, false);
    assert!(devices.board.element(ElementId(9)).is_none());
    devices.take_back(0, true);
    assert!(devices.board.element(ElementId(9)).is_some());
}
