//! Golden recordings (rule F3): real ones of each version of the format, as JSON Lines, as the server's segments, and as the
//! hashes of what they must replay to. Every version that was ever written stays readable; the present one is also
//! written byte for byte as it was.
//!
//! Nothing under `tests/golden` is ever overwritten. What the present version lacks (a new version, a new kind of op) gets
//! recordings of its own: add a recipe, then `WRITE_GOLDEN=1 cargo test -p tests --test golden`, and commit the new files.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod every_op;
mod journal;
mod kinds;
mod later_elements;
mod later_lines;
mod recipes;
mod script;
mod shelf;
mod store;

use std::collections::BTreeSet;

use board::{
    codec,
    export::json_lines::{FORMAT, header_of, lines},
    import::json_lines,
    recording::{Hash, Seq, chain},
    replay::Timeline,
};

use shelf::{Golden, State};

/// The text of a recording, as the export writes it.
fn written(imported: &board::import::Imported) -> String {
    let header = header_of(&imported.entries, &imported.people, imported.started_unix_millis);
    let imported = imported.clone();
    lines(header, imported.assets, imported.entries, imported.tracks)
        .map(|line| line + "\n")
        .collect()
}

#[test]
fn f3_golden_recordings_replay_as_they_did() {
    for golden in shelf::all() {
        let imported = json_lines::read(&golden.lines).unwrap_or_else(|error| panic!("{golden}: {error}"));
        let timeline = Timeline::new(imported.entries.clone()).unwrap();
        assert_eq!(golden.states.len(), timeline.entries().len(), "{golden}");
        let mut head = Hash::default();
        for (entry, state) in timeline.entries().iter().zip(&golden.states) {
            head = chain(head, entry);
            let board = timeline.at_seq(entry.seq).hash();
            assert_eq!(
                State::new(entry.seq, head, board),
                *state,
                "{golden} at {}",
                entry.seq.0
            );
        }
        assert!(imported.report.not_imported.is_empty(), "{golden}");
        if golden.version == codec::VERSION {
            assert_eq!(written(&imported), golden.lines, "{golden} is written otherwise now");
        }
    }
}

#[test]
fn f3_golden_segments_are_read_as_they_were_and_packed_the_same() {
    for golden in shelf::all() {
        let loaded = store::load(&golden.segments).unwrap_or_else(|error| panic!("{golden}: {error}"));
        let entries = loaded
            .entries
            .iter()
            .map(|stored| stored.entry.clone())
            .collect::<Vec<_>>();
        assert_eq!(entries, json_lines::read(&golden.lines).unwrap().entries, "{golden}");
        let timeline = Timeline::new(entries).unwrap();
        for segment in &golden.segments {
            let board = timeline.at_seq(Seq(segment.last_seq)).hash();
            assert_eq!(board, segment.board_hash, "{golden} up to {}", segment.last_seq);
        }
        if golden.version == codec::VERSION {
            let ends = golden
                .segments
                .iter()
                .map(|segment| segment.last_seq)
                .collect::<Vec<_>>();
            for (then, now) in golden.segments.iter().zip(store::pack(&loaded.entries, &ends)) {
                // How zstd packs may change with its version; what is packed may not.
                assert_eq!(then.unpacked(), now.unpacked(), "{golden} up to {}", then.last_seq);
                assert_eq!((then.head_before, then.head_after), (now.head_before, now.head_after));
                assert_eq!(
                    (then.first_seq, then.last_seq, then.last_at),
                    (now.first_seq, now.last_seq, now.last_at)
                );
            }
        }
    }
}

#[test]
fn f3_every_kind_of_the_present_version_has_a_golden_recording() {
    assert_eq!(FORMAT, u32::from(codec::VERSION), "both forms have one version");
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        for (name, recipe) in recipes::ALL {
            Golden::make(name, &recipe()).write_if_new();
        }
    }
    let golden = shelf::all()
        .into_iter()
        .filter(|golden| golden.version == codec::VERSION);
    let texts = golden.map(|golden| golden.lines).collect::<Vec<_>>();
    let missing = kinds::wanted()
        .difference(&kinds::found(&texts))
        .cloned()
        .collect::<BTreeSet<_>>();
    assert_eq!(
        missing,
        BTreeSet::new(),
        "no golden recording holds these: see the top of tests/tests/golden/main.rs"
    );
}
