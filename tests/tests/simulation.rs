//! Seeded rooms of two to five people with cuts, reloads, crashes, pauses. `SEED=7 OPERATIONS=400 cargo test -p tests
//! --test simulation` replays one; a failing seed is printed.

use board::{
    Board,
    recording::chain,
    redaction::{Stretch, Way, mask, redact, remove},
    replay::Timeline,
    time::Millis,
};
use tests::simulation::World;

const SEEDS: u64 = 300;
const OPERATIONS: u64 = 300;

fn from_env(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs a world for a seed; on a failure the seed is in the message.
fn run(seed: u64) -> World {
    let operations = from_env("OPERATIONS").unwrap_or(OPERATIONS);
    let outcome = std::panic::catch_unwind(|| {
        let mut world = World::new(seed);
        for step in 1..=operations {
            world.step();
            if step % 100 == 0 {
                world.settle_and_check();
            }
        }
        world.settle_and_check();
        world
    });
    outcome.unwrap_or_else(|_| panic!("seed {seed} failed: replay it with SEED={seed} OPERATIONS={operations}"))
}

#[test]
fn i1_i2_i3_i5_hold_in_seeded_rooms() {
    let seeds = match from_env("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..from_env("SEEDS").unwrap_or(SEEDS),
    };
    let mut happened = std::collections::BTreeMap::new();
    for seed in seeds {
        for (what, times) in run(seed).happened {
            *happened.entry(what).or_insert(0) += times;
        }
    }
    println!("happened: {happened:?}");
    for what in [
        "code",
        "file",
        "create",
        "connector",
        "ink",
        "label",
        "arrange",
        "rebind",
        "change",
        "delete",
        "restore",
        "card",
        "undo",
        "redo",
        "cut",
        "reload",
        "crash",
        "pause",
        "resume",
        "end",
        "reopen",
        "hold",
        "free",
    ] {
        assert!(
            happened.contains_key(what) || from_env("SEED").is_some(),
            "no seed tried {what}"
        );
    }
}

#[test]
fn c5_what_a_backup_lost_comes_back_once() {
    let mut tried = 0;
    for seed in 0..from_env("SEEDS").unwrap_or(SEEDS) / 3 {
        let mut world = World::new(seed);
        (0..100).for_each(|_| world.step());
        world.settle_and_check();
        if world.is_paused() {
            continue;
        }
        let backup = world.entries().len();
        let before = world.made().0;
        world.work_in_peace(6);
        let (made, lines) = world.made();
        if made == before {
            continue;
        }
        world.set_back(backup);
        assert_ne!(world.made().0, made, "seed {seed}: nothing was lost");
        world.settle_and_check();
        let (again, lines_again) = world.made();
        assert!(made.is_subset(&again), "seed {seed}: not everything came back");
        assert_eq!(lines_again, lines, "seed {seed}: the code");
        tried += 1;
    }
    assert!(tried > 20, "{tried} rooms were set back");
}

#[test]
fn e3_a_masked_or_removed_stretch_keeps_the_chain_and_all_other_times() {
    for seed in 0..20 {
        let entries = run(seed).entries();
        let head = World::head(&entries);
        let redacted = entries.iter().enumerate().map(|(index, entry)| match index % 5 {
            1 => mask(entry),
            3 => remove(entry),
            _ => entry.clone(),
        });
        let redacted = redacted.collect::<Vec<_>>();
        assert_eq!(World::head(&redacted), head, "seed {seed}: the chain broke");
        assert!(
            redacted
                .iter()
                .zip(&entries)
                .all(|(new, old)| (new.seq, new.at) == (old.seq, old.at))
        );
        let timeline = Timeline::new(redacted.clone()).unwrap();
        timeline.prepare(usize::MAX);
        assert_eq!(
            timeline.at(timeline.duration()),
            fold(&redacted),
            "seed {seed}: seeks differ after redaction"
        );
        let mut forged = entries.clone();
        forged[entries.len() / 2].ago_millis ^= 1;
        assert_ne!(
            forged.iter().fold(Default::default(), chain),
            head,
            "seed {seed}: a forgery went unnoticed"
        );
    }
}

/// Whichever stretch of whomever goes: texts keep their lengths, so that all later typing stays in its place, and the sweep fits.
#[test]
fn e3_a_stretch_taken_out_leaves_every_later_edit_in_its_place() {
    let mut n_swept = 0;
    for seed in 0..60 {
        let entries = run(seed).entries();
        let (head, whole) = (World::head(&entries), fold(&entries));
        let end = entries.last().map_or(0, |entry| entry.at.0);
        for (part, actor) in [(1, None), (2, entries.get(entries.len() / 2).map(|entry| entry.actor))] {
            let stretch = Stretch {
                from: Millis(end * part / 5),
                to: Millis(end * (part + 1) / 5),
                actor,
            };
            let mut left = entries.clone();
            let redaction = redact(&mut left, &stretch, Way::Remove);
            assert_eq!(World::head(&left), head, "seed {seed}: the chain broke");
            let same = |(new, old): (&board::Entry, &board::Entry)| {
                (new.seq, new.at, new.actor) == (old.seq, old.at, old.actor)
            };
            assert!(
                left.iter().zip(&entries).all(same),
                "seed {seed}: a place or a time moved"
            );
            let timeline = Timeline::new(left.clone()).unwrap();
            timeline.prepare(usize::MAX);
            let mut board = fold(&left);
            assert_eq!(timeline.at(timeline.duration()), board, "seed {seed}: seeks differ");
            for file in whole.files() {
                let units = |board: &Board| board.file(file.id).map(|file| file.text.len());
                assert_eq!(units(&board), units(&whole), "seed {seed}: a text changed its length");
            }
            for op in &redaction.sweeping {
                n_swept += 1;
                board
                    .apply(board::actor::ActorIndex::ROOM, op)
                    .unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
            }
        }
    }
    assert!(n_swept > 20, "{n_swept} texts were swept");
}

fn fold(entries: &[board::Entry]) -> Board {
    let mut board = Board::default();
    for entry in entries {
        let _ = board.apply(entry.actor, &entry.op);
    }
    board
}
