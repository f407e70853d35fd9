//! The question before anything is recorded, and what can be taken back: the consent, and what was said.

use leptos::prelude::*;

use super::{Standing, Voice};
use crate::ui::{Button, Dialog, IconButton, Look, Message, Tone};

/// Opens the dialog. Shown to whoever may have the own voice recorded, while the round goes on.
#[component]
pub fn VoiceButton() -> impl IntoView {
    let voice = expect_context::<Voice>();
    let on = Signal::derive(move || voice.standing.get() != Standing::Off);
    view! {
        <Show when=move || voice.may_now()>
            <IconButton icon="mic" label="Record my voice" pressed=on on_press=move || voice.ask() />
        </Show>
    }
}

/// The dialog.
#[component]
pub fn VoiceDialog() -> impl IntoView {
    let voice = expect_context::<Voice>();
    view! {
        <Dialog open=voice.asking title="Your voice" class="voice-dialog">
            <Asked />
        </Dialog>
    }
}

#[component]
fn Asked() -> impl IntoView {
    let voice = expect_context::<Voice>();
    let off = move || voice.standing.get() == Standing::Off;
    let starting = Signal::derive(move || voice.standing.get() == Standing::Starting);
    let consents = move || voice.own.get().consent;
    let said = move || voice.own.get().stored.0 > 0 || consents();
    let begin = move || {
        if voice.own.get_untracked().consent {
            voice.start();
        } else {
            voice.agree();
        }
    };
    view! {
        <p>"Your microphone can be recorded beside the board, so that a review hears what you said while you drew. It is up to you; the round goes on either way."</p>
        <ul class="voice-terms">
            <li>"Only this tab’s microphone is recorded. Nobody hears you through Chalkback: it makes no call."</li>
            <li>"Everybody here sees that your voice is recorded. It pauses and ends with the round’s recording."</li>
            <li>"Whoever may review this round can listen to it. Nothing is transcribed or judged, and it goes when the round is deleted."</li>
            <li>"One press stops it. You can take your consent back and delete what you said."</li>
        </ul>
        <Message tone=Tone::Problem text=voice.told.trouble />
        <div class="row voice-deeds">
            <Show when=move || off() || starting.get()>
                <Button look=Look::Primary icon="mic" busy=starting on_press=begin>
                    {move || if consents() { "Record my voice" } else { "I agree: record my voice" }}
                </Button>
            </Show>
            <Show when=move || !off() && !starting.get()>
                <Button look=Look::Primary icon="mic-off" on_press=move || voice.stop()>"Stop recording my voice"</Button>
            </Show>
            <Show when=consents>
                <Button on_press=move || voice.withdraw()>"Take my consent back"</Button>
            </Show>
            <Show when=said>
                <Button look=Look::Danger on_press=move || voice.delete()>"Delete what I said"</Button>
            </Show>
        </div>
    }
}
