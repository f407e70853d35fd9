//! The ghost layer: what was removed, drawn faint on the board by the same scene, and named in a list. It is off until somebody
//! asks for it; what a correction removed is shown with the correction in any case.

use board::{
    Board,
    element::Element,
    id::ElementId,
    moments::ghosts::{Ghost, ghosts},
    overlay,
};
use leptos::prelude::*;

use super::{Thing, Things, corrections::Corrections};

/// How much is left of what a correction has just removed, in percent.
const CORRECTED_PERCENT: usize = 50;

/// The ghosts of the moment; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct Ghosts {
    things: Things,
    /// Whether they are shown.
    pub on: RwSignal<bool>,
    all: Memo<Vec<Ghost>>,
    shown: Memo<overlay::Ghosts>,
}

impl Ghosts {
    /// Begins without any, and puts itself into the context.
    pub fn begin(things: Things, corrections: Corrections) -> Ghosts {
        let player = things.review.player;
        let on = RwSignal::new(false);
        let all = Memo::new(move |_| {
            if !on.get() {
                return Vec::new();
            }
            player.revision().track();
            let (opened, at) = (things.review.opened(), player.playhead().get());
            let entries = opened.timeline.entries();
            ghosts(&things.histories(), entries, &player.board(), player.seq(), at)
        });
        let shown = Memo::new(move |_| {
            let mut shown = overlay::Ghosts::new();
            all.with(|all| shown.extend(all.iter().map(|ghost| (ghost.id, usize::from(ghost.percent)))));
            let removed = corrections.removed_here();
            shown.extend(removed.into_iter().map(|id| (id, CORRECTED_PERCENT)));
            shown
        });
        let ghosts = Ghosts { things, on, all, shown };
        provide_context(ghosts);
        ghosts
    }

    /// What is to be drawn of them on a board; whose drawings are out of sight have no ghosts either.
    pub fn drawn(self, board: &Board, is_hidden: impl Fn(&Element) -> bool) -> overlay::Ghosts {
        let mut shown = self.shown.get();
        let is_drawn = |id: &ElementId| {
            let gone = board.element_or_tombstone(*id).filter(|element| element.deleted);
            gone.is_some_and(|element| !is_hidden(element))
        };
        shown.retain(|id, _| is_drawn(id));
        shown
    }

    /// The ghost that lies under a place of a board, if any does.
    pub fn under(self, board: &Board, hit: impl Fn(&Board) -> Option<ElementId>) -> Option<ElementId> {
        let shown = self.shown.get_untracked();
        hit(&board.standing_again(|element| shown.contains_key(&element.id)))
    }

    /// The other of shown and not shown.
    pub fn toggle(self) {
        self.on.update(|on| *on = !*on);
    }
}

/// What the ghosts are, by name; a press tells the history of one.
#[component]
pub fn GhostList() -> impl IntoView {
    let ghosts = expect_context::<Ghosts>();
    let things = ghosts.things;
    let named = Memo::new(move |_| {
        let opened = things.review.opened();
        let entries = opened.timeline.entries();
        let n_entries = usize::try_from(things.review.player.seq().0).unwrap_or(usize::MAX);
        let named = |ghost: &Ghost| {
            let name = things.histories().name_at(entries, ghost.id, n_entries);
            (ghost.id, name, ghost.removed_at)
        };
        // Names cost the entries of each ghost: once per change of the board, not with every frame.
        ghosts.all.with(|all| all.iter().map(named).collect::<Vec<_>>())
    });
    let words = move || {
        if named.with(Vec::is_empty) {
            "Nothing was removed up to here."
        } else {
            "Removed up to here"
        }
    };
    view! {
        <Show when=move || ghosts.on.get()>
            <p class="visually-hidden" role="status">{words}</p>
            <details class="ghost-list">
                <summary>{words}</summary>
                <ul>
                    <For each=move || named.get() key=|ghost| (ghost.0, ghost.2) let:((id, name, removed_at))>
                        <li>
                            <button
                                type="button"
                                class="story-item"
                                on:click=move |_| things.show(Thing::Element(id))
                            >
                                <time>{removed_at.clock()}</time>
                                <span class="story-words">{name}</span>
                            </button>
                        </li>
                    </For>
                </ul>
            </details>
        </Show>
    }
}
