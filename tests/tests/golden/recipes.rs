//! What the golden recordings of the present version are made of. A recipe may change or go when its files are written; the
//! files stay.

use board::{
    Entry,
    actor::{ActorIndex, JoinRank},
    export::json_lines::Asset,
    geometry::Point,
    id::FileId,
    import::{Imported, excalidraw, trace},
    op::Op,
    redaction,
    room::StoredEntry,
    text::Utf16,
    time::Millis,
    track::Track,
};
use tests::{material, simulation::World};

use crate::{every_op, journal, later_elements, later_lines, script::Script};

/// All recipes by name: everything that can happen, the elements, properties, cards and lines that came later, a seeded room, the
/// same room redacted, a drawing, typing.
pub(crate) const ALL: [Named; 8] = [
    ("every-op", every_op),
    ("later-elements", later_elements),
    ("journal", journal),
    ("later-lines", later_lines),
    ("room", room),
    ("redacted-room", redacted_room),
    ("drawing", drawing),
    ("typing", typing),
];

/// The name of the files, and what is in them.
type Named = (&'static str, fn() -> Recipe);

const STARTED_UNIX_MILLIS: u64 = 1_790_000_000_000;

/// A recording to be.
pub(crate) struct Recipe {
    pub(crate) stored: Vec<StoredEntry>,
    /// The entries that segments end with, in order.
    pub(crate) segment_ends: Vec<u64>,
    rest: Imported,
}

impl Recipe {
    fn new(stored: Vec<StoredEntry>, rest: Imported) -> Recipe {
        let count = stored.len() as u64;
        Recipe {
            stored,
            segment_ends: vec![count / 2, count],
            rest,
        }
    }

    fn of(imported: Imported, count: usize) -> Recipe {
        let stored = imported.entries.iter().take(count).map(|entry| StoredEntry {
            position: entry.seq.0,
            recorded: true,
            rank: JoinRank::default(),
            counter: 0,
            entry: Entry::clone(entry),
        });
        let recipe = Recipe::new(stored.collect(), imported);
        Recipe {
            segment_ends: vec![recipe.stored.len() as u64],
            ..recipe
        }
    }

    /// Everything but where entries came from.
    pub(crate) fn imported(&self) -> Imported {
        Imported {
            entries: self.stored.iter().map(|stored| stored.entry.clone()).collect(),
            ..self.rest.clone()
        }
    }
}

fn every_op() -> Recipe {
    let mut script = Script::default();
    let image = b"not really a picture".to_vec();
    let asset = Asset {
        hash: board::element::AssetHash::of(&image),
        mime: "image/png".to_owned(),
        bytes: image,
    };
    every_op::play(&mut script, asset.hash);
    let track = |at: u64, actor: u16| Track {
        at: Millis(at),
        actor: ActorIndex(actor),
        rank: JoinRank(u32::from(actor)),
        cursor: (actor == 1).then(|| Point::new(-80, 96)),
        caret: (actor == 2).then_some((FileId(3), Utf16(2), Utf16(5))),
        view: Some((Point::new(0, 0), Point::new(9_600, 5_400))),
        laser: false,
    };
    let rest = Imported {
        people: people(["Ana \u{1F600}", "Mo"]),
        assets: vec![asset],
        tracks: vec![track(200, 1), track(410, 2)],
        started_unix_millis: Some(STARTED_UNIX_MILLIS),
        ..Imported::default()
    };
    Recipe::new(script.stored, rest)
}

fn later_elements() -> Recipe {
    let mut script = Script::default();
    later_elements::play(&mut script);
    let rest = Imported {
        people: people(["Ana", "Mo"]),
        ..Imported::default()
    };
    Recipe::new(script.stored, rest)
}

fn journal() -> Recipe {
    let mut script = Script::default();
    journal::play(&mut script);
    let rest = Imported {
        people: people(["Ana", "Mo"]),
        ..Imported::default()
    };
    Recipe::new(script.stored, rest)
}

fn later_lines() -> Recipe {
    let mut script = Script::default();
    later_lines::play(&mut script);
    let rest = Imported {
        people: people(["Ana", "Mo"]),
        ..Imported::default()
    };
    Recipe::new(script.stored, rest)
}

/// The first seed whose room was paused and went on.
fn room() -> Recipe {
    let room_of = |seed| {
        let mut world = World::new(seed);
        (0..600).for_each(|_| world.step());
        world
    };
    let is_short_with_gap = |world: &World| {
        let entries = world.entries();
        let gaps = entries.iter().filter(|entry| matches!(entry.op, Op::Gap(_))).count();
        gaps == 1 && (100..200).contains(&entries.len())
    };
    let world = (0..).map(room_of).find(is_short_with_gap).unwrap();
    let rest = Imported {
        people: people(["P1", "P2", "P3", "P4", "P5"]),
        ..Imported::default()
    };
    Recipe::new(world.stored().to_vec(), rest)
}

/// Every seventh entry masked, every eleventh removed.
fn redacted_room() -> Recipe {
    let mut recipe = room();
    for stored in &mut recipe.stored {
        if stored.entry.seq.0.is_multiple_of(11) {
            stored.entry = redaction::remove(&stored.entry);
        } else if stored.entry.seq.0.is_multiple_of(7) {
            stored.entry = redaction::mask(&stored.entry);
        }
    }
    recipe
}

/// A real drawing.
fn drawing() -> Recipe {
    let text = material::text("excalidraw/osdu-deployment-pipeline.excalidraw");
    Recipe::of(excalidraw::read(&text).unwrap().into_recording(), usize::MAX)
}

/// The beginning of what two people really typed at once.
fn typing() -> Recipe {
    let text = material::text("editing-traces/friendsforever.json.gz");
    Recipe::of(trace::read(&text).unwrap().into_recording().unwrap(), 300)
}

fn people<const N: usize>(names: [&str; N]) -> Vec<(ActorIndex, String)> {
    (1..).map(ActorIndex).zip(names.map(str::to_owned)).collect()
}
