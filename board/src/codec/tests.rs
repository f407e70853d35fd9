use proptest::prelude::*;

use super::*;
use crate::{
    actor::JoinRank,
    element::Style,
    geometry::Point,
    id::{ElementId, FileId},
    ink::{Sample, Samples},
    op::{RoundEvent, TextTarget},
    order_key::OrderKey,
    text::{Atom, Cause, Edit, Utf16},
};

fn samples() -> impl Strategy<Value = Samples> {
    let sample =
        (any::<i32>(), -9_000i32..9_000, any::<u16>(), any::<u8>()).prop_map(|(x, y, dt_millis, pressure)| Sample {
            at: Point::new(x, y),
            dt_millis,
            pressure,
        });
    prop::collection::vec(sample, 0..5).prop_map(Samples)
}

fn op() -> impl Strategy<Value = Op> {
    let id = (0u128..3).prop_map(ElementId);
    let atom =
        (any::<u32>(), any::<u32>(), any::<u32>(), "\\PC{0,4}").prop_map(|(dt_millis, at, delete, insert)| Atom {
            dt_millis,
            cause: Cause::Paste,
            edit: Edit {
                at: Utf16(at),
                delete: Utf16(delete),
                insert,
            },
        });
    let target = prop_oneof![
        (0u128..3).prop_map(|id| TextTarget::Element(ElementId(id))),
        (0u128..2).prop_map(|id| TextTarget::File(FileId(id))),
    ];
    prop_oneof![
        (id.clone(), samples()).prop_map(|(id, samples)| Op::InkBegin {
            id,
            origin: Point::new(5, -7),
            order: OrderKey::first(),
            style: Style::default(),
            pressure: true,
            samples,
        }),
        (id.clone(), samples()).prop_map(|(id, samples)| Op::InkExtend { id, samples }),
        id.clone().prop_map(|id| Op::InkEnd { id }),
        id.prop_map(|id| Op::Delete(vec![id])),
        (target, 0u32..3, prop::collection::vec(atom, 0..4)).prop_map(|(target, rank, atoms)| Op::Text {
            target,
            rank: JoinRank(rank),
            atoms,
        }),
        Just(Op::Round(RoundEvent::Paused)),
    ]
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let step = (op(), 0u64..5_000, any::<u32>(), 0u16..3, any::<bool>(), any::<bool>());
    prop::collection::vec(step, 0..40).prop_map(|steps| {
        let (mut seq, mut at) = (7u64, 0u64);
        let entry = |(op, later, ago_millis, actor, scratch, redacted): (Op, u64, u32, u16, bool, bool)| {
            at += later;
            seq += u64::from(!scratch);
            let seq = if scratch { Seq(0) } else { Seq(seq) };
            let redacted = redacted.then(|| Box::new(Hash([9; 32])));
            Entry {
                seq,
                at: Millis(at),
                ago_millis,
                actor: ActorIndex(actor),
                op,
                redacted,
            }
        };
        steps.into_iter().map(entry).collect()
    })
}

proptest! {
    #[test]
    fn entries_read_back_also_from_several_runs(entries in entries(), cut in any::<prop::sample::Index>()) {
        prop_assert_eq!(&decode_entries(&encode_entries(&entries)).unwrap(), &entries);
        let (first, second) = entries.split_at(cut.index(entries.len() + 1));
        let mut bytes = encode_entries(first);
        bytes.extend(encode_entries(second));
        prop_assert_eq!(&decode_entries(&bytes).unwrap(), &entries);
    }

    #[test]
    fn damage_is_an_error_or_other_entries_but_never_a_panic(
        entries in entries(),
        flip in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let mut bytes = encode_entries(&entries);
        let index = flip.index(bytes.len());
        bytes[index] ^= 1 << bit;
        let _ = decode_entries(&bytes);
        bytes.truncate(index);
        prop_assert!(decode_entries(&bytes).is_err() || bytes.is_empty());
    }
}

#[test]
fn a_newer_version_is_named() {
    assert_eq!(decode_entries(b"CBK\x07"), Err(CodecError::NewerVersion(7)));
    assert_eq!(decode_entries(b"hello world"), Err(CodecError::NotARecording));
}
