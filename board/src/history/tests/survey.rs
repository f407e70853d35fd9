//! Whatever was done in between: taking everything of one's own back leaves the others' work as they left it (rule U1).

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    element::{Align, Binding, Connector, Crop, End, Face, Sign, Stamp, Vertical},
    geometry::{Point, Size},
    ink::Nib,
    part::Part,
    shape::{Dash, Flip, Hatch, Head, Route},
};

const ELEMENTS: u128 = 5;

/// What one of the two does.
#[derive(Clone, Debug)]
enum Act {
    Set(u128, usize),
    Several(u128, usize, usize),
    Delete(u128),
    Type(u128, usize),
    Create,
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = (bool, Act)> {
    let id = 1..=ELEMENTS;
    let one = prop_oneof![
        8 => (id.clone(), 0..PROPS).prop_map(|(id, prop)| Act::Set(id, prop)),
        2 => (id.clone(), 0..PROPS, 0..PROPS).prop_map(|(id, one, other)| Act::Several(id, one, other)),
        2 => id.clone().prop_map(Act::Delete),
        4 => (id, 0..12_usize).prop_map(|(id, at)| Act::Type(id, at)),
        2 => Just(Act::Create),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ];
    (any::<bool>(), one)
}

const PROPS: usize = 33;

/// The first number whose property is the same one.
fn register_of(put: &Prop) -> usize {
    let register = (0..PROPS).find(|number| prop(*number, 1).sets_the_same(put));
    register.expect("every property has a number")
}

/// Every property by number, with a value that was never there before as far as its kind has that many.
fn prop(number: usize, fresh: u32) -> Prop {
    let (small, byte) = (fresh as i32 + 10, fresh as usize);
    let pick = |n: usize| byte % n;
    let end = End {
        at: Point::new(small, 7),
        bound: None,
    };
    let tie = Binding {
        element: ElementId(u128::from(fresh) + 50),
        aim: None,
    };
    let all = [
        Prop::Origin(Point::new(small, 1)),
        Prop::Size(Size::new(small, 8)),
        Prop::Angle(small),
        Prop::Order((0..fresh % 40).fold(OrderKey::first(), |key, _| OrderKey::above(Some(&key)))),
        Prop::Stroke(Colour::Rgb(1, (fresh >> 8) as u8, fresh as u8)),
        Prop::Fill(Some(Colour::Rgb(2, (fresh >> 8) as u8, fresh as u8))),
        Prop::Width(fresh as u16 + 20),
        Prop::Dash([Dash::Solid, Dash::Dashed, Dash::Dotted][pick(3)]),
        Prop::Opacity((fresh % 99) as u8),
        Prop::FontSize(fresh as u16 + 30),
        Prop::Align([Align::Left, Align::Centre, Align::Right][pick(3)]),
        Prop::Locked(pick(2) == 0),
        Prop::Shape([ShapeKind::Cloud, ShapeKind::Queue, ShapeKind::Sticky][pick(3)]),
        Prop::AutoWidth(pick(2) == 0),
        Prop::Start(end),
        Prop::End(end),
        Prop::Via(vec![Point::new(small, 3)]),
        Prop::StartHead([Head::None, Head::Arrow, Head::Triangle][pick(3)]),
        Prop::EndHead([Head::None, Head::Arrow, Head::Triangle][pick(3)]),
        Prop::Groups(vec![ElementId(u128::from(fresh) + 100)]),
        Prop::Route([Route::Straight, Route::Curved, Route::Elbow][pick(3)]),
        Prop::Flip(Flip {
            horizontal: pick(2) == 0,
            vertical: pick(3) == 0,
        }),
        Prop::Hatch([Hatch::Solid, Hatch::Lines, Hatch::Cross][pick(3)]),
        Prop::Nib([Nib::Pen, Nib::Highlighter][pick(2)]),
        Prop::Face([Face::Board, Face::Code][pick(2)]),
        Prop::Vertical([None, Some(Vertical::Top), Some(Vertical::Bottom)][pick(3)]),
        Prop::Frame(Some(ElementId(u128::from(fresh) + 200))),
        Prop::Link(Some(format!("https://a.example/{fresh}"))),
        Prop::Crop(Some(Crop {
            left: (fresh % 5_000) as u16,
            top: 0,
            width: 5_000,
            height: 10_000,
        })),
        Prop::Source(Some(format!("{{\"a\":{fresh}}}"))),
        Prop::Part([Part::Cache, Part::Service][pick(2)]),
        Prop::Sign(Sign::Pin(fresh as u16)),
        Prop::On(Some(tie)),
        Prop::Along(Some((fresh % 10_000) as u16)),
    ];
    all[number % all.len()].clone()
}

/// The board, both histories, and who set what last.
struct Two {
    board: Board,
    histories: [History; 2],
    fresh: u32,
    /// The last value of a property and which of the two gave it.
    set: BTreeMap<(u128, usize), (usize, Prop)>,
    /// The values that the first of the two gave: the same value given later by the other is not told apart from it.
    mine: BTreeSet<(u128, usize, String)>,
    deleted_by: BTreeMap<u128, usize>,
    made_by: BTreeMap<u128, usize>,
    next_id: u128,
}

const ACTORS: [ActorIndex; 2] = [ME, ELSE];

impl Two {
    fn new() -> Two {
        let kinds = [
            Kind::Shape(ShapeKind::Rectangle),
            Kind::Connector(Connector::default().into()),
            Kind::Part(Part::Service),
            Kind::Stamp(Stamp {
                sign: Sign::Risk,
                on: None,
            }),
            Kind::Text { auto_width: true },
        ];
        let mut board = Board::default();
        for (id, kind) in (1..).zip(kinds) {
            let element = Element::new(ElementId(id), kind, OrderKey::first());
            board.apply(ActorIndex::ROOM, &Op::Create(vec![element])).unwrap();
        }
        Two {
            board,
            histories: Default::default(),
            fresh: 1,
            set: BTreeMap::new(),
            mine: BTreeSet::new(),
            deleted_by: BTreeMap::new(),
            made_by: BTreeMap::new(),
            next_id: 1_000,
        }
    }

    fn go(&mut self, who: usize, act: &Act) {
        self.fresh += 1;
        match act {
            Act::Set(id, number) => self.change(who, *id, &[*number]),
            Act::Several(id, one, other) if one != other => self.change(who, *id, &[*one, *other]),
            Act::Several(..) => {}
            Act::Delete(id) => {
                if self.apply(who, Op::Delete(vec![ElementId(*id)])) {
                    self.deleted_by.insert(*id, who);
                }
            }
            Act::Type(id, at) => {
                let letter = if who == 0 { "m" } else { "e" };
                let id = ElementId(*id);
                let length = self.board.element(id).map_or(0, |element| element.text.len().0);
                if self.board.element(id).is_some() {
                    let op = typed((*at as u32).min(length), 0, letter);
                    let Op::Text { rank, atoms, .. } = op else { return };
                    let target = TextTarget::Element(id);
                    let edits = atoms.iter().map(|atom| atom.edit.clone()).collect::<Vec<_>>();
                    if self.apply(who, Op::Text { target, rank, atoms }) {
                        self.histories[1 - who].rebase_text(target, &edits);
                    }
                }
            }
            Act::Create => {
                self.next_id += 1;
                let mut element = Element::new(
                    ElementId(self.next_id),
                    Kind::Shape(ShapeKind::Ellipse),
                    OrderKey::first(),
                );
                element.author = ACTORS[who];
                if self.apply(who, Op::Create(vec![element])) {
                    self.made_by.insert(self.next_id, who);
                }
            }
            Act::Undo => self.take_back(who, false),
            Act::Redo => self.take_back(who, true),
        }
    }

    fn change(&mut self, who: usize, id: u128, numbers: &[usize]) {
        let props = numbers
            .iter()
            .map(|number| prop(*number, self.fresh))
            .collect::<Vec<_>>();
        let op = Op::Update(vec![ElementChange {
            id: ElementId(id),
            props: props.clone(),
        }]);
        let before = self.board.clone();
        if !self.apply(who, op) {
            return;
        }
        for (index, prop) in props.iter().enumerate() {
            let (number, prop) = (register_of(prop), prop.clone());
            if props.iter().skip(index + 1).any(|later| later.sets_the_same(&prop)) {
                continue;
            }
            let was = before.element(ElementId(id)).and_then(|element| prop.as_now(element));
            // A value that stood there already is nobody's new work.
            if was.is_some_and(|was| was != prop) {
                if who == 0 {
                    self.mine.insert((id, number, format!("{prop:?}")));
                }
                self.set.insert((id, number), (who, prop));
            }
        }
    }

    fn apply(&mut self, who: usize, op: Op) -> bool {
        let back = self.board.inverse_of(&op);
        let taken = self.board.apply(ACTORS[who], &op).is_ok();
        if taken {
            self.histories[who].push(&op, back);
            self.histories[who].end_step();
        }
        taken
    }

    fn take_back(&mut self, who: usize, again: bool) {
        for (op, _) in step(&mut self.histories[who], &mut self.board, ACTORS[who], again) {
            self.note(who, &op);
        }
    }

    /// What a step taken back or done again is, for the other.
    fn note(&mut self, who: usize, op: &Op) {
        match op {
            Op::Text { target, atoms, .. } => {
                let edits = atoms.iter().map(|atom| atom.edit.clone()).collect::<Vec<_>>();
                self.histories[1 - who].rebase_text(*target, &edits);
            }
            Op::Update(changes) => {
                for change in changes {
                    for put in &change.props {
                        // It may be the other's value that came back, so that it is nobody's new work.
                        self.set.remove(&(change.id.0, register_of(put)));
                    }
                }
            }
            Op::Delete(ids) => ids.iter().for_each(|id| {
                self.deleted_by.insert(id.0, who);
            }),
            Op::Restore(ids) => ids.iter().for_each(|id| {
                self.deleted_by.remove(&id.0);
            }),
            other => panic!("no step is taken back by {other:?}"),
        }
    }

    /// How often a letter stands on the board, in what is deleted too.
    fn letters(&self, letter: char) -> usize {
        let texts = self
            .board
            .elements_and_tombstones()
            .map(|element| element.text.to_string());
        texts.map(|text| text.matches(letter).count()).sum()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn u1_taking_back_all_of_ones_own_leaves_the_others_work_as_they_left_it(
        acts in proptest::collection::vec(act(), 0..60),
    ) {
        let mut two = Two::new();
        for (mine, act) in &acts {
            two.go(usize::from(!mine), act);
        }
        let (theirs, deleted, made) = (two.set.clone(), two.deleted_by.clone(), two.made_by.clone());
        let (letters, alive) = (two.letters('e'), two.board.clone());
        let mut steps = 0;
        while two.histories[0].can_undo() {
            two.take_back(0, false);
            steps += 1;
            prop_assert!(steps < 200, "it never ends");
        }
        for ((id, number), (who, value)) in theirs {
            let element = two.board.element_or_tombstone(ElementId(id)).expect("it was there");
            let told_apart = !two.mine.contains(&(id, number, format!("{value:?}")));
            if who == 1 && !element.deleted && told_apart {
                prop_assert_eq!(value.as_now(element), Some(value), "what they set last, {}", number);
            }
        }
        for (id, who) in &deleted {
            let stands = two.board.element(ElementId(*id)).is_some();
            prop_assert!(*who != 1 || !stands, "what they deleted stays deleted: {}", id);
        }
        for element in alive.elements() {
            let mine = made.get(&element.id.0) == Some(&0);
            let stands = two.board.element(element.id).is_some();
            prop_assert!(mine || stands, "nobody else's work goes: {:?}", element.id);
        }
        prop_assert_eq!(two.letters('e'), letters, "every letter of theirs is there");
    }
}
