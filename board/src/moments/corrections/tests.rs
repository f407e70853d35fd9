use super::*;
use crate::{
    actor::JoinRank,
    element::{Binding, Connector, Kind},
    geometry::Point,
    order_key::OrderKey,
    part::Part,
    text::{Atom, Cause, Edit, Utf16},
};

const ANA: u16 = 2;
const MO: u16 = 1;
const FILE: FileId = FileId(7);

fn part(id: u128) -> Element {
    let mut element = Element::new(ElementId(id), Kind::Part(Part::Cache), OrderKey::first());
    element.text = "Cache".into();
    element
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

fn typed(target: TextTarget, cause: Cause, at: u32, delete: u32, insert: &str) -> Op {
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
            cause,
            edit,
        }],
    }
}

fn code(at: u32, delete: u32, insert: &str) -> Op {
    typed(TextTarget::File(FILE), Cause::Type, at, delete, insert)
}

fn label(id: u128, at: u32, delete: u32, insert: &str) -> Op {
    typed(TextTarget::Element(ElementId(id)), Cause::Type, at, delete, insert)
}

/// `at-until actor rule` of every correction.
fn found(ops: Vec<(u64, u16, Op)>) -> Vec<String> {
    let entry = |(seq, (at, actor, op)): (u64, (u64, u16, Op))| Entry {
        seq: Seq(seq),
        at: Millis(at),
        ago_millis: 0,
        actor: ActorIndex(actor),
        op,
        redacted: None,
    };
    let entries = (1..).zip(ops).map(entry).collect::<Vec<_>>();
    let told = |one: &Correction| format!("{}-{} {} {:?}", one.at.0, one.until.0, one.actor.0, one.rule);
    corrections(&entries).iter().map(told).collect()
}

#[test]
fn m1_who_removes_their_own_corrects_and_who_removes_anothers_does_not() {
    let ids = |ids: &[u128]| ids.iter().copied().map(ElementId).collect::<Vec<_>>();
    let told = found(vec![
        (0, ANA, Op::Create(vec![part(1), part(2), part(3), part(4)])),
        (10_000, ANA, Op::Delete(ids(&[1]))),
        (20_000, MO, Op::Delete(ids(&[2]))),
        // What is gone already is not removed again.
        (30_000, ANA, Op::Delete(ids(&[1, 2]))),
        (40_000, ANA, Op::Delete(ids(&[3]))),
        (41_500, ANA, Op::Delete(ids(&[4]))),
    ]);
    assert_eq!(
        told,
        ["10000-10000 2 Removed", "40000-41500 2 Removed"],
        "m0: at one go is one"
    );
}

#[test]
fn m1_what_the_room_put_there_is_nobodys() {
    let told = found(vec![
        (0, 0, Op::Create(vec![part(1)])),
        (10_000, ANA, Op::Delete(vec![ElementId(1)])),
        (
            20_000,
            ANA,
            Op::CreateFile {
                id: FILE,
                name: "a".to_owned(),
                language: Default::default(),
            },
        ),
        (
            30_000,
            ANA,
            Op::UpdateFile {
                id: FILE,
                change: FileChange::Deleted(true),
            },
        ),
    ]);
    assert_eq!(told, ["30000-30000 2 Removed"]);
}

#[test]
fn m2_own_words_deleted_beyond_a_slip_are_a_correction() {
    let told = found(vec![
        (0, ANA, Op::Create(vec![part(1)])),
        // The words that a part comes with are nobody's.
        (5_000, ANA, label(1, 0, 5, "Session store")),
        (20_000, ANA, label(1, 12, 1, "")),
        (20_300, ANA, label(1, 11, 1, "")),
        (30_000, ANA, label(1, 8, 3, "")),
        (40_000, MO, label(1, 0, 7, "")),
    ]);
    assert_eq!(told, ["30000-30000 2 Retyped"]);
}

#[test]
fn m2_own_code_deleted_at_one_go_is_a_correction_from_its_first_key() {
    let mut ops = vec![(0, ANA, code(0, 0, "let mut cache = HashMap::new();\n"))];
    // Nine keys are a slip, also where another nine follow after something was typed.
    ops.extend((0..9).map(|key| (10_000 + key * 100, ANA, code(30 - key as u32, 1, ""))));
    ops.push((11_000, ANA, code(22, 0, "x")));
    ops.extend((0..9).map(|key| (11_100 + key * 100, ANA, code(21 - key as u32, 1, ""))));
    assert_eq!(found(ops.clone()), Vec::<String>::new());
    ops.push((12_000, ANA, code(12, 1, "")));
    assert_eq!(found(ops.clone()), ["11100-12000 2 Retyped"]);
    ops.push((30_000, MO, code(0, 12, "")));
    ops.push((40_000, ANA, code(0, 0, "let mut shards = 1;")));
    ops.push((50_000, ANA, code(4, 10, "n_shards")));
    assert_eq!(found(ops), ["11100-12000 2 Retyped", "50000-50000 2 Retyped"]);
}

#[test]
fn m3_m4_an_own_connector_bound_elsewhere_or_led_another_way_is_a_correction() {
    let told = found(vec![
        (0, ANA, Op::Create(vec![part(1), part(2), part(3)])),
        (1_000, ANA, Op::Create(vec![line(4, 1, 2)])),
        // It is still being made.
        (1_500, ANA, set(4, Prop::End(bound(3)))),
        (10_000, ANA, set(4, Prop::End(End::default()))),
        (10_800, ANA, set(4, Prop::End(bound(2)))),
        (20_000, MO, set(4, Prop::End(bound(3)))),
        (30_000, ANA, set(4, Prop::Via(vec![Point::new(8, 8)]))),
        (40_000, MO, set(4, Prop::Via(Vec::new()))),
        (50_000, ANA, set(1, Prop::Origin(Point::new(8, 8)))),
    ]);
    assert_eq!(told, ["10000-10000 2 Rebound", "30000-30000 2 Rerouted"]);
}

#[test]
fn m5_bringing_back_what_oneself_removed_is_a_correction() {
    let one = || vec![ElementId(1)];
    let told = found(vec![
        (0, ANA, Op::Create(vec![part(1)])),
        (10_000, MO, Op::Delete(one())),
        (20_000, ANA, Op::Restore(one())),
        (30_000, MO, Op::Delete(one())),
        (40_000, MO, Op::Restore(one())),
    ]);
    assert_eq!(told, ["40000-40000 1 Restored"]);
}

#[test]
fn m6_undone_typing_is_a_correction() {
    let undo = |at, delete| typed(TextTarget::File(FILE), Cause::Undo, at, delete, "");
    let told = found(vec![
        (0, ANA, code(0, 0, "retry")),
        (10_000, ANA, undo(3, 2)),
        (10_900, ANA, undo(0, 3)),
        (60_000, ANA, code(0, 0, "x")),
    ]);
    assert_eq!(told, ["10000-10900 2 Undone"]);
}
