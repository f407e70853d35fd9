//! The end of a round (rule E1): the host sees who is out before confirming; everyone reads whether their work arrived; the
//! host can take the end back for ten minutes.

use board::{limits::GRACE_AFTER_END_MILLIS, protocol::Control, time::Millis};
use interview::seat::Role;
use leptos::prelude::*;

use crate::{
    people::{Presence, present},
    route::{Link, review_address},
    session::{ConnectionState, Session},
    status::closed::ClosedStrip,
    ui::{Button, Dialog, Icon, Look},
};

/// The host's button, which opens the [`EndDialog`].
#[component]
pub fn EndButton(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    view! {
        <Show when=move || may_end(session)>
            <Button on_press=move || open.set(true)>"End"</Button>
        </Show>
    }
}

/// Whether the person may end the round as things are; tracked.
pub fn may_end(session: Session) -> bool {
    session.rights().get().end && session.round().get().ended_at.is_none()
}

/// Whether the person may take the end back, once there is one; tracked.
pub fn may_reopen(session: Session) -> bool {
    let ended_at = session.round().get().ended_at;
    let since_end = ended_at.map_or(Millis(0), |ended_at| session.now() - ended_at);
    session.rights().get().end && since_end.0 < GRACE_AFTER_END_MILLIS
}

/// Takes the end back.
pub fn reopen(session: Session) {
    session.control(Control::Reopen);
}

/// Names who is out, and ends the round.
#[component]
pub fn EndDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let away = Memo::new(move |_| {
        let persons = present(&session.people().read());
        persons
            .into_iter()
            .filter(|person| person.away_since.is_some())
            .collect::<Vec<_>>()
    });
    let end = move || {
        session.control(Control::End);
        open.set(false);
    };
    let live = move || session.connection().get() == ConnectionState::Live;
    view! {
        <Dialog open title="End the round?">
            {move || {
                let away = away.get();
                if away.is_empty() {
                    view! { <p>"Everybody is connected. The board and the code can no longer be changed then."</p> }
                        .into_any()
                } else {
                    view! { <Missing away /> }.into_any()
                }
            }}
            <p class="quiet">"For ten minutes the end can be taken back."</p>
            <Show when=move || !live()>
                <p>"You are offline yourself: the round can be ended once you are connected again."</p>
            </Show>
            <div class="dialog-deeds">
                <Button on_press=move || open.set(false)>"Go on"</Button>
                <Button look=Look::Primary enabled=Signal::derive(live) on_press=end>"End the round"</Button>
            </div>
        </Dialog>
    }
}

#[component]
fn Missing(away: Vec<Presence>) -> impl IntoView {
    view! {
        <p>"Not everybody is connected:"</p>
        <ul class="ending-away">
            {away.into_iter().map(|person| view! { <li><Icon name="wifi-off" />{since_words(&person)}</li> }).collect_view()}
        </ul>
        <p>
            "What they made until now is taken when they are back: they get two minutes from then, ten at most from the end."
        </p>
    }
}

/// Strips under the bar: once the connection is down for good, and once the round was ended: what became of one's work, and what one can do.
#[component]
pub fn EndedStrip(
    /// Whether it is a room that somebody tries out alone: only there the seat opens the review.
    try_out: bool,
    /// Whether the server would let this browser in there.
    may_review: bool,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let round = session.round();
    let ended = move || round.get().ended_at.is_some();
    let can_review = move || may_review && session.role().get().is_some_and(Role::is_staff);
    let seat = try_out.then(|| session.seat());
    let review = StoredValue::new(review_address(session.room(), seat.as_deref()));
    view! {
        <ClosedStrip />
        <Show when=ended>
            <div class="ended" role="status">
                <Icon name="flag" />
                <span>{move || ended_words(session.unsaved().get(), round.get().locked)}</span>
                <span class="strip-deeds">
                    <Show when=move || may_reopen(session)>
                        <Button on_press=move || reopen(session)>"Reopen"</Button>
                    </Show>
                    <Show when=can_review>
                        <Link to=review.get_value() class="button">"Review"</Link>
                    </Show>
                </span>
            </div>
        </Show>
    }
}

fn since_words(person: &Presence) -> String {
    let since = person
        .away_since
        .map(|since| format!(" is out since {}", since.clock()))
        .unwrap_or_default();
    format!("{} ({}){since}", person.name, person.role)
}

fn ended_words(n_unsaved: usize, locked: bool) -> String {
    match (n_unsaved, locked) {
        (0, false) => "The round has ended. Everything you made has arrived.".to_owned(),
        (0, true) => "The round has ended and is closed. Everything you made has arrived.".to_owned(),
        (1, false) => "The round has ended. 1 change of yours is still on its way; leave this page open.".to_owned(),
        (number, false) => {
            format!("The round has ended. {number} changes of yours are still on their way; leave this page open.")
        }
        (number, true) => format!("The round is closed. {number} of your changes came too late and are not in it."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_arrived_is_said_only_when_nothing_waits() {
        assert!(ended_words(0, false).contains("Everything you made has arrived"));
        assert!(ended_words(2, false).contains("still on their way"));
        assert!(!ended_words(2, true).contains("has arrived"));
    }
}
