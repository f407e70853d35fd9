//! Playing one stretch on its own: what was said while something was drawn, or around a moment of the list.

use board::{moments::Span, playback::PlaybackCommand, time::Millis};
use leptos::prelude::*;

use super::{HEARD_PERCENT_MAX, Voices};
use crate::ui::{Button, Look};

/// People begin to speak a little before their hand moves, and end after it.
const AROUND: Millis = Millis(2_000);

/// What is being played on its own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Until {
    span: Span,
    /// Whether idle stretches were passed over before.
    skipped: bool,
}

/// Plays a stretch.
pub(super) fn play(voices: Voices, span: Span) {
    let player = voices.review.player;
    let span = Span {
        from: span.from - AROUND,
        to: (span.to + AROUND).min(player.duration()),
    };
    let skipped = player.skips_idle().get_untracked();
    voices.on.set(true);
    player.command(PlaybackCommand::SkipIdle(false));
    if player.speed_percent().get_untracked() > HEARD_PERCENT_MAX {
        player.command(PlaybackCommand::Speed(100));
    }
    player.command(PlaybackCommand::Seek(span.from));
    voices.until.set(Some(Until { span, skipped }));
    player.command(PlaybackCommand::Play);
}

/// Stops where the stretch ends; whoever goes elsewhere or stops has taken over.
pub(super) fn stop_at_the_end(voices: Voices) {
    let Some(until) = voices.until.get_untracked() else {
        return;
    };
    let player = voices.review.player;
    let at = player.playhead().get_untracked();
    let is_over = at >= until.span.to;
    let is_left = at < until.span.from || at > until.span.to + Millis(1_000);
    if !is_over && !is_left && player.playing().get_untracked() {
        return;
    }
    voices.until.set(None);
    if is_over && !is_left {
        player.command(PlaybackCommand::Pause);
    }
    player.command(PlaybackCommand::SkipIdle(until.skipped));
}

/// A button that plays what was said in a stretch; not there where nothing was.
#[component]
pub fn PlaySaid(
    /// When that about which it was said began.
    from: Millis,
    /// And ended.
    to: Millis,
) -> impl IntoView {
    use_context::<Voices>().map(|voices| view! { <Pressed voices from to /> })
}

#[component]
fn Pressed(voices: Voices, from: Millis, to: Millis) -> impl IntoView {
    let around = Span {
        from: from - AROUND,
        to: to + AROUND,
    };
    let is_there = Memo::new(move |_| voices.said_within(around));
    view! {
        <Show when=move || is_there.get()>
            <Button look=Look::Quiet icon="play" on_press=move || voices.play_span(from, to)>"Play what was said"</Button>
        </Show>
    }
}
