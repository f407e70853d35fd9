//! Read-only hands: words in the bar for whom it concerns and for who made them so, and the host's switches.

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

/// Whose hands are read-only, as the host knows it; in context of the room.
#[derive(Clone, Copy)]
pub struct HandsHeard {
    held: RwSignal<Held>,
    asked: Deed,
    /// How often a switch was pressed: what was asked before says nothing of after.
    n_pressed: StoredValue<usize>,
}

impl HandsHeard {
    /// Asks whenever the person becomes host or gets other rights, and puts itself into the context.
    pub fn provide(session: Session) {
        let heard = HandsHeard {
            held: RwSignal::default(),
            asked: Deed::new(),
            n_pressed: StoredValue::new(0),
        };
        Effect::new(move |_| {
            session.rights().track();
            if session.role().get() == Some(Role::Host) {
                heard.ask(session);
            }
        });
        provide_context(heard);
    }

    fn ask(self, session: Session) {
        let (room, seat) = (session.room(), session.seat());
        let work = async move { api::seats::hands(room, &seat).await };
        let n_pressed = self.n_pressed.get_value();
        self.asked.run(work, move |now| {
            if self.n_pressed.try_get_value() == Some(n_pressed) {
                self.take(now);
            }
        });
    }

    /// A switch that shows the same already stays as the hand left it.
    fn take(self, now: Held) {
        if self.held.try_get_untracked().is_some_and(|held| held != now) {
            self.held.set(now);
        }
    }
}

/// In the bar: while one's own hands are read-only, and for the host while the candidate's are.
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
    let heard = use_context::<HandsHeard>();
    let holds_candidate = Memo::new(move |_| {
        let is_host = session.role().get() == Some(Role::Host);
        let goes_on = session.round().get().ended_at.is_none();
        is_host && goes_on && heard.is_some_and(|heard| heard.held.get().candidate)
    });
    let of_candidate = "The candidate's hands are read-only. Give them back under People.";
    view! {
        <span role="status" class="hands-sign">
            <Show when=move || holds_candidate.get()>
                <span class="hands-held" title=of_candidate>
                    <Icon name="lock" />
                    <span class="cut" data-short="Hands off">"Candidate's hands are off"</span>
                    <span class="visually-hidden">{of_candidate}</span>
                </span>
            </Show>
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
    let heard = expect_context::<HandsHeard>();
    heard.ask(session);
    let HandsHeard { held, asked, n_pressed } = heard;
    let (room, seat) = (session.room(), session.seat());
    let deed = Deed::new();
    let hold = move |whose: Hands, read_only: bool| {
        let seat = seat.clone();
        n_pressed.update_value(|number| *number += 1);
        let work = async move { api::seats::hold_hands(room, &seat, whose, read_only).await };
        deed.run(work, move |now| heard.take(now));
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
