//! Following somebody's view: a frame in their colour with words. It ends with Escape, with the first move of one's own, and
//! where nobody leads any more. The same for the view of somebody who is here and for one that was recorded.

use board::{actor::ActorIndex, scene::Camera};
use kurbo::{Rect, Size};
use leptos::{ev, prelude::*};

use crate::{
    live::Live,
    people::{mark::ink_of, present},
    session::Session,
    together::glide::Glide,
    ui::Button,
};

/// The frame in the room, while somebody is followed.
#[component]
pub fn FollowFrame(
    /// The size of the canvas.
    viewport: Live<Size>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let following = session.following();
    // Who has gone leads nobody.
    Effect::new(move |_| {
        let people = present(&session.people().read());
        let whom = following.get();
        let here = |actor| {
            people
                .iter()
                .any(|person| person.actor == actor && person.away_since.is_none())
        };
        if whom.is_some_and(|whom| !here(whom)) {
            session.follow(None);
        }
    });
    let escape = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && following.get_untracked().is_some() {
            session.follow(None);
        }
    });
    on_cleanup(move || escape.remove());
    let view = move || session.followed_view().map(|(near, far)| Rect::from_points(near, far));
    view! {
        <FollowedView
            camera=session.camera()
            viewport
            whom=following
            view=Signal::derive(view)
            name=move |whom| session.name_of(whom)
            leave=move |()| session.follow(None)
        />
    }
}

/// A frame around a view that somebody else moves, and what moves it.
#[component]
pub fn FollowedView(
    /// The view that is moved.
    camera: Live<Camera>,
    /// The size of the canvas.
    viewport: Live<Size>,
    /// Whose view it is; `None` while one looks around oneself.
    #[prop(into)]
    whom: Signal<Option<ActorIndex>>,
    /// What that person sees, in board units.
    #[prop(into)]
    view: Signal<Option<Rect>>,
    /// What to call somebody.
    #[prop(into)]
    name: Callback<ActorIndex, String>,
    /// Told that one looks around oneself from now on.
    #[prop(into)]
    leave: Callback<()>,
) -> impl IntoView {
    let glide = Glide::new(camera);
    Effect::new(move |was: Option<Option<_>>| {
        let now = whom.get();
        if was.flatten() != now {
            glide.begin_here();
        }
        now
    });
    Effect::new(move |_| {
        let size = viewport.get();
        if let Some(rect) = view.get()
            && size.area() > 0.0
        {
            glide.to(Camera::fitting(rect, size));
        }
    });
    // Whoever moves the view wants to be somewhere else.
    Effect::new(move |_| {
        let now = camera.get();
        if whom.get_untracked().is_some() && !glide.is_own(now) {
            leave.run(());
        }
    });
    move || {
        whom.get().map(|whom| {
            let words = format!("Following {}", name.run(whom));
            view! {
                <div class="follow-frame" data-ink=ink_of(whom).to_string()>
                    <p class="follow-words" role="status">
                        <span>{words}</span>
                        <Button on_press=move || leave.run(())>"Stop" <kbd>"Esc"</kbd></Button>
                    </p>
                </div>
            }
        })
    }
}
