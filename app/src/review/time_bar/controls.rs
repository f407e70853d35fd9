//! The row above the bar: play, what one stops at, the true time, speed, idle stretches, the loop, the zoom, the keys. In a
//! narrow window it takes two rows.

use board::playback::{PlaybackCommand, SPEEDS};
use leptos::prelude::*;

use super::legend::Legend;
use crate::{
    decimal::fixed,
    review::{
        Review,
        bar::{Bar, Looping},
        stops::Stop,
        story,
        voices::VoiceControls,
    },
    shortcuts::SingleKeys,
    ui::{Icon, IconButton, Menu, MenuItem, MenuLine},
};

/// The row.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let player = expect_context::<Review>().player;
    let bar = expect_context::<Bar>();
    let playing = player.playing();
    let play_icon = Signal::derive(move || if playing.get() { "pause" } else { "play" });
    let play_words = Signal::derive(move || if playing.get() { "Pause" } else { "Play" }.to_owned());
    let total = player.duration().clock();
    let clock = Memo::new(move |_| player.playhead().get().clock());
    view! {
        <div class="time-controls" data-tooltips="above">
            <IconButton
                class="time-play"
                icon=play_icon
                label=play_words
                key="Space"
                on_press=move || player.command(PlaybackCommand::Toggle)
            />
            <IconButton icon="skip-back" label="Previous stop" key="[" on_press=move || bar.to_stop(false) />
            <IconButton icon="skip-forward" label="Next stop" key="]" on_press=move || bar.to_stop(true) />
            <StopsMenu />
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
            <LoopButton />
            <span class="time-space"></span>
            <VoiceControls />
            <Legend />
            <ZoomOfBar />
            <KeysButton />
        </div>
    }
}

/// What the previous and the next stop are.
#[component]
fn StopsMenu() -> impl IntoView {
    let review = expect_context::<Review>();
    let bar = expect_context::<Bar>();
    let item = move |stop: Stop, words: String| {
        let checked = Signal::derive(move || bar.stops_at(stop));
        view! {
            <MenuItem checked on_press=move || bar.toggle_stop(stop)>
                {words}
            </MenuItem>
        }
    };
    let people = move || {
        let opened = review.opened();
        let people = bar.people();
        let items = people.into_iter().map(move |actor| {
            let name = story::name_of(actor, &opened.header.people);
            item(Stop::Person(actor), format!("Where {name} begins"))
        });
        items.collect_view()
    };
    let of_moments = move || {
        let words = |stop: Stop| match stop {
            Stop::Notes => "Notes",
            Stop::Marks => "Marks and hints",
            Stop::Cards => "Decisions and assumptions",
            Stop::Phases => "Chapters",
            Stop::Chat => "Chat",
            Stop::Events => "Pauses and connections",
            Stop::Person(_) => "",
        };
        Stop::OF_MOMENTS
            .into_iter()
            .map(|stop| item(stop, words(stop).to_owned()))
            .collect_view()
    };
    view! {
        <Menu
            label="Stops of [ and ]".to_owned()
            class="button button-quiet time-stops"
            face=|| view! { <Icon name="list-filter" /> }.into_any()
        >
            {of_moments()}
            <MenuLine />
            {people()}
        </Menu>
    }
}

#[component]
fn SpeedMenu() -> impl IntoView {
    let player = expect_context::<Review>().player;
    let speed = player.speed_percent();
    let label = Signal::derive(move || format!("Speed, now {}", speed_words(speed.get())));
    view! {
        <Menu label class="button button-quiet time-speed" face=move || (move || speed_words(speed.get())).into_any()>
            {SPEEDS
                .into_iter()
                .rev()
                .map(|percent| {
                    let mark = move || (speed.get() == percent).then(|| view! { <Icon name="check" /> });
                    view! {
                        <MenuItem on_press=move || player.command(PlaybackCommand::Speed(percent))>
                            {speed_words(percent)} {mark}
                        </MenuItem>
                    }
                })
                .collect_view()}
        </Menu>
    }
}

/// `0.25×`, `1×`, `32×`.
/// A speed as it is written.
pub(in crate::review) fn speed_words(percent: u32) -> String {
    let speed = fixed(f64::from(percent) / 100.0, 2);
    format!("{}×", speed.trim_end_matches('0').trim_end_matches('.'))
}

/// Marks a stretch to be played again and again; tells how far one is with that.
#[component]
fn LoopButton() -> impl IntoView {
    let bar = expect_context::<Bar>();
    let looping = Memo::new(move |_| bar.looping());
    let words = move || match looping.get() {
        Looping::Off => "Loop".to_owned(),
        Looping::Begun(at) => format!("Loop from {} to …", at.clock()),
        Looping::On(span) => format!("Loop {} to {}", span.from.clock(), span.to.clock()),
    };
    let state = move || match looping.get() {
        Looping::Off => "off",
        Looping::Begun(_) => "begun",
        Looping::On(_) => "on",
    };
    view! {
        <button
            type="button"
            class="button button-quiet time-loop"
            data-loop=state
            aria-keyshortcuts="R"
            title="Marks the playhead as the beginning of a loop, then as its end; or drag over the bar with Shift (R)"
            on:click=move |_| bar.go_on_looping()
        >
            <Icon name="repeat" />
            <span>{words}</span>
        </button>
        <span class="visually-hidden" role="status">
            {move || if looping.get() == Looping::Off { "No loop".to_owned() } else { words() }}
        </span>
    }
}

/// Which stretch the bar shows, and the way back to all of it.
#[component]
fn ZoomOfBar() -> impl IntoView {
    let bar = expect_context::<Bar>();
    let window = bar.window();
    let is_whole = Memo::new(move |_| window.get().is_whole());
    let words = Memo::new(move |_| {
        let span = window.get().span();
        format!("{} to {}", span.from.clock(), span.to.clock())
    });
    view! {
        <div class="time-zoom" role="group" aria-label="Stretch shown by the time bar">
            <p class="time-zoom-words" role="status">{move || (!is_whole.get()).then(|| words.get())}</p>
            <IconButton
                icon="minus"
                label="Longer stretch"
                key="-"
                enabled=Signal::derive(move || !is_whole.get())
                on_press=move || bar.zoom(false)
            />
            <IconButton icon="plus" label="Shorter stretch" key="+" on_press=move || bar.zoom(true) />
            <IconButton
                icon="maximize"
                label="Whole recording"
                enabled=Signal::derive(move || !is_whole.get())
                on_press=move || bar.show_whole()
            />
        </div>
    }
}

/// The list of keys; says so while single letters do nothing.
#[component]
fn KeysButton() -> impl IntoView {
    let review = expect_context::<Review>();
    let single = expect_context::<SingleKeys>();
    let label = Signal::derive(move || {
        if single.tracked() {
            "Keys".to_owned()
        } else {
            "Keys; single letters are off".to_owned()
        }
    });
    let told = move || (!single.tracked()).then_some("Single letters are off");
    view! {
        <p class="time-keys-off" role="status">{told}</p>
        <IconButton icon="keyboard" label key="?" on_press=move || review.help.set(true) />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_written_as_short_as_they_are() {
        assert_eq!([25, 50, 100, 3_200].map(speed_words), ["0.25×", "0.5×", "1×", "32×"]);
    }
}
