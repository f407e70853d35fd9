//! The page of one room: asks who the seat is, opens the session, and arranges bar, tools, board, code and drawers. Wiring
//! only.

mod desk;
mod drawing;
mod more;
mod panels;
mod stage;
mod view;
mod zoom;

use board::id::RoomId;
use interview::api::RoomView;
use leptos::prelude::*;

use crate::{
    api, dom,
    finding::Finding,
    lazy::{Sheet, Shown, lazily, while_here},
    live::Live,
    notes::{NotesWindow, Sharing},
    route,
    session::{Aid, Session},
    side::Sides,
    status::RecordingSign,
    ui::{Message, Spinner, Split, Tab},
};
use desk::Desk;
use drawing::Drawing;
use panels::Panels;
use wasm_split_helpers::wasm_split;

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
        return lazily(move || without_seat(room));
    };
    if !notes_only {
        drawing::fetch();
        panels::fetch();
    }
    let found = Live::new(None::<Result<RoomView, String>>);
    let asked = seat.clone();
    while_here(
        async move { api::rooms::view(room, Some(&asked)).await },
        move |answer| {
            found.set(Some(answer.map_err(|problem| problem.sentence)));
        },
    );
    let opened = move || match found.get() {
        None => view! { <Spinner words="Opening the room…" /> }.into_any(),
        Some(Ok(view)) if notes_only => {
            let seat = seat.clone();
            lazily(move || {
                let (view, seat) = (view.clone(), seat.clone());
                async move {
                    Sheet::Panels.applies().await;
                    notes_window(view, seat).await
                }
            })
        }
        Some(Ok(view)) => view! { <Room view seat=seat.clone() /> }.into_any(),
        Some(Err(sentence)) => lazily(move || without_room(sentence.clone())),
    };
    opened.into_any()
}

/// Under which key a browser keeps the seat it was last in.
fn own_seat(room: RoomId) -> String {
    format!("chalkback-seat/{room}")
}

/// The seat that this browser was last in, if it is still good.
async fn good_seat(room: RoomId) -> Option<String> {
    let seat = dom::kept(&own_seat(room))?;
    match api::rooms::view(room, Some(&seat)).await {
        Ok(_) => Some(seat),
        Err(_) => {
            dom::forget(&own_seat(room));
            None
        }
    }
}

/// Staff who come without a seat get theirs, others the one they were last in; who has none needs a link.
#[component]
fn WithoutSeat(room: RoomId) -> impl IntoView {
    let refused = RwSignal::new(false);
    wasm_bindgen_futures::spawn_local(async move {
        match api::rooms::enter(room).await {
            Ok(started) => route::replace(&route::room_address_here(room, &started.seat)),
            Err(_) => match good_seat(room).await {
                Some(seat) => route::replace(&route::room_address_here(room, &seat)),
                None => drop(refused.try_set(true)),
            },
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
    dom::keep(&own_seat(view.room), &seat);
    let session = Session::open(view.room, seat, view.role);
    session.know(&view.people);
    provide_context(session);
    let sharing = Sharing::begin(view.title.clone());
    provide_context(sharing);
    Sides::shared();
    Split::shared();
    Tab::shared();
    Finding::shared();
    let (drawing, panels) = (Drawing::awaited(), Panels::awaited());
    // The panels are about what the tools do, and listen after them; both are fetched at once.
    let panels_view = view.clone();
    drawing::send_for(drawing, move || panels::send_for(panels, drawing, panels_view));
    let title = view.title.clone();
    let shown_title = move || {
        if sharing.on() {
            "Board".to_owned()
        } else {
            title.clone()
        }
    };
    let tooltip = shown_title.clone();
    view! {
        <div class="room" data-sharing=move || sharing.on().to_string() data-zen=move || session.has(Aid::Zen).to_string()>
            <header class="room-bar">
                <a class="room-home" href="/" aria-label="Leave the room and go home">"Chalkback"</a>
                <h1 class="room-title" tabindex="-1" title=tooltip>{shown_title}</h1>
                {panels.slot(|views| views.clock.take())}
                <span class="room-bar-space"></span>
                {panels.slot(|views| views.people.take())}
                <RecordingSign />
                {drawing.slot(|views| views.saved.take())}
                {panels.slot(|views| views.doors.take())}
            </header>
            {drawing.slot(|views| views.notice.take())}
            {drawing
                .missing(
                    "The tools could not be loaded. The board shows what happens; check the network.",
                    move || drawing::send_for(drawing, || {}),
                )}
            {
                let view = view.clone();
                panels
                    .missing(
                        "People, chat and code could not be loaded. The board works and keeps everything; check the network.",
                        move || panels::send_for(panels, drawing, view.clone()),
                    )
            }
            {panels.slot(|views| views.strips.take())}
            <Desk view drawing panels />
            {panels.slot(|views| views.drawers.take())}
        </div>
    }
}

#[wasm_split(pages, fallible)]
fn without_room(sentence: String) -> Shown {
    let shown = view! {
        <div class="page-column page-narrow">
            <h1>"This room cannot be opened"</h1>
            <Message text=sentence />
            <p><a href="/">"Home"</a></p>
        </div>
    };
    Ok(shown.into_any())
}

#[wasm_split(pages, fallible)]
fn without_seat(room: RoomId) -> Shown {
    Ok(view! { <WithoutSeat room /> }.into_any())
}

#[wasm_split(panels, fallible)]
fn notes_window(view: RoomView, seat: String) -> Shown {
    Ok(view! { <NotesWindow view seat /> }.into_any())
}
