//! The truth at a glance: saved or not, recorded or not, how much time is left; in words and signs, never by colour alone.

mod calm;
pub mod closed;
pub mod ending;

use std::time::Duration;

use board::{
    protocol::{Control, RoundState},
    time::Millis,
};
use leptos::prelude::*;

use crate::{
    outbox::Keeping,
    session::{ConnectionState, Session},
    socket::Way,
    ui::{Icon, IconButton},
};

const TICK: Duration = Duration::from_secs(1);
/// From here on the time left is worth a stronger look.
const NEARLY_OVER: Millis = Millis(5 * 60 * 1000);
/// Of a connection that does without a WebSocket.
const ROUNDABOUT: &str = "This network refuses WebSockets, so everything travels by plain web requests: it works the same, \
    and others may see your strokes a little later.";

/// What to say of the connection and of changes not yet acknowledged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Saying {
    /// The sign.
    pub icon: &'static str,
    /// In a few words, for the bar.
    pub words: String,
    /// In a word or two, for the bar of a narrow window.
    pub short: String,
    /// What it means and what to do, where that is not plain.
    pub more: Option<String>,
    /// How much it matters.
    pub weight: Weight,
}

/// How much something matters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Weight {
    /// All is well.
    Calm,
    /// Work goes on; something waits.
    Waiting,
    /// Something needs the person.
    Urgent,
}

impl Weight {
    fn key(self) -> &'static str {
        match self {
            Weight::Calm => "calm",
            Weight::Waiting => "waiting",
            Weight::Urgent => "urgent",
        }
    }
}

/// The words for a connection, the changes that wait, and whether a reload would keep them.
pub fn saying(connection: &ConnectionState, n_unsaved: usize, keeping: Keeping) -> Saying {
    let lost_on_reload = (n_unsaved > 0).then(|| why_not_kept(keeping)).flatten();
    let say = |icon, words: String, short: String, weight| Saying {
        icon,
        words,
        short,
        more: lost_on_reload.map(str::to_owned),
        weight,
    };
    let number = n_unsaved;
    match (connection, number) {
        (ConnectionState::Connecting, 0) => say(
            "wifi",
            "Connecting…".to_owned(),
            "Connecting".to_owned(),
            Weight::Waiting,
        ),
        (ConnectionState::Connecting, _) => {
            let words = format!("Connecting… {} kept", changes(number));
            say("wifi", words, format!("{number} kept"), Weight::Waiting)
        }
        (ConnectionState::Live, 0) => say("check", "Saved".to_owned(), "Saved".to_owned(), Weight::Calm),
        (ConnectionState::Live, _) => {
            let words = format!("{} waiting", changes(number));
            say("clock", words, format!("{number} waiting"), Weight::Calm)
        }
        (ConnectionState::Offline { .. }, 0) => say(
            "wifi-off",
            "Offline – keep working".to_owned(),
            "Offline".to_owned(),
            Weight::Waiting,
        ),
        (ConnectionState::Offline { .. }, _) => {
            let verb = if number == 1 { "is" } else { "are" };
            let words = format!("Offline – keep working, {} {verb} kept", changes(number));
            say("wifi-off", words, format!("Offline, {number} kept"), Weight::Waiting)
        }
        (ConnectionState::Closed(problem), _) => Saying {
            icon: "alert-triangle",
            words: "Disconnected".to_owned(),
            short: "Disconnected".to_owned(),
            more: Some(problem.message.clone()),
            weight: Weight::Urgent,
        },
    }
}

/// The state of one's own work.
#[component]
pub fn SavedState() -> impl IntoView {
    let session = expect_context::<Session>();
    let n_unsaved = calm::calmed(session.unsaved());
    let said = Memo::new(move |_| saying(&session.connection().read(), n_unsaved.get(), session.keeping().get()));
    let is_live = move || session.connection().get() == ConnectionState::Live;
    let roundabout = move || (is_live() && session.way().get() == Way::Posts).then_some(ROUNDABOUT);
    view! {
        <span
            class="status"
            role="status"
            data-weight=move || said.read().weight.key()
            // A tooltip only: read aloud with every change of the words, it would be in the way.
            title=move || said.read().more.clone().or_else(|| roundabout().map(str::to_owned))
        >
            <Icon name=Signal::derive(move || said.read().icon) />
            <span class="cut" data-short=move || said.read().short.clone()>{move || said.read().words.clone()}</span>
            {move || said.read().more.clone().map(|more| view! { <span class="visually-hidden">{more}</span> })}
        </span>
    }
}

/// Whether what is done is recorded.
#[component]
pub fn RecordingSign() -> impl IntoView {
    let round = expect_context::<Session>().round();
    view! {
        <span
            class="recording-sign cut"
            role="status"
            data-state=move || recording_key(round.get())
            data-short=move || recording_short(round.get())
        >
            {move || recording_words(round.get())}
        </span>
    }
}

/// The switch for who may pause the recording.
#[component]
pub fn PauseButton() -> impl IntoView {
    let session = expect_context::<Session>();
    let round = session.round();
    let paused = Signal::derive(move || round.get().paused_since.is_some());
    view! {
        <Show when=move || may_pause(session)>
            <IconButton
                icon=Signal::derive(move || if paused.get() { "circle-dot" } else { "pause" })
                label=Signal::derive(move || {
                    if paused.get() { "Record again" } else { "Pause the recording" }.to_owned()
                })
                on_press=move || pause_or_resume(session)
            />
        </Show>
    }
}

/// Whether the person may pause the recording as things are; tracked.
pub fn may_pause(session: Session) -> bool {
    session.rights().get().pause && session.round().get().ended_at.is_none()
}

/// Pauses the recording, or records again.
pub fn pause_or_resume(session: Session) {
    let is_paused = session.round().get_untracked().paused_since.is_some();
    session.control(if is_paused { Control::Resume } else { Control::Pause });
}

/// Time left of what was planned, else time since the first join.
#[component]
pub fn RoundClock(
    /// Minutes planned.
    minutes_planned: Option<u32>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let tick = RwSignal::new(0_u32);
    if let Ok(handle) = set_interval_with_handle(move || bump(tick), TICK) {
        on_cleanup(move || handle.clear());
    }
    let planned = minutes_planned.map(|minutes| Millis(u64::from(minutes) * 60_000));
    let shown = Memo::new(move |_| {
        tick.track();
        let now = session.round().get().ended_at.unwrap_or_else(|| session.now());
        clock_words(now, planned)
    });
    view! {
        <time class="round-clock" data-weight=move || shown.read().1.key() role="timer" aria-live="off">
            {move || shown.read().0.clone()}
        </time>
    }
}

fn bump(tick: RwSignal<u32>) {
    tick.try_update(|tick| *tick = tick.wrapping_add(1));
}

fn clock_words(now: Millis, planned: Option<Millis>) -> (String, Weight) {
    match planned {
        None => (now.clock(), Weight::Calm),
        Some(planned) if now > planned => (format!("{} over", (now - planned).clock()), Weight::Urgent),
        Some(planned) => {
            let left = planned - now;
            let weight = if left <= NEARLY_OVER {
                Weight::Waiting
            } else {
                Weight::Calm
            };
            (format!("{} left", left.clock()), weight)
        }
    }
}

fn recording_words(round: RoundState) -> String {
    match (round.ended_at, round.paused_since) {
        (Some(_), _) => "■ Ended".to_owned(),
        (None, Some(since)) => format!("‖ Not recorded since {}", since.clock()),
        (None, None) => "● Recording".to_owned(),
    }
}

fn recording_short(round: RoundState) -> &'static str {
    match (round.ended_at, round.paused_since) {
        (Some(_), _) => "■ Ended",
        (None, Some(_)) => "‖ Paused",
        (None, None) => "● Rec",
    }
}

fn recording_key(round: RoundState) -> &'static str {
    match (round.ended_at, round.paused_since) {
        (Some(_), _) => "ended",
        (None, Some(_)) => "paused",
        (None, None) => "recording",
    }
}

fn changes(number: usize) -> String {
    if number == 1 {
        "1 change".to_owned()
    } else {
        format!("{number} changes")
    }
}

fn why_not_kept(keeping: Keeping) -> Option<&'static str> {
    match keeping {
        Keeping::Kept => None,
        Keeping::NoStorage => Some("This browser keeps nothing: do not reload or close this page until it says Saved."),
        Keeping::NoLocks => {
            Some("This browser cannot hold a lock: do not reload or close this page until it says Saved.")
        }
        Keeping::Failed => {
            Some("This computer's storage is full: do not reload or close this page until it says Saved.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(connection: &ConnectionState, n_unsaved: usize) -> String {
        saying(connection, n_unsaved, Keeping::Kept).words
    }

    #[test]
    fn saved_is_said_only_when_everything_was_acknowledged() {
        assert_eq!(words(&ConnectionState::Live, 0), "Saved");
        assert_eq!(words(&ConnectionState::Live, 3), "3 changes waiting");
        let offline = ConnectionState::Offline { since_millis: 1 };
        assert_eq!(words(&offline, 0), "Offline – keep working");
        assert_eq!(words(&offline, 1), "Offline – keep working, 1 change is kept");
        assert_eq!(words(&offline, 3), "Offline – keep working, 3 changes are kept");
    }

    #[test]
    fn work_that_a_reload_would_lose_is_named() {
        let offline = ConnectionState::Offline { since_millis: 1 };
        assert!(saying(&offline, 1, Keeping::NoStorage).more.is_some());
        assert_eq!(saying(&offline, 0, Keeping::NoStorage).more, None);
    }

    #[test]
    fn the_clock_counts_down_and_then_over() {
        let planned = Some(Millis(50 * 60_000));
        assert_eq!(
            clock_words(Millis(18 * 60_000 + 40_000), planned),
            ("31:20 left".to_owned(), Weight::Calm)
        );
        assert_eq!(clock_words(Millis(46 * 60_000), planned).1, Weight::Waiting);
        assert_eq!(
            clock_words(Millis(53 * 60_000 + 10_000), planned),
            ("03:10 over".to_owned(), Weight::Urgent)
        );
        assert_eq!(clock_words(Millis(842_000), None), ("14:02".to_owned(), Weight::Calm));
    }

    #[test]
    fn a_pause_says_since_when() {
        let round = RoundState {
            paused_since: Some(Millis(842_000)),
            ..RoundState::default()
        };
        assert_eq!(recording_words(round), "‖ Not recorded since 14:02");
    }
}
