//! The page of a round sheet: asks for the recording, one's own notes and the sheet as it was left. Wiring only.

use board::id::RoomId;
use interview::sheet::Sheet;
use leptos::prelude::*;

use crate::{
    api,
    notes::{Sharing, book::Book},
    review::{
        faces::Faces,
        loading::Loaded,
        notes::shown,
        opening::Opened,
        sheet::{Making, SheetView},
        styled,
    },
    route::Link,
    ui::{Message, PageFrame, Spinner, Tone},
};

/// The page.
#[component]
pub fn SheetPage(
    /// The room.
    room: RoomId,
    /// The seat of who tried it alone; staff need none.
    seat: Option<String>,
) -> impl IntoView {
    let seat = StoredValue::new(seat);
    // All are asked for at once.
    let look = LocalResource::new(styled);
    // What is cited is held against the hash chain before it is shown.
    let loaded = LocalResource::new(move || Loaded::load(room, seat.get_value(), true));
    let sheet = LocalResource::new(move || async move { api::sheet::read(room, seat.get_value().as_deref()).await });
    let book = Book::open(room, seat.get_value());
    let opened = move || {
        Suspend::new(async move {
            // What was read of the recording waits for nothing else: it belongs to this thread.
            match (look.await, sheet.await, loaded.await) {
                (Ok(()), Ok(sheet), Ok(loaded)) => {
                    let opened = Opened::read(&loaded);
                    view! { <Ready room seat=seat.get_value() opened sheet book /> }.into_any()
                }
                (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => {
                    view! { <Refused sentence=error.sentence /> }.into_any()
                }
            }
        })
    };
    view! { <Suspense fallback=|| view! { <Spinner words="Opening the round sheet…" /> }>{opened}</Suspense> }
}

#[component]
fn Ready(room: RoomId, seat: Option<String>, opened: Opened, sheet: Sheet, book: Book) -> impl IntoView {
    let faces = Faces::of_address();
    faces.begin(&opened.header);
    let named = opened.header.clone();
    let opened = opened.seen(faces);
    let sharing = Sharing::begin(format!("Round sheet, {}", opened.header.title));
    provide_context(sharing);
    let fault = opened.fault.clone();
    Making::begin(
        opened,
        |words| faces.words(&named, words),
        (room, seat),
        sheet,
        shown(book, sharing),
    );
    view! {
        <Message tone=Tone::Problem text=fault />
        <SheetView />
    }
}

#[component]
fn Refused(sentence: String) -> impl IntoView {
    view! {
        <PageFrame title="Round sheet">
            <h1>"This sheet cannot be opened"</h1>
            <Message tone=Tone::Problem text=Some(sentence) />
            <p><Link to="/rooms">"Rooms"</Link></p>
        </PageFrame>
    }
}
