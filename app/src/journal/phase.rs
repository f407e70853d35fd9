//! The phases of the round: host and co-host announce them, everybody sees which one it is.

use board::{card::CardKind, limits::PHASE_CHARS};
use leptos::{ev, prelude::*};

use super::Journal;
use crate::{
    side::Side,
    ui::{Button, Icon},
};

/// What a round is often made of.
const SUGGESTED: [&str; 6] = ["Clarify", "Design", "Deep dive", "Code", "Trade-offs", "Questions"];

/// The present phase in the bar; a press opens the journal. Before the first there is nothing.
#[component]
pub fn PhaseSign() -> impl IntoView {
    let journal = expect_context::<Journal>();
    let sign = move |name: String| {
        let label = format!("Phase: {name}. Open the journal");
        let tooltip = name.clone();
        view! {
            <button
                type="button"
                class="phase-sign"
                aria-label=label
                title=tooltip
                on:click=move |_| journal.sides.toggle(Side::Journal)
            >
                <Icon name="bookmark" />
                <span class="phase-name">{name}</span>
            </button>
        }
    };
    move || journal.phase.get().map(sign)
}

/// Where a phase is announced.
#[component]
pub(super) fn Announcing() -> impl IntoView {
    let journal = expect_context::<Journal>();
    let name = RwSignal::new(String::new());
    let announce = move |phase: &str| {
        let phase = phase.trim();
        !phase.is_empty() && journal.put(CardKind::Phase(phase.to_owned()))
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if announce(&name.get_untracked()) {
            name.set(String::new());
        }
    };
    let suggested = move || {
        let present = journal.phase.get();
        let others = SUGGESTED.into_iter().filter(|phase| present.as_deref() != Some(phase));
        let chip = |phase: &'static str| {
            view! {
                <button type="button" class="chip" on:click=move |_| { announce(phase); }>
                    {phase}
                </button>
            }
        };
        others.map(chip).collect_view()
    };
    view! {
        <form class="journal-phase" aria-label="Announce a phase" on:submit=submit>
            <label class="journal-phase-name">
                <span class="visually-hidden">"Name of the phase"</span>
                <input
                    type="text"
                    placeholder="Next phase"
                    maxlength=PHASE_CHARS.to_string()
                    autocomplete="off"
                    prop:value=name
                    on:input:target=move |event| name.set(event.target().value())
                />
            </label>
            <Button submit=true icon="bookmark">"Announce"</Button>
            <div class="journal-suggested" role="group" aria-label="Often used">{suggested}</div>
        </form>
    }
}
