//! What a recording tells of its things, held against the boards it folds to: golden recordings, real drawings and typing
//! traces, and rooms from a seed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::Instant,
};

use board::{
    Board, Entry, Op,
    actor::ActorIndex,
    card::CodeRange,
    geometry::Point,
    id::ElementId,
    import::{excalidraw, json_lines, trace},
    moments::{
        comparison::{Comparison, How},
        corrections::{Corrected, Rule, corrections},
        history::{Deed, Histories},
    },
    op::{ElementChange, Prop, TextTarget},
    recording::Seq,
    replay::Timeline,
    text::Utf16,
    time::Millis,
};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use tests::{figures::hour, material, simulation::World};

const SEED: u64 = 2026;

/// Recordings of all sorts, by name.
fn recordings() -> Vec<(String, Vec<Entry>)> {
    let mut found = Vec::new();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/v0");
    for file in fs::read_dir(golden).expect("there are golden recordings").flatten() {
        if file.path().extension().is_some_and(|ending| ending == "jsonl") {
            let text = fs::read_to_string(file.path()).expect("a golden recording can be read");
            let entries = json_lines::read(&text).expect("a golden recording is sound").entries;
            found.push((file.path().display().to_string(), entries));
        }
    }
    for path in material::files("excalidraw") {
        let drawing = excalidraw::read(&material::text_of(&path)).expect("a real drawing is read");
        found.push((path.display().to_string(), worked_on(drawing.into_recording().entries)));
    }
    for seed in 0..24 {
        let mut world = World::new(seed);
        (0..300).for_each(|_| world.step());
        found.push((format!("simulated room {seed}"), world.entries()));
    }
    found
}

/// A drawing that somebody goes on with: things are moved, removed and brought back.
fn worked_on(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut random = SmallRng::seed_from_u64(SEED);
    let mut board = Board::default();
    for entry in &entries {
        board.apply(entry.actor, &entry.op).expect("what was recorded applies");
    }
    let ids = board.elements().map(|element| element.id).collect::<Vec<_>>();
    for step in 0..400 {
        let id = ids[random.random_range(0..ids.len())];
        let op = match random.random_range(0..3) {
            0 => Op::Delete(vec![id]),
            1 => Op::Restore(vec![id]),
            _ => Op::Update(vec![ElementChange {
                id,
                props: vec![Prop::Origin(Point::new(step * 8, 0))],
            }]),
        };
        // The room takes only what has an effect.
        if board.apply(ActorIndex(1), &op).is_ok() {
            let last = entries.last().map_or((0, Millis(0)), |last| (last.seq.0, last.at));
            entries.push(Entry {
                seq: Seq(last.0 + 1),
                at: last.1 + Millis(3_000),
                ago_millis: 0,
                actor: ActorIndex(1),
                op,
                redacted: None,
            });
        }
    }
    entries
}

/// When each element came and went, as the boards tell that one folds to.
fn comings_and_goings(entries: &[Entry]) -> BTreeMap<ElementId, Vec<(Millis, bool)>> {
    let mut board = Board::default();
    let mut found: BTreeMap<ElementId, Vec<(Millis, bool)>> = BTreeMap::new();
    for entry in entries {
        let before = board.clone();
        if board.apply(entry.actor, &entry.op).is_ok() {
            for difference in before.differences(&board) {
                if difference.is_here != difference.is_there {
                    let course = found.entry(difference.id).or_default();
                    // What stands there already does not come again.
                    if course.last().map(|(_, is_there)| *is_there) != Some(difference.is_there) {
                        course.push((entry.at, difference.is_there));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn every_element_came_and_went_when_its_history_says_so() {
    let mut n_compared = 0;
    for (name, entries) in recordings() {
        let histories = Histories::new(&entries);
        for (id, course) in comings_and_goings(&entries) {
            let steps = histories.of_element(&entries, id);
            if steps.iter().any(|step| step.deed == Deed::Unrecorded) {
                continue;
            }
            let told = steps.iter().filter_map(|step| match step.deed {
                Deed::Born => Some((step.from, true)),
                Deed::Deleted => Some((step.to, false)),
                Deed::Restored => Some((step.to, true)),
                _ => None,
            });
            assert_eq!(told.collect::<Vec<_>>(), course, "{id:?} in {name}");
            n_compared += 1;
            let end = entries.len();
            let gone = course.last().filter(|(_, is_there)| !is_there).map(|(at, _)| *at);
            if gone.is_some() {
                assert_eq!(histories.removed_at(&entries, id, end), gone, "{id:?} in {name}");
            }
        }
    }
    // The drawings alone hold more.
    assert!(n_compared > 400, "only {n_compared}");
}

/// Who typed each unit of a text, and when; nothing where it was there before.
fn typists(entries: &[Entry]) -> Vec<(Millis, ActorIndex)> {
    let mut units = Vec::new();
    for entry in entries {
        let Op::Text {
            target: TextTarget::File(_),
            atoms,
            ..
        } = &entry.op
        else {
            continue;
        };
        for atom in atoms {
            let at = atom.edit.at.0 as usize;
            let typed = vec![(entry.at, entry.actor); Utf16::of(&atom.edit.insert).0 as usize];
            units.splice(at..at + atom.edit.delete.0 as usize, typed);
        }
    }
    units
}

#[test]
fn every_letter_of_a_line_was_typed_by_a_step_of_its_history() {
    let mut random = SmallRng::seed_from_u64(SEED);
    for name in ["sveltecomponent", "friendsforever"] {
        let text = material::text(&format!("editing-traces/{name}.json.gz"));
        let entries = trace::read(&text).unwrap().entries;
        let histories = Histories::new(&entries);
        let timeline = Timeline::new(entries.clone()).unwrap();
        for _ in 0..60 {
            let n_entries = random.random_range(10..entries.len());
            let board = timeline.at_seq(Seq(n_entries as u64));
            let file = board.file(trace::FILE_ID).unwrap();
            let units = file.text.to_string().encode_utf16().collect::<Vec<_>>();
            let place = random.random_range(0..units.len().max(1));
            let is_break = |unit: &u16| *unit == 10;
            let from = units[..place].iter().rposition(is_break).map_or(0, |at| at + 1);
            let to = place + units[place..].iter().position(is_break).unwrap_or(units.len() - place);
            if from == to {
                continue;
            }
            let part = CodeRange {
                file: trace::FILE_ID,
                from: Utf16(from as u32),
                to: Utf16(to as u32),
            };
            let steps = histories.of_code(&entries, part, n_entries);
            assert_eq!(steps[0].deed, Deed::Born, "{name}, {part:?} after {n_entries}");
            for (at, actor) in &typists(&entries[..n_entries])[from..to] {
                let is_it =
                    |step: &&board::moments::history::Step| step.actor == *actor && step.from <= *at && *at <= step.to;
                assert!(
                    steps.iter().any(|step| is_it(&step)),
                    "{at:?} in {name}, {part:?} after {n_entries}"
                );
            }
            assert!(steps.is_sorted_by_key(|step| step.from) && steps[0].from <= steps[1].from);
        }
    }
}

#[test]
fn corrections_are_of_own_work_in_order_and_the_same_every_time() {
    let mut n_removed = 0;
    for (name, entries) in recordings() {
        let found = corrections(&entries);
        assert_eq!(found, corrections(&entries), "{name}");
        assert!(found.is_sorted_by_key(|one| one.seq), "{name}");
        let timeline = Timeline::new(entries).unwrap();
        for one in found.iter().filter(|one| one.rule == Rule::Removed) {
            let Corrected::Elements(ids) = &one.what else { continue };
            let board = timeline.at(one.until);
            for id in ids {
                let element = board.element_or_tombstone(*id).unwrap();
                assert_eq!(element.author, one.actor, "{id:?} in {name}");
                n_removed += 1;
            }
        }
    }
    assert!(n_removed > 20, "only {n_removed}");
}

#[test]
fn what_was_added_one_way_was_removed_the_other() {
    let mut random = SmallRng::seed_from_u64(SEED);
    for (name, entries) in recordings() {
        let last = entries.len() as u64;
        let timeline = Timeline::new(entries).unwrap();
        for _ in 0..8 {
            let [one, other] = [0, 1].map(|_| timeline.at_seq(Seq(random.random_range(0..=last))));
            let of = |comparison: &Comparison, how| {
                let all = comparison.elements.iter().filter(|difference| difference.how == how);
                all.flat_map(|difference| difference.ids.clone())
                    .collect::<BTreeSet<_>>()
            };
            let (there, back) = (Comparison::of(&one, &other), Comparison::of(&other, &one));
            assert_eq!(of(&there, How::Added), of(&back, How::Removed), "{name}");
            assert_eq!(of(&there, How::Removed), of(&back, How::Added), "{name}");
            assert_eq!(of(&there, How::Moved), of(&back, How::Moved), "{name}");
            assert_eq!(of(&there, How::Changed), of(&back, How::Changed), "{name}");
            assert!(Comparison::of(&one, &one).is_empty(), "{name}");
        }
    }
}

#[test]
fn asking_about_one_thing_does_not_cost_the_length_of_the_recording() {
    let entries = hour::entries().unwrap();
    let begun = Instant::now();
    let histories = Histories::new(&entries);
    println!("index of {} entries: {:?}", entries.len(), begun.elapsed());
    let begun = Instant::now();
    println!("{} corrections in {:?}", corrections(&entries).len(), begun.elapsed());
    let ids = histories.elements().take(200).collect::<Vec<_>>();
    let begun = Instant::now();
    for id in &ids {
        assert!(!histories.of_element(&entries, *id).is_empty());
    }
    // A hundred times what it takes, so that a busy machine does not fail.
    println!("{} histories in {:?}", ids.len(), begun.elapsed());
    assert!(begun.elapsed().as_millis() < 200 * 16);
}
