//! Who made what is selected: on a board of several people nobody can tell otherwise whose note it is.

use board::Board;
use leptos::prelude::*;

use crate::session::Session;

/// A name, while one element of a person is selected.
#[component]
pub(super) fn Maker(session: Session) -> impl IntoView {
    let name = Memo::new(move |_| {
        session.revision().track();
        let [id] = *session.selection().get() else { return None };
        let author = session.with_board(|board: &Board| board.element(id).map(|element| element.author))?;
        let names = session.names().get();
        names
            .into_iter()
            .find(|(actor, _)| *actor == author)
            .map(|(_, name)| name)
    });
    view! {
        <Show when=move || name.read().is_some()>
            <p class="quiet small">"Made by " {move || name.get()}</p>
        </Show>
    }
}
