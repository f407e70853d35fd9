//! The files under `tests/golden`: a folder per version of the format; of each recording the JSON Lines, the segments' bytes,
//! and a text with the hashes of all heads and boards. Files that are there are never written again.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use board::{
    Board, codec, hex,
    recording::{Hash, Seq, chain},
};

use crate::{recipes::Recipe, store, store::Segment, written};

/// One golden recording.
pub(crate) struct Golden {
    pub(crate) version: u8,
    pub(crate) name: String,
    pub(crate) lines: String,
    pub(crate) states: Vec<State>,
    pub(crate) segments: Vec<Segment>,
}

/// Hashes after an entry, as they are written: the first digits tell enough.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct State(String);

impl State {
    pub(crate) fn new(seq: Seq, head: Hash, board: [u8; 32]) -> State {
        State(format!(
            "{} {:.16} {:.16}",
            seq.0,
            hex::encode(&head.0),
            hex::encode(&board)
        ))
    }
}

impl fmt::Display for Golden {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "golden/v{}/{}", self.version, self.name)
    }
}

/// All of all versions.
pub(crate) fn all() -> Vec<Golden> {
    let mut all = Vec::new();
    for version in 0..=codec::VERSION {
        let mut names = fs::read_dir(folder(version))
            .into_iter()
            .flatten()
            .filter_map(|file| {
                file.unwrap()
                    .file_name()
                    .to_str()?
                    .strip_suffix(".jsonl")
                    .map(str::to_owned)
            })
            .collect::<Vec<_>>();
        assert!(!names.is_empty(), "no golden recording of version {version}");
        names.sort();
        all.extend(names.into_iter().map(|name| Golden::read(version, name)));
    }
    all
}

impl Golden {
    pub(crate) fn make(name: &str, recipe: &Recipe) -> Golden {
        let (mut board, mut head) = (Board::default(), Hash::default());
        let states = recipe.stored.iter().map(|stored| {
            let _ = board.apply(stored.entry.actor, &stored.entry.op);
            head = chain(head, &stored.entry);
            State::new(stored.entry.seq, head, board.hash())
        });
        Golden {
            version: codec::VERSION,
            name: name.to_owned(),
            lines: written(&recipe.imported()),
            states: states.collect(),
            segments: store::pack(&recipe.stored, &recipe.segment_ends),
        }
    }

    pub(crate) fn write_if_new(&self) {
        if self.path("jsonl").exists() {
            return;
        }
        fs::create_dir_all(folder(self.version)).unwrap();
        let mut hashes = String::new();
        for segment in &self.segments {
            let heads =
                [segment.head_before.0, segment.head_after.0, segment.board_hash].map(|hash| hex::encode(&hash));
            let place = [segment.first_seq, segment.last_seq, segment.last_at].map(|number| number.to_string());
            hashes += &format!("segment {} {}\n", place.join(" "), heads.join(" "));
            fs::write(self.path(&format!("{}.segment", segment.first_seq)), &segment.bytes).unwrap();
        }
        self.states
            .iter()
            .for_each(|State(state)| hashes += &format!("{state}\n"));
        fs::write(self.path("hashes"), hashes).unwrap();
        fs::write(self.path("jsonl"), &self.lines).unwrap();
    }

    fn read(version: u8, name: String) -> Golden {
        let mut golden = Golden {
            version,
            name,
            lines: String::new(),
            states: Vec::new(),
            segments: Vec::new(),
        };
        golden.lines = fs::read_to_string(golden.path("jsonl")).unwrap();
        for line in fs::read_to_string(golden.path("hashes")).unwrap().lines() {
            match line.strip_prefix("segment ") {
                Some(segment) => {
                    let segment = golden.segment(&segment.split(' ').collect::<Vec<_>>());
                    golden.segments.push(segment);
                }
                None => golden.states.push(State(line.to_owned())),
            }
        }
        golden
    }

    fn segment(&self, words: &[&str]) -> Segment {
        let number = |index: usize| words[index].parse::<u64>().unwrap();
        let hash = |index: usize| hex::decode(words[index]).unwrap();
        Segment {
            first_seq: number(0),
            last_seq: number(1),
            last_at: number(2),
            head_before: Hash(hash(3)),
            head_after: Hash(hash(4)),
            board_hash: hash(5),
            bytes: fs::read(self.path(&format!("{}.segment", number(0)))).unwrap(),
        }
    }

    fn path(&self, ending: &str) -> PathBuf {
        folder(self.version).join(format!("{}.{ending}", self.name))
    }
}

fn folder(version: u8) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("golden")
        .join(format!("v{version}"))
}
