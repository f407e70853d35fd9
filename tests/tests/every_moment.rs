//! I2 as a reviewer meets it: whichever way one comes to a moment, it is the board that folding from zero makes. At every entry of
//! the golden recordings and at random moments of simulated ones; forwards, backwards, from anywhere, and while playing at any
//! speed, with loops. `SEED=7 cargo test -p tests --test every_moment` replays one simulated room.

use std::{fs, path::Path};

use board::{
    Board, Entry,
    import::json_lines,
    moments::{Span, idle_spans},
    playback::{Playback, PlaybackCommand, SPEEDS},
    recording::Seq,
    replay::Timeline,
    time::Millis,
    unfold::Unfolding,
};
use tests::simulation::World;

/// Random moments of a simulated room.
const MOMENTS: usize = 100;
/// The same of all of them in a row.
const MOMENTS_IN_A_ROW: usize = 1_000;
const ROOMS: u64 = 20;
const OPERATIONS: usize = 400;
/// Milliseconds of a frame while playing.
const FRAME: u64 = 16;

/// A board that goes where a playhead goes, as the player lets it.
struct Follower<'a> {
    timeline: &'a Timeline,
    board: Board,
    seq: Seq,
}

impl Follower<'_> {
    fn new(timeline: &Timeline) -> Follower<'_> {
        Follower {
            timeline,
            board: Board::default(),
            seq: Seq(0),
        }
    }

    fn go_to(&mut self, seq: Seq) -> &Board {
        if seq >= self.seq {
            self.timeline.forward(&mut self.board, self.seq, seq);
        } else {
            self.board = self.timeline.at_seq(seq);
        }
        self.seq = seq;
        &self.board
    }
}

/// Boards after 0, 1, 2 … entries, by nothing but applying.
fn folded(entries: &[Entry]) -> Vec<Board> {
    let mut board = Board::default();
    let mut boards = vec![board.clone()];
    for entry in entries {
        let _ = board.apply(entry.actor, &entry.op);
        boards.push(board.clone());
    }
    boards
}

/// Numbers that look random, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

fn golden() -> Vec<(String, Vec<Entry>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/v0");
    let files = fs::read_dir(folder)
        .expect("the golden recordings have a folder")
        .map(|file| file.expect("a folder can be listed").path());
    let lines = files.filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let read = lines.map(|path| {
        let entries = json_lines::read(&fs::read_to_string(&path).expect("a golden recording can be read"))
            .expect("a golden recording is sound")
            .entries;
        (path.display().to_string(), entries)
    });
    read.collect()
}

/// Every entry, reached in the given order of numbers.
fn check_way(name: &str, timeline: &Timeline, truth: &[Board], way: impl Iterator<Item = usize>) {
    let mut follower = Follower::new(timeline);
    for seq in way {
        let before = follower.seq;
        let board = follower.go_to(Seq(seq as u64));
        assert_eq!(*board, truth[seq], "{name}: from {before:?} to {seq}");
        assert_eq!(timeline.at_seq(Seq(seq as u64)), truth[seq], "{name}: at {seq}");
    }
}

/// Plays to the end and compares every frame; nothing that was recorded is passed over.
fn check_playing(name: &str, entries: &[Entry], truth: &[Board], speed: u32, looped: Option<Span>) {
    let timeline = Timeline::new(entries.to_vec()).expect("the entries are in order");
    let unfolding = Unfolding::new(entries);
    let mut playback = Playback::new(timeline.duration(), idle_spans(entries));
    for command in [
        PlaybackCommand::Speed(speed),
        PlaybackCommand::Loop(looped),
        PlaybackCommand::Play,
    ] {
        playback.command(command);
    }
    let mut follower = Follower::new(&timeline);
    let mut frames = 0_u64;
    while playback.playing() {
        playback.tick(FRAME);
        let at = playback.at();
        let seq = timeline.seq_at(at);
        // Between two entries nothing is new but what has begun.
        let is_new = seq != follower.seq;
        let board = follower.go_to(seq);
        let shown = unfolding.show(entries, board, at);
        if is_new {
            assert_eq!(*board, truth[seq.0 as usize], "{name}: playing at {speed} % at {at:?}");
            // What has begun by then is only shown: the board itself stays what it is.
            assert!(shown.pieces > 0 || shown.board == *board, "{name}: at {at:?}");
        }
        frames += 1;
        if frames == 400 {
            // Loops never end by themselves.
            playback.command(PlaybackCommand::Loop(None));
        }
    }
    assert_eq!(playback.at(), timeline.duration(), "{name}: at {speed} %");
    assert_eq!(
        follower.board,
        *truth.last().expect("a board before and after each entry"),
        "{name}: the end at {speed} %"
    );
}

#[test]
fn i2_holds_at_every_entry_of_the_golden_recordings() {
    let recordings = golden();
    assert!(recordings.len() >= 5, "the golden recordings are not where they were");
    for (name, entries) in recordings {
        let (timeline, truth) = (Timeline::new(entries.clone()).unwrap(), folded(&entries));
        let last = entries.len();
        check_way(&name, &timeline, &truth, 0..=last);
        check_way(&name, &timeline, &truth, (0..=last).rev());
        let mut dice = Dice(last as u64);
        check_way(
            &name,
            &timeline,
            &truth,
            (0..200).map(|_| dice.below(last as u64 + 1) as usize),
        );
        for speed in SPEEDS.into_iter().filter(|speed| *speed >= 100) {
            check_playing(&name, &entries, &truth, speed, None);
        }
    }
}

#[test]
fn i2_holds_at_random_moments_of_simulated_rooms() {
    let seeds = match std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None => 0..ROOMS,
    };
    let is_alone = seeds.end - seeds.start == 1;
    let mut in_a_row: Vec<Entry> = Vec::new();
    for seed in seeds {
        let name = format!("SEED={seed}");
        let mut world = World::new(seed);
        (0..OPERATIONS).for_each(|_| world.step());
        world.settle_and_check();
        let entries = world.entries();
        let (timeline, truth) = (Timeline::new(entries.clone()).unwrap(), folded(&entries));
        check_random(&name, &timeline, &truth, (Dice(seed), MOMENTS));
        let half = Millis(timeline.duration().0 / 2);
        let looped = Some(Span {
            from: Millis(half.0 / 2),
            to: half,
        });
        check_playing(&name, &entries, &truth, 100, looped);
        // One recording that is long enough for checkpoints; what another room's board refuses changes nothing.
        let after = in_a_row.last().map_or(Millis(0), |last| last.at);
        for mut entry in entries {
            entry.seq = Seq(in_a_row.len() as u64 + 1);
            entry.at = after + entry.at;
            in_a_row.push(entry);
        }
    }
    if is_alone {
        return;
    }
    let once = in_a_row.clone();
    for mut entry in std::iter::repeat_n(once, 3).flatten() {
        entry.seq = Seq(in_a_row.len() as u64 + 1);
        entry.at = in_a_row.last().map_or(Millis(0), |last| last.at) + Millis(entry.seq.0 % 7);
        in_a_row.push(entry);
    }
    let (timeline, truth) = (Timeline::new(in_a_row.clone()).unwrap(), folded(&in_a_row));
    assert!(timeline.checkpoints().len() > 2, "{} entries", in_a_row.len());
    check_random("all in a row", &timeline, &truth, (Dice(0), MOMENTS_IN_A_ROW));
    check_playing("all in a row", &in_a_row, &truth, 3_200, None);
}

/// Random moments, each reached from the one before, and then a little on and back again, as a hand does it.
fn check_random(name: &str, timeline: &Timeline, truth: &[Board], (mut dice, n_moments): (Dice, usize)) {
    let mut follower = Follower::new(timeline);
    let last = truth.len() as u64 - 1;
    for _ in 0..n_moments {
        let at = Millis(dice.below(timeline.duration().0 + 1_000));
        let seq = timeline.seq_at(at);
        let expected = &truth[seq.0 as usize];
        assert_eq!(timeline.at(at), *expected, "{name}: at {at:?}");
        assert_eq!(follower.go_to(seq), expected, "{name}: gone to {at:?}");
        for near in [seq.0.saturating_sub(3), (seq.0 + 5).min(last), seq.0] {
            assert_eq!(*follower.go_to(Seq(near)), truth[near as usize], "{name}: near {at:?}");
        }
    }
}
