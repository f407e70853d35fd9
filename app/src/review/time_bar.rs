//! Time, at the bottom of the page: play, speed, the true time, and below them the bar itself with everything that has a place on
//! it.

mod lanes;
mod track;

use board::{
    moments::{offline_spans, unrecorded_spans},
    playback::{PlaybackCommand, SPEEDS},
};
use leptos::prelude::*;

use self::track::Track;
use crate::{
    review::{Review, keys, voices::VoiceControls},
    ui::{Icon, IconButton, Menu, MenuItem},
};

/// Controls and bar.
#[component]
pub fn TimeBar() -> impl IntoView {
    let review = expect_context::<Review>();
    let player = review.player;
    let playing = player.playing();
    let play_icon = Signal::derive(move || if playing.get() { "pause" } else { "play" });
    let play_words = Signal::derive(move || if playing.get() { "Pause" } else { "Play" }.to_owned());
    let total = player.duration().clock();
    let clock = Memo::new(move |_| player.playhead().get().clock());
    view! {
        <section class="time-bar" aria-label="Time">
            <div class="time-controls" data-tooltips="above">
                <IconButton
                    class="time-play"
                    icon=play_icon
                    label=play_words
                    key="Space"
                    on_press=move || player.command(PlaybackCommand::Toggle)
                />
                <IconButton
                    icon="skip-back"
                    label="Previous note or marker"
                    key="["
                    on_press=move || keys::to_moment(review, false)
                />
                <IconButton
                    icon="skip-forward"
                    label="Next note or marker"
                    key="]"
                    on_press=move || keys::to_moment(review, true)
                />
                <p class="time-clock">
                    <span class="visually-hidden">"Time "</span>
                    <time>{clock}</time>
                    <span class="quiet">" / " {total}</span>
                </p>
                <SpeedMenu />
                <button
                    type="button"
                    class="button button-quiet time-idle"
                    aria-pressed=move || player.skips_idle().get().to_string()
                    aria-keyshortcuts="I"
                    title="Passes over stretches in which nothing happens (I)"
                    on:click=move |_| {
                        player.command(PlaybackCommand::SkipIdle(!player.skips_idle().get_untracked()));
                    }
                >
                    "Skip idle"
                </button>
                <span class="time-space"></span>
                <VoiceControls />
                <Legend />
                <IconButton icon="keyboard" label="Keys" key="?" on_press=move || review.help.set(true) />
            </div>
            <Track />
        </section>
    }
}

/// What the signs on the bar mean; only of those that are there.
#[component]
fn Legend() -> impl IntoView {
    let opened = expect_context::<Review>().opened();
    let entries = opened.timeline.entries();
    let signs = [
        (true, "time-legend-draws", "draws"),
        (true, "time-legend-types", "types"),
        (!unrecorded_spans(entries).is_empty(), "time-legend-gap", "not recorded"),
        (!offline_spans(entries).is_empty(), "time-legend-offline", "offline"),
    ];
    let signs = signs.into_iter().filter(|(is_there, _, _)| *is_there);
    let signs = signs
        .map(|(_, class, words)| view! { <span class=class></span> {words} })
        .collect_view();
    view! { <p class="time-legend" aria-hidden="true">{signs}</p> }
}

#[component]
fn SpeedMenu() -> impl IntoView {
    let player = expect_context::<Review>().player;
    let speed = player.speed_percent();
    let label = Signal::derive(move || format!("Speed, now {}", words(speed.get())));
    view! {
        <Menu label class="button button-quiet time-speed" face=move || (move || words(speed.get())).into_any()>
            {SPEEDS
                .into_iter()
                .rev()
                .map(|percent| {
                    let mark = move || (speed.get() == percent).then(|| view! { <Icon name="check" /> });
                    view! {
                        <MenuItem on_press=move || player.command(PlaybackCommand::Speed(percent))>
                            {words(percent)} {mark}
                        </MenuItem>
                    }
                })
                .collect_view()}
        </Menu>
    }
}

/// `0.25×`, `1×`, `32×`.
fn words(percent: u32) -> String {
    format!("{}×", f64::from(percent) / 100.0)
}
