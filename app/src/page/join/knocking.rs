//! Waiting for the host's word: asks again until there is one.

use interview::api::Joined;
use leptos::prelude::*;

use crate::{
    api, dom,
    route::{navigate, room_address},
    ui::{Message, Spinner},
};

const ASK_AGAIN_MILLIS: u32 = 2_000;

/// The host was asked to let this browser in.
#[component]
pub fn Knocking(
    /// To ask about.
    knock: String,
    /// The host said no.
    #[prop(into)]
    on_turned_away: Callback<()>,
) -> impl IntoView {
    let trouble = RwSignal::new(None::<String>);
    let open = StoredValue::new(());
    leptos::task::spawn_local(async move {
        // Asked for as long as this is shown.
        loop {
            let answer = api::joining::knock(&knock).await;
            if open.try_get_value().is_none() {
                return;
            }
            match answer {
                Ok(Joined::Seated { room, seat }) => return navigate(&room_address(room, &seat)),
                Ok(Joined::TurnedAway) => return on_turned_away.run(()),
                Ok(Joined::Knocking { .. }) => trouble.set(None),
                Err(error) if error.may_pass() => trouble.set(Some(error.sentence)),
                Err(_) => return on_turned_away.run(()),
            }
            dom::pause(ASK_AGAIN_MILLIS).await;
        }
    });
    view! {
        <h1>"The host has been asked to let you in"</h1>
        <Spinner words="Waiting for the host; leave this page open" />
        <Message text=trouble />
    }
}
