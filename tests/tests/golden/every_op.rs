//! Every op, element, property and choice of the format at least once, as people might have come to them.

use std::sync::Arc;

use board::{
    Op,
    actor::JoinRank,
    card::{CardKind, Signal},
    code::Language,
    colour::Colour,
    element::{Align, AssetHash, Binding, Connector, Element, End, Kind, Style},
    geometry::{Point, Size},
    id::{CardId, ElementId, FileId},
    ink::{Sample, Samples},
    op::{ElementChange, FileChange, Prop, RoundEvent, TextTarget},
    order_key::OrderKey,
    shape::{Dash, Head, Route, ShapeKind},
    text::{Atom, Cause, Edit, Utf16},
};

use crate::script::Script;

const ANA: u16 = 1;
const MO: u16 = 2;
const FILE: FileId = FileId(3);
const STROKE: ElementId = ElementId(0x0192_f6a0_0000_7000_8000_0000_0000_0051);

/// Plays it.
pub(crate) fn play(script: &mut Script, image: AssetHash) {
    let kinds = kinds(image);
    let last = kinds.len() as u128;
    for (number, kind) in (1..).zip(kinds) {
        let element = element(number, kind, script.board.top_order());
        script.record(ANA, 0, Op::Create(vec![element]));
    }
    for (number, language) in (3..).zip(Language::ALL) {
        let name = format!("file {number}.x");
        script.record(
            0,
            0,
            Op::CreateFile {
                id: FileId(number),
                name,
                language,
            },
        );
    }
    draw(script);
    write(script);
    change(script, last);
    talk(script);
    run_the_round(script);
}

fn kinds(image: AssetHash) -> Vec<Kind> {
    use ShapeKind::{Cylinder, Diamond, Ellipse, Rectangle, Rounded};
    let heads = [
        Head::None,
        Head::Arrow,
        Head::Triangle,
        Head::Bar,
        Head::Dot,
        Head::Diamond,
    ];
    let connector = |(number, head): (u128, Head)| {
        let bound = |element, aim| {
            Some(Binding {
                element: ElementId(element),
                aim,
            })
        };
        Kind::Connector(Arc::new(Connector {
            start: End {
                at: Point::new(8, -8),
                bound: bound(number % 5 + 1, None),
            },
            end: End {
                at: Point::new(808, 408),
                bound: bound(number % 4 + 2, Some((2_500, -10))),
            },
            via: vec![Point::new(80, 160); usize::from(number % 2 == 0)],
            start_head: head,
            end_head: heads[(number as usize + 2) % heads.len()],
            route: if number == 3 { Route::Curved } else { Route::Straight },
            closed: number == 4,
        }))
    };
    let shapes = [Rectangle, Ellipse, Diamond, Cylinder, Rounded].map(Kind::Shape);
    let others = [Kind::Text { auto_width: true }, Kind::Image(image), Kind::Frame];
    let connectors = (0u128..).zip(heads).map(connector);
    shapes.into_iter().chain(others).chain(connectors).collect()
}

fn element(number: u128, kind: Kind, order: OrderKey) -> Element {
    let choice = number as usize;
    let units = number as i32 * 804;
    Element {
        origin: Point::new(units, -units),
        size: Size::new(800, 400 + units),
        angle_centidegrees: units % 36_000,
        style: Style {
            stroke: [Colour::Token(choice as u8 % 9), Colour::Rgb(12, 200, choice as u8)][choice % 2],
            fill: choice.is_multiple_of(3).then_some(Colour::Token(4)),
            width_eighths: 8 + choice as u16,
            dash: [Dash::Solid, Dash::Dashed, Dash::Dotted][choice % 3],
            opacity_percent: 100 - choice as u8,
            font_size: 16 + choice as u16,
            align: [Align::Left, Align::Centre, Align::Right][choice / 2 % 3],
        },
        text: ["", "queue", "two\nlines \u{1F600}"][choice % 3].into(),
        groups: (0..number % 3).map(ElementId).collect(),
        ..Element::new(ElementId(number), kind, order)
    }
}

/// A stroke of each of two people at once, one deleted while it grows, one left open.
fn draw(script: &mut Script) {
    let other = ElementId(STROKE.0 + 1);
    let samples = |from: i32, count: i32| {
        let sample = |n: i32| Sample {
            at: Point::new(n * 9 - n * n / 3, n * n - 40),
            dt_millis: 7 + (n % 3) as u16,
            pressure: (100 + n * 5 % 90) as u8,
        };
        Samples((from..from + count).map(sample).collect())
    };
    let begin = |id, order, pressure| Op::InkBegin {
        id,
        origin: Point::new(-16_000, 24_000),
        order,
        style: Style::default(),
        pressure,
        samples: samples(0, 2),
    };
    let order = script.board.top_order();
    script.record(ANA, 0, begin(STROKE, order.clone(), true));
    script.record(MO, 0, begin(other, order, false));
    for part in 0..6 {
        script.record(
            ANA,
            0,
            Op::InkExtend {
                id: STROKE,
                samples: samples(2 + part * 4, 4),
            },
        );
        script.record(
            MO,
            40,
            Op::InkExtend {
                id: other,
                samples: samples(2 + part, 1),
            },
        );
    }
    script.record(MO, 0, Op::Delete(vec![STROKE]));
    script.record(
        ANA,
        0,
        Op::InkExtend {
            id: STROKE,
            samples: samples(26, 3),
        },
    );
    script.record(ANA, 0, Op::InkEnd { id: STROKE });
    script.record(MO, 0, Op::Restore(vec![STROKE]));
}

/// Typing of every cause, in files and labels, at times made long before they came.
fn write(script: &mut Script) {
    let causes = [Cause::Type, Cause::Paste, Cause::Undo, Cause::Command, Cause::Import];
    for (turn, cause) in (0u32..).zip(causes) {
        let atom = |at, delete, insert: &str| Atom {
            dt_millis: 90 * turn + at,
            cause,
            edit: Edit {
                at: Utf16(at),
                delete: Utf16(delete),
                insert: insert.to_owned(),
            },
        };
        let text = |target, rank: u32, atoms| Op::Text {
            target,
            rank: JoinRank(rank),
            atoms,
        };
        let label = TextTarget::Element(ElementId(1));
        script.record(
            MO,
            0,
            text(label, 2, vec![atom(0, 0, "é\u{1F600}"), atom(3, 0, "shard\r\n")]),
        );
        let file = TextTarget::File(FILE);
        script.record(
            ANA,
            61_000 * turn,
            text(
                file,
                1,
                vec![atom(0, 0, "fn main() {"), atom(11, 0, "\n}"), atom(3, 4, "")],
            ),
        );
        script.record(MO, 0, text(file, 2, vec![atom(turn, 1, "x")]));
    }
}

/// Every property there is, of many elements in one op as well.
fn change(script: &mut Script, last: u128) {
    let end = |at| End { at, bound: None };
    let (frame, connector, shape, words) = (8, last, 2, 6);
    let props = [
        (shape, Prop::Origin(Point::new(-1, 7))),
        (shape, Prop::Size(Size::new(9, 8))),
        (shape, Prop::Angle(-4_500)),
        (shape, Prop::Order(OrderKey::parse("a1V").unwrap())),
        (shape, Prop::Stroke(Colour::Token(8))),
        (shape, Prop::Fill(Some(Colour::Rgb(0, 255, 1)))),
        (shape, Prop::Fill(None)),
        (frame, Prop::Width(40)),
        (frame, Prop::Dash(Dash::Solid)),
        (frame, Prop::Opacity(3)),
        (words, Prop::FontSize(48)),
        (words, Prop::Align(Align::Right)),
        (words, Prop::AutoWidth(false)),
        (shape, Prop::Locked(true)),
        (shape, Prop::Shape(ShapeKind::Cylinder)),
        (connector, Prop::Start(end(Point::new(3, 3)))),
        (connector, Prop::End(end(Point::new(-3, 5)))),
        (connector, Prop::Via(vec![Point::new(1, 2), Point::new(3, 4)])),
        (connector, Prop::StartHead(Head::Bar)),
        (connector, Prop::EndHead(Head::None)),
        (shape, Prop::Groups(vec![ElementId(9), ElementId(77)])),
    ];
    for (number, prop) in props {
        let change = ElementChange {
            id: ElementId(number),
            props: vec![prop],
        };
        script.record(MO, 0, Op::Update(vec![change]));
    }
    let move_by = |id| ElementChange {
        id,
        props: vec![Prop::Origin(Point::new(id.0 as i32, 1)), Prop::Opacity(50)],
    };
    script.record(ANA, 0, Op::Update((1..=last).map(ElementId).map(move_by).collect()));
    script.record(ANA, 0, Op::Delete((1..4).map(ElementId).collect()));
    script.record(ANA, 0, Op::Restore((2..4).map(ElementId).collect()));
    for change in [
        FileChange::Name("main.rs".to_owned()),
        FileChange::Language(Language::Sql),
        FileChange::Deleted(true),
    ] {
        script.record(MO, 0, Op::UpdateFile { id: FileId(4), change });
    }
}

fn talk(script: &mut Script) {
    let chat = [CardKind::Chat("Can you hear me? \u{1F642}".to_owned())];
    let signals = Signal::ALL.map(CardKind::Signal);
    for (number, kind) in (1..).zip(chat.into_iter().chain(signals)) {
        script.record(
            if number % 2 == 0 { MO } else { ANA },
            2_500,
            Op::Card {
                id: CardId(number),
                kind,
            },
        );
    }
}

/// Paused, something between us, recorded again; ended, reopened, ended.
fn run_the_round(script: &mut Script) {
    script.record(MO, 0, Op::Round(RoundEvent::Paused));
    let between_us = element(70, Kind::Shape(ShapeKind::Diamond), script.board.top_order());
    script.unrecorded(MO, &Op::Create(vec![between_us]));
    script.unrecorded(ANA, &Op::Delete(vec![ElementId(70)]));
    script.record(MO, 0, Op::Gap(Box::new(script.board.snapshot())));
    for event in [RoundEvent::Ended, RoundEvent::Reopened, RoundEvent::Ended] {
        script.record(MO, 0, Op::Round(event));
    }
    script.record(
        ANA,
        90_000,
        Op::Card {
            id: CardId(90),
            kind: CardKind::Chat("made before the end".to_owned()),
        },
    );
}
