//! In the bar: that one's own voice is recorded, how loud it is and the press that stops it; and whose voice else is.

use board::actor::ActorIndex;
use leptos::prelude::*;

use super::{Standing, Voice};
use crate::ui::Icon;

/// The signs.
#[component]
pub fn VoiceSigns() -> impl IntoView {
    let voice = expect_context::<Voice>();
    let on = Memo::new(move |_| matches!(voice.standing.get(), Standing::On | Standing::Held));
    let others = Memo::new(move |_| others_words(&names(voice, &voice.recorded.read())));
    view! {
        <Show when=move || on.get()>
            <OwnSign />
        </Show>
        <span role="status" class="voice-others">
            {move || {
                others
                    .get()
                    .map(|words| view! { <Icon name="mic" /><span class="cut" data-short="Voice">{words}</span> })
            }}
        </span>
    }
}

#[component]
fn OwnSign() -> impl IntoView {
    let voice = expect_context::<Voice>();
    let held = move || voice.standing.get() == Standing::Held;
    let words = move || {
        if held() {
            "Your voice waits for the recording"
        } else {
            "Your voice is recorded"
        }
    };
    let waiting = move || match voice.told.waiting.get() {
        0 | 1 => None,
        number => Some(format!("{number} pieces of it wait for the network; they are kept.")),
    };
    view! {
        <span class="voice-own" data-held=move || held().to_string() title=waiting>
            <span role="status" class="voice-words">
                <Icon name="mic" />
                <span class="cut" data-short="Voice">{words}</span>
            </span>
            <span
                class="voice-meter"
                role="meter"
                aria-label="How loud you are"
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || voice.level.get().to_string()
            >
                <span style:width=move || format!("{}%", voice.level.get())></span>
            </span>
            <button type="button" class="button" aria-label="Stop recording my voice" on:click=move |_| voice.stop()>
                "Stop"
            </button>
        </span>
    }
}

/// What the others are called, without oneself.
fn names(voice: Voice, actors: &[ActorIndex]) -> Vec<String> {
    let (me, names) = (voice.session.me().get(), voice.session.names().get());
    let name_of = |actor: &ActorIndex| {
        let name = names.iter().find(|(known, _)| known == actor);
        name.map_or_else(|| format!("Person {}", actor.0), |(_, name)| name.clone())
    };
    actors.iter().filter(|actor| **actor != me).map(name_of).collect()
}

fn others_words(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(format!("{one}’s voice is recorded")),
        [all @ .., last] => Some(format!("The voices of {} and {last} are recorded", all.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_whose_voice_is_recorded_is_named() {
        let words = |names: &[&str]| others_words(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[]), None);
        assert_eq!(words(&["Ana"]).as_deref(), Some("Ana’s voice is recorded"));
        assert_eq!(
            words(&["Ana", "Mo", "Li"]).as_deref(),
            Some("The voices of Ana, Mo and Li are recorded")
        );
    }
}
