//! The list of rooms: search, enter, review, rename, save as a question, delete.

pub mod row;

use std::time::Duration;

use interview::api::RoomRow;
use leptos::{leptos_dom::helpers::debounce, prelude::*};

use crate::{
    api,
    page::{
        rooms::row::RoomItem,
        staff::{StaffOnly, is_staff, who_is_here},
    },
    route::Link,
    ui::{EmptyState, Message, PageFrame, Spinner, Tone},
};

const SEARCH_PAUSE: Duration = Duration::from_millis(250);

/// `/rooms`
#[component]
pub fn RoomsPage() -> impl IntoView {
    let who = who_is_here();
    view! {
        <PageFrame title="Rooms" staff=is_staff(who)>
            <h1>"Rooms"</h1>
            <StaffOnly who>
                <SearchedRooms />
            </StaffOnly>
        </PageFrame>
    }
}

/// Rooms as rows with their deeds.
#[component]
pub fn RoomList(
    /// The rooms.
    list: Vec<RoomRow>,
    /// Called after one was renamed or deleted.
    #[prop(into)]
    changed: Callback<()>,
) -> impl IntoView {
    view! { <ul class="rooms">{list.into_iter().map(|row| view! { <RoomItem row changed /> }).collect_view()}</ul> }
}

#[component]
fn SearchedRooms() -> impl IntoView {
    let search = RwSignal::new(String::new());
    let rooms = LocalResource::new(move || {
        let search = search.get();
        async move { api::rooms::list(search.trim()).await }
    });
    let mut search_later = debounce(SEARCH_PAUSE, move |text: String| drop(search.try_set(text)));
    view! {
        <div class="field">
            <label for="rooms-search">"Search by title or person"</label>
            <input
                id="rooms-search"
                type="search"
                autocomplete="off"
                on:input:target=move |event| search_later(event.target().value())
            />
        </div>
        <div aria-live="polite">
            {move || match rooms.get() {
                None => view! { <Spinner words="Fetching the rooms" /> }.into_any(),
                Some(Err(error)) => view! { <Message tone=Tone::Problem text=Some(error.sentence) /> }.into_any(),
                Some(Ok(list)) if list.is_empty() => view! { <NoRooms search=search.get() /> }.into_any(),
                Some(Ok(list)) => view! { <RoomList list changed=move || rooms.refetch() /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn NoRooms(search: String) -> impl IntoView {
    if search.trim().is_empty() {
        view! {
            <EmptyState sentence="A room is where a round takes place; its recording stays here for the review.">
                <Link to="/" class="button button-primary">"Start a room"</Link>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <p class="quiet">{format!("No room has “{}” in its title or among its people.", search.trim())}</p> }
            .into_any()
    }
}
