//! The page of one room: asks who the seat is, opens the session, and arranges bar, tools, board, code and drawers. Wiring
//! only.

mod desk;
pub(crate) mod divider;
mod stage;

use board::id::RoomId;
use interview::api::RoomView;
use leptos::prelude::*;

use crate::{
    api,
    chat::{Chat, ChatButton, ChatPanel},
    notes::{Notes, NotesButton, NotesDeed, NotesDrawer, NotesWindow, Sharing},
    people::{Knocks, PeopleMarks, SeatsHeard},
    route,
    session::Session,
    status::{
        RecordingSign, RoundClock, SavedState,
        ending::{EndButton, EndedStrip},
    },
    ui::{Message, Spinner},
};
use desk::Desk;

/// The page of one room.
#[component]
pub fn RoomPage(
    /// The room.
    room: RoomId,
    /// The seat.
    seat: Option<String>,
    /// Only the private notes, in a window of their own.
    notes_only: bool,
) -> impl IntoView {
    let Some(seat) = seat else {
        return view! { <WithoutSeat room /> }.into_any();
    };
    let asked = seat.clone();
    let found = LocalResource::new(move || {
        let seat = asked.clone();
        async move { api::rooms::view(room, Some(&seat)).await }
    });
    let seat = StoredValue::new(seat);
    view! {
        <Suspense fallback=|| view! { <Spinner words="Opening the room…" /> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(view) if notes_only => view! { <NotesWindow view seat=seat.get_value() /> }.into_any(),
                    Ok(view) => view! { <Room view seat=seat.get_value() /> }.into_any(),
                    Err(problem) => {
                        view! {
                            <div class="page-column page-narrow">
                                <h1>"This room cannot be opened"</h1>
                                <Message text=problem.sentence />
                                <p><a href="/">"Home"</a></p>
                            </div>
                        }
                            .into_any()
                    }
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// Staff who come without a seat get theirs; others need their link.
#[component]
fn WithoutSeat(room: RoomId) -> impl IntoView {
    let refused = RwSignal::new(false);
    wasm_bindgen_futures::spawn_local(async move {
        match api::rooms::enter(room).await {
            Ok(started) => route::replace(&format!("/room/{room}?seat={}", started.seat)),
            Err(_) => drop(refused.try_set(true)),
        }
    });
    view! {
        <Show when=move || refused.get() fallback=|| view! { <Spinner words="Looking for your seat…" /> }>
            <div class="page-column page-narrow">
                <h1>"You have no seat in this room yet"</h1>
                <p>"Open the link you were sent, or type its code."</p>
                <p><a href="/join">"Type a code"</a></p>
            </div>
        </Show>
    }
}

#[component]
fn Room(view: RoomView, seat: String) -> impl IntoView {
    let session = Session::open(view.room, seat, view.role);
    provide_context(session);
    let sharing = Sharing::begin(view.title.clone());
    provide_context(sharing);
    let chat = Chat::new(session);
    let staff = view.role.is_some_and(|role| role.is_staff());
    if staff {
        Notes::begin(session, sharing);
    }
    if !view.try_out {
        SeatsHeard::provide(session);
    }
    let title = view.title.clone();
    let minutes_planned = view.minutes_planned;
    let shown_title = move || {
        if sharing.on() {
            "Board".to_owned()
        } else {
            title.clone()
        }
    };
    let private_view = StoredValue::new(view.clone());
    view! {
        <div class="room" data-sharing=move || sharing.on().to_string()>
            <header class="room-bar">
                <a class="room-home" href="/" aria-label="Leave the room and go home">"Chalkback"</a>
                <h1 class="room-title" tabindex="-1">{shown_title}</h1>
                <RoundClock minutes_planned />
                <span class="room-bar-space"></span>
                <Show when=move || staff && !sharing.on()>
                    <NotesDeed />
                </Show>
                <PeopleMarks />
                <RecordingSign />
                <SavedState />
                <ChatButton chat />
                <Show when=move || staff>
                    <NotesButton />
                </Show>
                <EndButton />
            </header>
            <Notice />
            <EndedStrip try_out=view.try_out may_review=view.may_review />
            <Show when=move || staff && !sharing.on()>
                <Knocks />
            </Show>
            <Desk view=view.clone() />
            <ChatPanel chat />
            <Show when=move || staff && !sharing.on()>
                <NotesDrawer view=private_view.get_value() />
            </Show>
        </div>
    }
}

/// What the room did not take, in a sentence, until it is read.
#[component]
fn Notice() -> impl IntoView {
    let notice = expect_context::<Session>().notice();
    view! {
        <div class="room-notice" role="alert">
            {move || {
                notice
                    .get()
                    .map(|sentence| {
                        view! {
                            <p>
                                {sentence}
                                <button type="button" class="button button-quiet" on:click=move |_| notice.set(None)>
                                    "Close"
                                </button>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
