//! The end of the bar: in a wide window its buttons, in a narrow one a button that opens them as a list.

use leptos::{html, prelude::*};

use crate::ui::Icon;

/// What it holds. The browser closes the list at Escape and at a press outside.
#[component]
pub(super) fn More(children: Children) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let close = move |_| drop(list.get_untracked().map(|list| list.hide_popover()));
    view! {
        <button type="button" class="icon-button room-more" aria-label="More" popovertarget="room-more">
            <Icon name="ellipsis" />
        </button>
        <div id="room-more" class="room-more-list floating" popover="auto" data-tooltips="end" node_ref=list on:click=close>
            {children()}
        </div>
    }
}
