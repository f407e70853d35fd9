//! Making a link for somebody, and showing it: once, because the server keeps only its hash.

use interview::{api::SeatLink, seat::Role};
use leptos::prelude::*;

use crate::{
    dom,
    people::seats_panel::SeatsHeard,
    ui::{Button, Deed, Dialog, Look, Message, Tone},
};

/// Roles that can be invited, in the order they are offered.
const ROLES: [Role; 3] = [Role::Candidate, Role::CoHost, Role::Observer];

/// Makes links.
#[component]
pub fn InviteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The seats.
    heard: SeatsHeard,
) -> impl IntoView {
    let role = RwSignal::new(Role::Candidate);
    let link = RwSignal::new(None::<SeatLink>);
    let deed = Deed::new();
    let make = move || {
        let (seats, role) = (heard.seats(), role.get_untracked());
        deed.run(async move { seats.invite(role).await }, move |made| {
            link.set(Some(made));
            heard.ask();
        });
    };
    // A link that was shown once is not shown again at the next opening.
    Effect::new(move || {
        if !open.get() {
            link.set(None);
        }
    });
    view! {
        <Dialog open title="Invite somebody">
            <fieldset class="checks">
                <legend>"As"</legend>
                {ROLES
                    .into_iter()
                    .map(|each| {
                        view! {
                            <label class="check">
                                <input
                                    type="radio"
                                    name="invite-role"
                                    prop:checked=move || role.get() == each
                                    on:change=move |_| {
                                        role.set(each);
                                        link.set(None);
                                    }
                                />
                                <span>
                                    {each.word()}<br />
                                    <span class="quiet small">{what_they_can_do(each)}</span>
                                </span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <Message tone=Tone::Problem text=deed.error() />
            {move || match link.get() {
                Some(link) => view! { <LinkShown link /> }.into_any(),
                None => {
                    view! { <Button look=Look::Primary icon="link" busy=deed.busy() on_press=make>"Make a link"</Button> }
                        .into_any()
                }
            }}
        </Dialog>
    }
}

/// A link with its short code, for copying.
#[component]
pub fn LinkShown(
    /// The link.
    link: SeatLink,
) -> impl IntoView {
    let code = link.code.clone();
    view! {
        <div class="stack invite-link">
            <Copyable label="Link" text=link.link />
            <Copyable label="Short code, for where a link loses its end" text=code />
            <p class="quiet small">
                "Shown only now. It works for one browser; a second one has to ask you to be let in."
            </p>
        </div>
    }
}

#[component]
fn Copyable(label: &'static str, text: String) -> impl IntoView {
    let said = RwSignal::new("Copy");
    let shown = text.clone();
    let copy = move || {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let words = if dom::copy_text(&text).await {
                "Copied"
            } else {
                "Select it and copy"
            };
            said.try_set(words);
        });
    };
    view! {
        <div class="invite-copyable">
            <span class="small quiet">{label}</span>
            <code>{shown}</code>
            <Button icon="copy" on_press=copy>
                <span aria-live="polite">{said}</span>
            </Button>
        </div>
    }
}

fn what_they_can_do(role: Role) -> &'static str {
    match role {
        Role::Candidate => "Draws, writes code, chats; may pause the recording.",
        Role::CoHost => "As you, with private notes; can take over, cannot end the round.",
        Role::Observer => "Watches; everyone sees that they are there.",
        Role::Host => "Runs the round.",
    }
}
