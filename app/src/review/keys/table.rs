//! Every key of a review: its name, what it does in words, and what it does. Whoever adds a key adds a row; the listener and the
//! help are made from it.

use board::{
    playback::{PlaybackCommand, next_speed},
    time::Millis,
};
use interview::note::NoteKind;
use leptos::prelude::*;

use crate::{
    review::{
        Review, bar::Bar, faces::Blindness, led::Led, looked::Looked, notes::ReviewNotes, searching::Searching, things,
        voices::Voices,
    },
    shortcuts::SingleKeys,
};

/// What keys are about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Group {
    /// Time runs.
    Playing,
    /// From moment to moment.
    Going,
    /// What is looked at, and how.
    Looking,
    /// What only oneself sees.
    Private,
    /// The keys themselves.
    Keys,
}

impl Group {
    /// In the order in which they are shown.
    pub(super) const ALL: [Group; 5] = [
        Group::Playing,
        Group::Going,
        Group::Looking,
        Group::Private,
        Group::Keys,
    ];

    /// Its heading.
    pub(super) fn words(self) -> &'static str {
        match self {
            Group::Playing => "Playing",
            Group::Going => "Through time",
            Group::Looking => "Looking",
            Group::Private => "Only you",
            Group::Keys => "Keys",
        }
    }
}

/// Keys that belong together, and what they do.
#[derive(Debug)]
pub(super) struct Row {
    /// Which heading it stands under.
    pub(super) group: Group,
    /// The keys.
    pub(super) keys: &'static [Key],
    /// What they do.
    pub(super) words: &'static str,
}

/// One key.
#[derive(Debug)]
pub(super) struct Key {
    /// As browsers name it behind what is held: `Shift+ArrowLeft`, `X`; `Space`, and `0–9` or `1–9` for digits.
    pub(super) name: &'static str,
    /// What it does.
    pub(super) deed: Deed,
}

/// What a key does. It finds in context what the page of the review has put there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    /// Once, however long it is held.
    Once(fn(Review)),
    /// Again and again while it is held.
    Again(fn(Review)),
    /// Something with its digit.
    Numbered(fn(Review, u8)),
}

impl Deed {
    pub(super) fn may_repeat(self) -> bool {
        match self {
            Deed::Again(_) => true,
            Deed::Once(_) | Deed::Numbered(_) => false,
        }
    }
}

const fn row(group: Group, keys: &'static [Key], words: &'static str) -> Row {
    Row { group, keys, words }
}

const fn once(name: &'static str, deed: fn(Review)) -> Key {
    Key {
        name,
        deed: Deed::Once(deed),
    }
}

const fn again(name: &'static str, deed: fn(Review)) -> Key {
    Key {
        name,
        deed: Deed::Again(deed),
    }
}

const fn numbered(name: &'static str, deed: fn(Review, u8)) -> Key {
    Key {
        name,
        deed: Deed::Numbered(deed),
    }
}

/// All of them.
pub(super) const TABLE: &[Row] = &[
    row(
        Group::Playing,
        &[once("Space", play_or_pause), once("K", play_or_pause)],
        "Play or pause",
    ),
    row(
        Group::Playing,
        &[
            again("<", |review| another_speed(review, false)),
            again(">", |review| another_speed(review, true)),
        ],
        "Slower or faster",
    ),
    row(Group::Playing, &[once("I", skip_idle)], "Skip idle stretches or not"),
    row(
        Group::Playing,
        &[once("R", |_| bar().go_on_looping())],
        "Loop from here; again: to here; again: no loop",
    ),
    row(
        Group::Going,
        &[
            again("ArrowLeft", |review| go_by(review, -5_000)),
            again("ArrowRight", |review| go_by(review, 5_000)),
        ],
        "5 seconds back or on",
    ),
    row(
        Group::Going,
        &[
            again("J", |review| go_by(review, -10_000)),
            again("L", |review| go_by(review, 10_000)),
        ],
        "10 seconds back or on",
    ),
    row(
        Group::Going,
        &[
            again("Shift+ArrowLeft", |_| bar().to_activity(false)),
            again("Shift+ArrowRight", |_| bar().to_activity(true)),
        ],
        "To where something begins to happen, before or next",
    ),
    row(
        Group::Going,
        &[again(",", |_| bar().step(false)), again(".", |_| bar().step(true))],
        "One edit back or on: a stroke, some letters, a change",
    ),
    row(
        Group::Going,
        &[
            again("[", |_| bar().to_stop(false)),
            again("]", |_| bar().to_stop(true)),
        ],
        "Previous or next note, mark, card or whatever is chosen under Stops",
    ),
    row(
        Group::Going,
        &[numbered("0–9", to_tenth)],
        "To a tenth of the recording",
    ),
    row(
        Group::Going,
        &[
            once("Home", |review| to_tenth(review, 0)),
            once("End", |review| to_tenth(review, 10)),
        ],
        "To the beginning or the end",
    ),
    row(
        Group::Looking,
        &[again("+", |_| bar().zoom(true)), again("-", |_| bar().zoom(false))],
        "The time bar nearer or farther",
    ),
    row(
        Group::Looking,
        &[numbered("Alt+1–9", |_, number| bar().toggle_lane_number(number))],
        "A person's lane out of sight or back; stepping passes over who is out of sight",
    ),
    row(
        Group::Going,
        &[once("/", |_| expect_context::<Searching>().ask())],
        "Search notes, cards, board and code at any time of the round",
    ),
    row(
        Group::Private,
        &[once("N", |_| notes().begin_writing())],
        "A note here; time stops while you write",
    ),
    row(
        Group::Private,
        &[
            once("M", |_| notes().mark(NoteKind::Mark)),
            once("Shift+M", |_| notes().mark(NoteKind::Hint)),
        ],
        "A mark here; with Shift: a hint was given",
    ),
    row(
        Group::Going,
        &[
            once("X", |_| things::keys::to_correction(true)),
            once("Shift+X", |_| things::keys::to_correction(false)),
        ],
        "Next or previous correction: own work erased, rewritten or re-routed",
    ),
    row(
        Group::Looking,
        &[once("H", |_| things::keys::show_history())],
        "History of what is chosen on the board or marked in the code; Esc closes it",
    ),
    row(
        Group::Looking,
        &[once("G", |_| things::keys::toggle_ghosts())],
        "Ghosts of what was removed, or none",
    ),
    row(
        Group::Looking,
        &[
            once("C", |_| things::keys::compare()),
            once("Shift+C", |_| things::keys::compare_whole()),
        ],
        "Pin this moment, then compare it with another; the beginning with the end",
    ),
    row(
        Group::Playing,
        &[once("V", |_| expect_context::<Voices>().toggle())],
        "Voices on or off",
    ),
    row(
        Group::Looking,
        &[once("F", |_| looked().follow_next())],
        "Follow somebody's view: whom one followed last, then the next",
    ),
    row(
        Group::Looking,
        &[once("Escape", |_| looked().follow(None))],
        "Look around freely",
    ),
    row(
        Group::Looking,
        &[once("T", |_| expect_context::<Led>().toggle())],
        "Follow whoever leads the replay, or leave them",
    ),
    row(
        Group::Looking,
        &[once("B", |review| {
            expect_context::<Blindness>().toggle(review.player);
        })],
        "Neutral names and colours, or as they are",
    ),
    row(
        Group::Keys,
        &[once("S", no_single_keys)],
        "No single letters as keys; Space, arrows and the like go on",
    ),
    row(Group::Keys, &[once("?", |review| review.help.set(true))], "These keys"),
];

fn notes() -> ReviewNotes {
    expect_context::<ReviewNotes>()
}

fn bar() -> Bar {
    expect_context::<Bar>()
}

fn looked() -> Looked {
    expect_context::<Looked>()
}

fn play_or_pause(review: Review) {
    review.player.command(PlaybackCommand::Toggle);
}

fn another_speed(review: Review, faster: bool) {
    let speed = next_speed(review.player.speed_percent().get_untracked(), faster);
    review.player.command(PlaybackCommand::Speed(speed));
}

fn skip_idle(review: Review) {
    let skips = review.player.skips_idle().get_untracked();
    review.player.command(PlaybackCommand::SkipIdle(!skips));
}

fn go_by(review: Review, millis: i64) {
    review.player.command(PlaybackCommand::SeekBy(millis));
}

fn to_tenth(review: Review, tenth: u8) {
    let at = Millis(review.player.duration().0 * u64::from(tenth) / 10);
    review.player.command(PlaybackCommand::Seek(at));
}

/// Only off: on again is no single key, or whoever speaks to the computer could not keep them off.
fn no_single_keys(_review: Review) {
    expect_context::<SingleKeys>().set(false);
}
