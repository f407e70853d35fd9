//! Notes that their writer deleted: they can be brought back, or erased with all they ever said.

use interview::note::Note;
use leptos::prelude::*;

use crate::{
    api,
    review::notes::ReviewNotes,
    ui::{Button, ConfirmDialog, Deed, Look},
};

/// The deleted ones, behind a line that says that there are some.
#[component]
pub fn GoneNotes() -> impl IntoView {
    let notes = expect_context::<ReviewNotes>();
    let gone = notes.notes.book.deleted();
    let erasing = RwSignal::new(None::<String>);
    let is_asking = RwSignal::new(false);
    let deed = Deed::new();
    let erase = move || {
        let Some(id) = erasing.get_untracked() else { return };
        let (room, seat) = notes.notes.book.place();
        let asked = id.clone();
        let order = async move { api::notes::erase(room, seat.as_deref(), &asked).await };
        deed.run(order, move |()| {
            notes.notes.book.forget(&id);
            is_asking.set(false);
        });
    };
    let ask = Callback::new(move |id: String| {
        erasing.set(Some(id));
        is_asking.set(true);
    });
    view! {
        <Show when=move || !gone.read().is_empty() && !notes.sharing.on()>
            <details class="story-gone private-only">
                <summary>"Deleted notes"</summary>
                <ul>
                    <For each=move || gone.get() key=|note| (note.id.clone(), note.text.clone(), note.at) let:note>
                        <GoneNote note ask />
                    </For>
                </ul>
            </details>
        </Show>
        <ConfirmDialog
            open=is_asking
            title="Erase this note for good?"
            consequence="Its words and all its earlier wordings are taken from the server. Nobody can bring them back."
            deed="Erase"
            busy=deed.busy()
            error=deed.error()
            on_confirm=erase
        />
    }
}

#[component]
fn GoneNote(note: Note, ask: Callback<String>) -> impl IntoView {
    let notes = expect_context::<ReviewNotes>();
    let words = if note.text.is_empty() {
        "Mark".to_owned()
    } else {
        note.text.clone()
    };
    let (clock, id) = (note.clock(), note.id.clone());
    let restore = move || notes.notes.change(&note, |note| note.deleted = false);
    view! {
        <li>
            <p class="story-words"><time class="quiet small">{clock}</time> " " {words}</p>
            <div class="row">
                <Button look=Look::Private on_press=restore>"Bring back"</Button>
                <Button look=Look::Quiet on_press=move || ask.run(id.clone())>"Erase"</Button>
            </div>
        </li>
    }
}
