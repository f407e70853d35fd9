//! Choosing whose recorded view to follow, and the frame that says so: the same frame and the same glide as in the room.

use board::{actor::ActorIndex, scene::Camera};
use kurbo::Size;
use leptos::prelude::*;

use super::Looked;
use crate::{
    live::Live,
    together::follow::FollowedView,
    ui::{Button, Icon, Menu, MenuItem},
};

/// Whom one follows, in the bar.
#[component]
pub fn FollowMenu() -> impl IntoView {
    let looked = expect_context::<Looked>();
    let whom = move || {
        looked
            .followed()
            .map_or_else(|| "free".to_owned(), |whom| looked.faces.short(&looked.name_of(whom)))
    };
    let label = Signal::derive(move || format!("Follow somebody's view, now {}", whom()));
    let item = move |person: Option<ActorIndex>| {
        let words = person.map_or_else(|| "Look around freely".to_owned(), |person| looked.name_of(person));
        let key = if person.is_none() { "Esc" } else { "" };
        view! {
            <MenuItem
                key
                checked=Signal::derive(move || Some(looked.followed() == person))
                on_press=move || looked.follow(person)
            >
                {words}
            </MenuItem>
        }
    };
    let face = move || (move || view! { "Follow: " {whom()} <Icon name="chevron-down" /> }).into_any();
    view! {
        <span class="follow-menu">
            <Menu label face>
                {item(None)}
                {move || looked.people().into_iter().map(|person| item(Some(person))).collect_view()}
            </Menu>
        </span>
    }
}

/// The frame over the board while one follows, and the way back once one has left.
#[component]
pub fn Followed(
    /// The view that is moved.
    camera: Live<Camera>,
    /// The size of the canvas.
    viewport: Live<Size>,
) -> impl IntoView {
    let looked = expect_context::<Looked>();
    let view = Memo::new(move |_| looked.followed_view());
    let back = move || {
        let whom = looked.left.get().filter(|_| looked.followed().is_none())?;
        let words = format!("Follow {} again", looked.faces.short(&looked.name_of(whom)));
        Some(view! {
            <p class="follow-words follow-back">
                <Button on_press=move || looked.follow(Some(whom))>{words} <kbd>"F"</kbd></Button>
            </p>
        })
    };
    view! {
        <FollowedView
            camera
            viewport
            whom=looked.followed
            view
            name=move |whom| looked.faces.short(&looked.name_of(whom))
            leave=move |()| looked.follow(None)
        />
        {back}
    }
}
