//! Sound and transcript, in a panel over the right edge: how loud each voice is played, the files to take away, what was attached, and
//! the lines of a transcript.

use leptos::prelude::*;

use super::{
    Voices,
    attached::{AttachButton, AttachedRow},
    transcript::TranscriptLines,
};
use crate::{
    api,
    ui::{EmptyState, IconButton, Message, Tone},
};

/// What cannot be heard, while the panel does not say it.
#[component]
pub fn SoundFaults() -> impl IntoView {
    let voices = expect_context::<Voices>();
    let unheard = Signal::derive(move || voices.trouble.get().filter(|_| !voices.open.get()));
    view! { <Message tone=Tone::Problem text=unheard /> }
}

/// The panel, while it is open.
#[component]
pub fn SoundPanel() -> impl IntoView {
    let voices = expect_context::<Voices>();
    view! {
        <Show when=move || voices.open.get()>
            <aside class="side-panel voices-panel" aria-label="Sound and transcript">
                <header class="panel-head">
                    <h2>"Sound and transcript"</h2>
                    <IconButton icon="x" label="Close" on_press=move || voices.open.set(false) />
                </header>
                <Message tone=Tone::Problem text=voices.trouble />
                <Mixer />
                <Files />
            </aside>
        </Show>
    }
}

#[component]
fn Mixer() -> impl IntoView {
    let voices = expect_context::<Voices>();
    let rows = move || {
        voices
            .actors()
            .into_iter()
            .map(|actor| view! { <VoiceRow actor /> })
            .collect_view()
    };
    let none = move || !voices.any();
    view! {
        <ul class="voices-list" aria-label="Voices">{rows}</ul>
        <Show when=none>
            <div class="voices-attach"><EmptyState sentence="Nobody’s voice was recorded in this round. A recording of the call, or its transcript, can be attached." /></div>
        </Show>
    }
}

#[component]
fn VoiceRow(actor: u16) -> impl IntoView {
    let voices = expect_context::<Voices>();
    let name = voices.name_of(actor);
    let percent = move || voices.volumes.read().get(&actor).copied().unwrap_or(100);
    let change = move |percent: f64| {
        voices.volumes.update(|volumes| {
            volumes.insert(actor, percent as u32);
        });
        if let Some(hearing) = voices.hearing() {
            hearing.volume(&actor.to_string(), percent / 100.0);
        }
    };
    let address = format!(
        "/api/v1{}",
        api::voice::audio_path(voices.room, actor, voices.seat().as_deref())
    );
    view! {
        <li class="voices-row">
            <span class="voices-name">{name.clone()}</span>
            <a class="button button-quiet" href=address download="" aria-label=format!("Take away {name}’s voice")>"Take away"</a>
            <input
                type="range"
                min="0"
                max="100"
                aria-label=format!("Volume of {name}")
                prop:value=move || percent().to_string()
                on:input:target=move |event| change(event.target().value_as_number())
            />
        </li>
    }
}

#[component]
fn Files() -> impl IntoView {
    let voices = expect_context::<Voices>();
    let rows = move || {
        let all = voices.attached.get().into_iter();
        all.map(|attached| view! { <AttachedRow attached /> }).collect_view()
    };
    let transcripts = move || {
        let all = voices.attached.get().into_iter().filter(|attached| !attached.sounds());
        all.map(|attached| view! { <TranscriptLines attached /> })
            .collect_view()
    };
    view! {
        <ul class="voices-list" aria-label="Attached files">{rows}</ul>
        <div class="voices-attach"><AttachButton /></div>
        {transcripts}
    }
}
