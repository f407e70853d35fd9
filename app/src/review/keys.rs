//! Which key does what in a review, and the dialog that explains it. Keys belong to whoever takes text or has the same key.

use board::{
    playback::{PlaybackCommand, SPEEDS},
    time::Millis,
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    review::{Review, story},
    ui::Dialog,
};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Toggle,
    SeekBy(i64),
    Step { forwards: bool },
    Moment { forwards: bool },
    Speed { faster: bool },
    ToPart(u8),
    SkipIdle,
    Help,
}

/// Listens while the page is there.
pub fn listen(review: Review) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        if let Some(deed) = deed_of(&key).filter(|_| is_ours(&event, &key)) {
            event.prevent_default();
            carry_out(review, deed);
        }
    });
    on_cleanup(move || listener.remove());
}

/// Another speed from those offered.
pub fn next_speed(percent: u32, faster: bool) -> u32 {
    let next = if faster {
        SPEEDS.into_iter().find(|speed| *speed > percent)
    } else {
        SPEEDS.into_iter().rev().find(|speed| *speed < percent)
    };
    next.unwrap_or(percent)
}

/// Stops and goes to the next note or marker, or to the one before.
pub fn to_moment(review: Review, forwards: bool) {
    let at = review.player.playhead().get_untracked();
    if let Some(at) = story::neighbour(&review.story(), at, forwards) {
        review.player.command(PlaybackCommand::Jump(at));
    }
}

/// Explains the keys.
#[component]
pub fn KeyHelp() -> impl IntoView {
    let review = expect_context::<Review>();
    const KEYS: [(&[&str], &str); 11] = [
        (&["Space", "K"], "Play or pause"),
        (&["←", "→"], "5 seconds back or on"),
        (&["J", "L"], "10 seconds back or on"),
        (&[",", "."], "One entry back or on"),
        (&["[", "]"], "Previous or next note or marker"),
        (&["<", ">"], "Slower or faster"),
        (&["0", "to", "9"], "To a tenth of the recording"),
        (&["Home", "End"], "To the beginning or the end"),
        (&["I"], "Skip idle stretches or not"),
        (&["V"], "Voices on or off"),
        (&["?"], "These keys"),
    ];
    view! {
        <Dialog open=review.help title="Keys of the review">
            <dl class="key-help">
                {KEYS
                    .into_iter()
                    .map(|(keys, words)| {
                        let keys = keys
                            .iter()
                            .map(|key| match *key {
                                "to" => view! { <span>"to"</span> }.into_any(),
                                key => view! { <kbd>{key}</kbd> }.into_any(),
                            })
                            .collect_view();
                        view! {
                            <dt>{keys}</dt>
                            <dd>{words}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
        </Dialog>
    }
}

fn deed_of(key: &str) -> Option<Deed> {
    let deed = match key {
        " " | "k" | "K" => Deed::Toggle,
        "ArrowLeft" => Deed::SeekBy(-5_000),
        "ArrowRight" => Deed::SeekBy(5_000),
        "j" | "J" => Deed::SeekBy(-10_000),
        "l" | "L" => Deed::SeekBy(10_000),
        "," => Deed::Step { forwards: false },
        "." => Deed::Step { forwards: true },
        "[" => Deed::Moment { forwards: false },
        "]" => Deed::Moment { forwards: true },
        "<" => Deed::Speed { faster: false },
        ">" => Deed::Speed { faster: true },
        "Home" => Deed::ToPart(0),
        "End" => Deed::ToPart(10),
        "i" | "I" => Deed::SkipIdle,
        "?" => Deed::Help,
        digit => Deed::ToPart(digit.parse().ok().filter(|tenth| *tenth < 10)?),
    };
    Some(deed)
}

fn carry_out(review: Review, deed: Deed) {
    let player = review.player;
    match deed {
        Deed::Toggle => player.command(PlaybackCommand::Toggle),
        Deed::SeekBy(millis) => player.command(PlaybackCommand::SeekBy(millis)),
        Deed::Step { forwards } => player.step(forwards),
        Deed::Moment { forwards } => to_moment(review, forwards),
        Deed::Speed { faster } => {
            let speed = next_speed(player.speed_percent().get_untracked(), faster);
            player.command(PlaybackCommand::Speed(speed));
        }
        Deed::ToPart(tenth) => {
            let at = Millis(player.duration().0 * u64::from(tenth) / 10);
            player.command(PlaybackCommand::Seek(at));
        }
        Deed::SkipIdle => player.command(PlaybackCommand::SkipIdle(!player.skips_idle().get_untracked())),
        Deed::Help => review.help.set(true),
    }
}

/// Whether nobody else has a claim on a key.
fn is_ours(event: &ev::KeyboardEvent, key: &str) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return false;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let within = |selector: &str| {
        target
            .as_ref()
            .is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
    };
    if within("input, textarea, select, [contenteditable=true], dialog, [role=menu], [role=separator]") {
        return false;
    }
    let presses = key == " " && within("button, a, summary");
    let moves_the_caret = matches!(key, "ArrowLeft" | "ArrowRight" | "Home" | "End") && within(".cm-editor");
    !presses && !moves_the_caret
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_tenths_and_other_keys_are_nobodys() {
        assert_eq!(deed_of("7"), Some(Deed::ToPart(7)));
        assert_eq!(deed_of("End"), Some(Deed::ToPart(10)));
        for key in ["10", "F5", "a", "", "Tab", "Escape", "-1"] {
            assert_eq!(deed_of(key), None, "{key}");
        }
    }

    #[test]
    fn speeds_stop_at_the_slowest_and_the_fastest() {
        assert_eq!((next_speed(100, true), next_speed(100, false)), (200, 50));
        assert_eq!((next_speed(3_200, true), next_speed(25, false)), (3_200, 25));
    }
}
