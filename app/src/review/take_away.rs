//! What can be taken away from a review, in one menu: the recording, this moment as a picture or a drawing, its code files, one's
//! own notes, and the round sheet to be printed.

use std::sync::Arc;

use board::{code::CodeFile, id::RoomId};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    files::{Origin, TakenAs, save_as, save_from, taken, text_file},
    notes::Sharing,
    review::{Review, faces::Faces, link, notes::ReviewNotes},
    route::navigate,
    ui::{Icon, Menu, MenuItem, MenuLine},
};

/// What is asked of the menu, and what is to be said about it.
#[derive(Clone, Copy)]
struct Taking {
    review: Review,
    notes: ReviewNotes,
    room: RoomId,
    seat: StoredValue<Option<String>>,
    faces: Faces,
    told: RwSignal<Option<&'static str>>,
}

impl Taking {
    fn board_as(self, taken_as: TakenAs) {
        let board = self
            .faces
            .board(&self.review.opened().header, self.review.player.board());
        let origin = Origin {
            room: self.room,
            seat: self.seat.get_value(),
        };
        let name = format!("board-{}.{}", moment_in_name(self.review), taken_as.ending());
        self.told.set(None);
        spawn_local(async move {
            match taken(origin, board, taken_as).await {
                Ok(file) => save_as(&file, &name),
                Err(sentence) => drop(self.told.try_set(Some(sentence))),
            }
        });
    }

    fn text(self, text: &str, mime: &str, name: &str) {
        match text_file(text, mime) {
            Ok(file) => save_as(&file, name),
            Err(sentence) => self.told.set(Some(sentence)),
        }
    }

    fn recording(self) {
        let path = format!("/api/v1/rooms/{}/export.jsonl", self.room);
        let address = api::with_seat(&path, self.seat.get_value().as_deref());
        save_from(&address, &format!("{}.jsonl", self.room));
    }

    fn own_notes(self) {
        let private = self.notes.notes.book.notes().get_untracked();
        let text = link::markdown(self.review, &private, self.room, self.seat.get_value().as_deref());
        self.text(&text, "text/markdown", "notes.md");
    }

    fn sheet(self) {
        navigate(&link::sheet_address(
            self.room,
            self.seat.get_value().as_deref(),
            self.faces,
        ));
    }

    /// One item for each code file of the moment.
    fn code_files(self) -> impl IntoView + use<> {
        let board = self.review.player.board();
        let files = board.files().map(Arc::clone).collect::<Vec<_>>();
        let one = |file: Arc<CodeFile>| {
            let name = file.name.clone();
            let save = move || self.text(&file.text.to_string(), "text/plain", &file.name);
            view! {
                <MenuItem icon="file-code" on_press=save>
                    {name}
                </MenuItem>
            }
        };
        files.into_iter().map(one).collect_view()
    }
}

/// The menu, and why something could not be made.
#[component]
pub fn TakeAway(
    /// The room.
    room: RoomId,
    /// The seat of who tried it alone; staff need none.
    seat: Option<String>,
) -> impl IntoView {
    let sharing = expect_context::<Sharing>();
    let taking = Taking {
        review: expect_context(),
        notes: expect_context(),
        room,
        seat: StoredValue::new(seat),
        faces: expect_context(),
        told: RwSignal::new(None),
    };
    let own = taking.notes.notes.book.notes();
    let has_notes = Memo::new(move |_| !own.read().is_empty() && !sharing.on());
    view! {
        <div class="take-away">
            <Menu label="Take away" class="icon-button" face=|| view! { <Icon name="download" /> }>
                <MenuItem icon="image" on_press=move || taking.board_as(TakenAs::Png)>"This moment as PNG"</MenuItem>
                <MenuItem icon="image" on_press=move || taking.board_as(TakenAs::Svg)>"This moment as SVG"</MenuItem>
                <MenuItem icon="pencil-line" on_press=move || taking.board_as(TakenAs::Excalidraw)>
                    "This moment for Excalidraw"
                </MenuItem>
                {taking.code_files()}
                <MenuLine />
                // It says who everybody is.
                {(!taking.faces.blind)
                    .then(|| {
                        view! {
                            <MenuItem icon="list" on_press=move || taking.recording()>
                                "The recording (JSON Lines)"
                            </MenuItem>
                        }
                    })}
                <MenuItem icon="file-text" on_press=move || taking.sheet()>"Round sheet, to print"</MenuItem>
                <Show when=move || has_notes.get()>
                    <span class="private-only">
                        <MenuItem icon="lock" on_press=move || taking.own_notes()>
                            "My notes (Markdown), only you"
                        </MenuItem>
                    </span>
                </Show>
            </Menu>
            <span class="take-away-told small" role="alert">{move || taking.told.get()}</span>
        </div>
    }
}

/// Colons stand in no file's name.
fn moment_in_name(review: Review) -> String {
    review.player.playhead().get_untracked().clock().replace(':', ".")
}
