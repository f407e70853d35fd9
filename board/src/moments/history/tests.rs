use super::*;
use crate::{
    actor::JoinRank,
    card::CodeRange,
    element::{Binding, Connector, Element, End, Kind},
    geometry::Point,
    id::{ElementId, FileId},
    ink::{Sample, Samples},
    op::{ElementChange, Op, Prop, TextTarget},
    order_key::OrderKey,
    part::Part,
    recording::Entry,
    replay::Timeline,
    snapshot::Snapshot,
    text::{Atom, Cause, Edit, Utf16},
};

const ANA: u16 = 2;
const MO: u16 = 1;
const FILE: FileId = FileId(7);

fn recording(ops: Vec<(u64, u16, Op)>) -> Vec<Entry> {
    let entry = |(seq, (at, actor, op)): (u64, (u64, u16, Op))| Entry {
        seq: Seq(seq),
        at: Millis(at),
        ago_millis: 0,
        actor: ActorIndex(actor),
        op,
        redacted: None,
    };
    (1..).zip(ops).map(entry).collect()
}

fn part(id: u128, part: Part) -> Element {
    Element::new(ElementId(id), Kind::Part(part), OrderKey::first())
}

fn bound(id: u128) -> End {
    End {
        at: Point::default(),
        bound: Some(Binding {
            element: ElementId(id),
            aim: None,
        }),
    }
}

fn line(id: u128, from: u128, to: u128) -> Element {
    let connector = Connector {
        start: bound(from),
        end: bound(to),
        ..Connector::default()
    };
    Element::new(ElementId(id), Kind::Connector(connector.into()), OrderKey::first())
}

fn set(id: u128, prop: Prop) -> Op {
    Op::Update(vec![ElementChange {
        id: ElementId(id),
        props: vec![prop],
    }])
}

fn typed(target: TextTarget, at: u32, delete: u32, insert: &str) -> Op {
    let edit = Edit {
        at: Utf16(at),
        delete: Utf16(delete),
        insert: insert.to_owned(),
    };
    Op::Text {
        target,
        rank: JoinRank(0),
        atoms: vec![Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        }],
    }
}

/// `from-to actor words` of every step.
fn told(steps: &[Step]) -> Vec<String> {
    let told = |step: &Step| format!("{}-{} {} {}", step.from.0, step.to.0, step.actor.0, step.deed.words());
    steps.iter().map(told).collect()
}

#[test]
fn an_element_tells_all_that_was_done_to_it_and_by_whom() {
    let label = TextTarget::Element(ElementId(1));
    let entries = recording(vec![
        (
            1_000,
            ANA,
            Op::Create(vec![part(1, Part::Cache), part(2, Part::Service)]),
        ),
        (3_000, ANA, set(1, Prop::Origin(Point::new(8, 0)))),
        (3_100, ANA, set(1, Prop::Origin(Point::new(80, 0)))),
        (3_200, ANA, set(2, Prop::Origin(Point::new(8, 8)))),
        (9_000, MO, set(1, Prop::Origin(Point::new(0, 0)))),
        (20_000, ANA, typed(label, 0, 0, "L")),
        (20_400, ANA, typed(label, 1, 0, "RU")),
        (30_000, ANA, Op::Create(vec![line(3, 2, 1)])),
        (40_000, ANA, Op::Delete(vec![ElementId(1)])),
        // What is done to what is not there has no effect and is not told.
        (41_000, ANA, set(1, Prop::Origin(Point::new(8, 8)))),
        (50_000, MO, Op::Restore(vec![ElementId(1)])),
        (60_000, ANA, Op::Delete(vec![ElementId(3)])),
    ]);
    let histories = Histories::new(&entries);
    assert_eq!(
        told(&histories.of_element(&entries, ElementId(1))),
        [
            "1000-1000 2 Made",
            "3000-3100 2 Moved",
            "9000-9000 1 Moved",
            "20000-20400 2 Words: “LRU”",
            "30000-30000 2 Connected with Service",
            "40000-40000 2 Removed",
            "50000-50000 1 Brought back",
            "60000-60000 2 No longer connected with Service",
        ]
    );
    assert_eq!(
        told(&histories.of_element(&entries, ElementId(3))),
        ["30000-30000 2 Made", "60000-60000 2 Removed"]
    );
    assert_eq!(histories.of_element(&entries, ElementId(9)), []);
    let removed = |id, n_entries| histories.removed_at(&entries, ElementId(id), n_entries);
    assert_eq!(
        (removed(1, 9), removed(3, 12)),
        (Some(Millis(40_000)), Some(Millis(60_000)))
    );
    assert_eq!(removed(1, 8), None);
}

#[test]
fn a_connector_tells_what_it_was_bound_to_and_what_it_held_knows_of_it() {
    let entries = recording(vec![
        (
            0,
            ANA,
            Op::Create(vec![part(1, Part::Cache), part(2, Part::Service), part(3, Part::Queue)]),
        ),
        (1_000, ANA, Op::Create(vec![line(4, 1, 2)])),
        (5_000, ANA, set(4, Prop::End(End::default()))),
        (5_500, ANA, set(4, Prop::End(bound(3)))),
        (9_000, ANA, set(4, Prop::Via(vec![Point::new(8, 8)]))),
    ]);
    let histories = Histories::new(&entries);
    let of = |id| told(&histories.of_element(&entries, ElementId(id)));
    assert_eq!(
        of(4),
        [
            "1000-1000 2 Made",
            "5000-5500 2 Bound to Queue",
            "9000-9000 2 Led another way"
        ]
    );
    assert_eq!(
        of(2),
        [
            "0-0 2 Made",
            "1000-1000 2 Connected with Cache",
            "5000-5000 2 No longer connected with Cache"
        ]
    );
    assert_eq!(of(3), ["0-0 2 Made", "5500-5500 2 Connected with Cache"]);
}

#[test]
fn a_stroke_is_born_as_long_as_it_is_drawn() {
    let samples = Samples(vec![Sample::default(); 3]);
    let id = ElementId(5);
    let begin = Op::InkBegin {
        id,
        origin: Point::default(),
        order: OrderKey::first(),
        style: Default::default(),
        pressure: false,
        samples: samples.clone(),
    };
    let extend = || Op::InkExtend {
        id,
        samples: samples.clone(),
    };
    let entries = recording(vec![
        (100, ANA, begin),
        (200, ANA, extend()),
        (900, ANA, extend()),
        (950, ANA, Op::InkEnd { id }),
        // Nobody else draws on it.
        (990, MO, extend()),
    ]);
    let histories = Histories::new(&entries);
    assert_eq!(told(&histories.of_element(&entries, id)), ["100-950 2 Made"]);
}

#[test]
fn what_happened_while_nothing_was_recorded_is_told_as_that() {
    let after = |x| {
        let mut element = part(1, Part::Cache);
        element.author = ActorIndex(ANA);
        element.origin = Point::new(x, 0);
        let elements = vec![element, part(2, Part::Queue)];
        Op::Gap(Box::new(Snapshot {
            elements,
            ..Snapshot::default()
        }))
    };
    let entries = recording(vec![
        (0, ANA, Op::Create(vec![part(1, Part::Cache)])),
        (5_000, 0, after(0)),
        (9_000, 0, after(80)),
    ]);
    let histories = Histories::new(&entries);
    let of = |id| told(&histories.of_element(&entries, ElementId(id)));
    assert_eq!(of(1), ["0-0 2 Made", "9000-9000 0 Changed while nothing was recorded"]);
    assert_eq!(of(2), ["5000-5000 0 Changed while nothing was recorded"]);
}

#[test]
fn a_line_of_code_tells_how_it_came_to_read_as_it_does() {
    let file = TextTarget::File(FILE);
    let create = Op::CreateFile {
        id: FILE,
        name: "a.rs".to_owned(),
        language: Default::default(),
    };
    let entries = recording(vec![
        (0, ANA, create),
        (1_000, ANA, typed(file, 0, 0, "one\ntwo\n")),
        (20_000, ANA, typed(file, 4, 0, "f")),
        (20_500, ANA, typed(file, 5, 0, "or")),
        (30_000, MO, typed(file, 0, 3, "eins")),
        (40_000, MO, typed(file, 8, 3, "2")),
        (50_000, ANA, typed(file, 0, 0, "// head\n")),
    ]);
    let timeline = Timeline::new(entries.clone()).unwrap();
    let text = timeline.at_seq(Seq(99)).file(FILE).unwrap().text.to_string();
    assert_eq!(text, "// head\neins\nfor2\n");
    let histories = Histories::new(&entries);
    let of = |from, to, n_entries| {
        let part = CodeRange {
            file: FILE,
            from: Utf16(from),
            to: Utf16(to),
        };
        told(&histories.of_code(&entries, part, n_entries))
    };
    assert_eq!(
        of(13, 17, 7),
        [
            "1000-1000 2 Made",
            "1000-1000 2 Typed in",
            "20000-20500 2 Typed in",
            "40000-40000 1 Typed in"
        ]
    );
    assert_eq!(of(0, 7, 7), ["50000-50000 2 Made", "50000-50000 2 Typed in"]);
    let first = CodeRange {
        file: FILE,
        from: Utf16(4),
        to: Utf16(7),
    };
    let later = histories.code_later(&entries, first, 2, 7);
    assert_eq!(
        (later.from, later.to),
        (Utf16(16), Utf16(17)),
        "what was typed at its border is none of it"
    );
    // As the line read earlier: what came later is no part of that history.
    assert_eq!(
        of(4, 10, 4),
        ["1000-1000 2 Made", "1000-1000 2 Typed in", "20000-20500 2 Typed in"]
    );
}
