//! What can be taken away from a review, in one menu: the recording, this moment as a picture or a drawing, its code files, one's
//! own notes, and the round sheet to be printed.

use board::id::RoomId;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    files::{Origin, TakenAs, save_as, save_from, taken, text_file},
    notes::Sharing,
    review::{Review, link, notes::ReviewNotes},
    route::{navigate, sheet_address},
    ui::{Icon, Menu, MenuItem, MenuLine},
};

/// The menu, and what is to be said about what was asked of it.
#[component]
pub fn TakeAway(
    /// The room.
    room: RoomId,
    /// The seat of who tried it alone; staff need none.
    seat: Option<String>,
) -> impl IntoView {
    let review = expect_context::<Review>();
    let (notes, sharing) = (expect_context::<ReviewNotes>(), expect_context::<Sharing>());
    let told = RwSignal::new(None::<&'static str>);
    let seat = StoredValue::new(seat);
    let board_as = move |taken_as: TakenAs| {
        let (board, origin) = (
            review.player.board(),
            Origin {
                room,
                seat: seat.get_value(),
            },
        );
        let name = format!("board-{}.{}", moment_in_name(review), taken_as.ending());
        told.set(None);
        spawn_local(async move {
            match taken(origin, board, taken_as).await {
                Ok(file) => save_as(&file, &name),
                Err(sentence) => drop(told.try_set(Some(sentence))),
            }
        });
    };
    let save_text = move |text: &str, mime: &str, name: &str| match text_file(text, mime) {
        Ok(file) => save_as(&file, name),
        Err(sentence) => told.set(Some(sentence)),
    };
    let recording = move || {
        let path = crate::api::with_seat(
            &format!("/api/v1/rooms/{room}/export.jsonl"),
            seat.get_value().as_deref(),
        );
        save_from(&path, &format!("{room}.jsonl"));
    };
    let own_notes = move || {
        let private = notes.notes.book.notes().get_untracked();
        let text = link::markdown(review, &private, room, seat.get_value().as_deref());
        save_text(&text, "text/markdown", "notes.md");
    };
    let has_notes = Memo::new(move |_| !notes.notes.book.notes().read().is_empty() && !sharing.on());
    let files = move || {
        let board = review.player.board();
        let one = |file: &std::sync::Arc<board::code::CodeFile>| {
            let (name, file) = (file.name.clone(), file.clone());
            view! {
                <MenuItem icon="file-code" on_press=move || save_text(&file.text.to_string(), "text/plain", &file.name)>
                    {name}
                </MenuItem>
            }
        };
        board.files().map(one).collect_view()
    };
    view! {
        <div class="take-away">
            <Menu label="Take away" class="icon-button" face=|| view! { <Icon name="download" /> }>
                <MenuItem icon="image" on_press=move || board_as(TakenAs::Png)>"This moment as PNG"</MenuItem>
                <MenuItem icon="image" on_press=move || board_as(TakenAs::Svg)>"This moment as SVG"</MenuItem>
                <MenuItem icon="pencil-line" on_press=move || board_as(TakenAs::Excalidraw)>"This moment for Excalidraw"</MenuItem>
                {files}
                <MenuLine />
                <MenuItem icon="list" on_press=recording>"The recording (JSON Lines)"</MenuItem>
                <MenuItem icon="file-text" on_press=move || navigate(&sheet_address(room, seat.get_value().as_deref()))>
                    "Round sheet, to print"
                </MenuItem>
                <Show when=move || has_notes.get()>
                    <span class="private-only">
                        <MenuItem icon="lock" on_press=own_notes>"My notes (Markdown), only you"</MenuItem>
                    </span>
                </Show>
            </Menu>
            <span class="take-away-told small" role="alert">{told}</span>
        </div>
    }
}

/// Colons stand in no file's name.
fn moment_in_name(review: Review) -> String {
    review.player.playhead().get_untracked().clock().replace(':', ".")
}
