//! Read-only hands: words in the bar for whom it concerns, and the host's switches.

use interview::{
    hands::{Hands, Held},
    seat::Role,
};
use leptos::prelude::*;

use crate::{
    api,
    session::Session,
    ui::{Check, Deed, Icon, Message, Tone},
};

/// In the bar, while one's own hands are read-only.
#[component]
pub fn HandsSign() -> impl IntoView {
    let session = expect_context::<Session>();
    let held = Memo::new(move |_| {
        let role = session.role().get();
        let ended = session.round().get().ended_at.is_some();
        let could = role.is_some_and(|role| role.rights().draw);
        let known = session.rights().get().chat;
        could && known && !ended && !session.rights().get().draw
    });
    let words = move || {
        if session.role().get() == Some(Role::Host) {
            "The interviewers' hands are read-only, yours too. Give them back under People."
        } else {
            "The host has made your hands read-only for now: look around, point with the laser and chat; drawing and typing wait."
        }
    };
    view! {
        <span role="status" class="hands-sign">
            <Show when=move || held.get()>
                <span class="hands-words" title=words>
                    <Icon name="lock" />
                    <span class="cut" data-short="Read-only">"Read-only for now"</span>
                    <span class="visually-hidden">{words}</span>
                </span>
            </Show>
        </span>
    }
}

/// The host's switches.
#[component]
pub fn HandsPanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let held = RwSignal::new(Held::default());
    let (room, seat) = (session.room(), session.seat());
    let (asked, deed) = (Deed::new(), Deed::new());
    let seat_of_read = seat.clone();
    asked.run(
        async move { api::seats::hands(room, &seat_of_read).await },
        move |now| {
            held.try_set(now);
        },
    );
    let hold = move |whose: Hands, read_only: bool| {
        let seat = seat.clone();
        let work = async move { api::seats::hold_hands(room, &seat, whose, read_only).await };
        deed.run(work, move |now| held.set(now));
    };
    let switch = move |whose: Hands, words: &'static str| {
        let hold = hold.clone();
        view! {
            <Check
                checked=Signal::derive(move || held.get().holds(whose))
                on_change=move |read_only: bool| hold(whose, read_only)
            >
                {words}
            </Check>
        }
    };
    view! {
        <fieldset class="checks">
            <legend>"Read-only for now"</legend>
            {switch(Hands::Candidate, "The candidate's hands")}
            {switch(Hands::Interviewers, "The interviewers' hands, yours too")}
            <Message tone=Tone::Problem text=Signal::derive(move || asked.error().get().or(deed.error().get())) />
        </fieldset>
    }
}
