//! Following somebody's view: a frame in their colour with words. It ends with Escape, with the first move of one's own, and
//! where nobody leads any more.

use board::scene::Camera;
use kurbo::{Rect, Size};
use leptos::{ev, prelude::*};

use crate::{
    live::Live,
    people::{mark::ink_of, present},
    session::Session,
    together::glide::Glide,
    ui::Button,
};

/// The frame, while somebody is followed, and what moves the view.
#[component]
pub fn FollowFrame(
    /// The size of the canvas.
    viewport: Live<Size>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let glide = Glide::new(session.camera());
    let following = session.following();
    Effect::new(move |was: Option<Option<_>>| {
        let now = following.get();
        if was.flatten() != now {
            glide.begin_here();
        }
        now
    });
    Effect::new(move |_| {
        let size = viewport.get();
        if let Some((near, far)) = session.followed_view()
            && size.area() > 0.0
        {
            glide.to(Camera::fitting(Rect::from_points(near, far), size));
        }
    });
    // Whoever moves the view wants to be somewhere else.
    Effect::new(move |_| {
        let camera = session.camera().get();
        if following.get_untracked().is_some() && !glide.is_own(camera) {
            session.follow(None);
        }
    });
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
    move || {
        following.get().map(|whom| {
            let words = format!("Following {}", session.name_of(whom));
            view! {
                <div class="follow-frame" data-ink=ink_of(whom).to_string()>
                    <p class="follow-words" role="status">
                        <span>{words}</span>
                        <Button on_press=move || session.follow(None)>"Stop" <kbd>"Esc"</kbd></Button>
                    </p>
                </div>
            }
        })
    }
}
