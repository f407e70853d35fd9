//! Being asked to look somewhere: the view goes there, with a way back. Whoever is in the middle of something, or does not
//! want to be moved, gets a button instead.

use std::time::Duration;

use board::scene::Camera;
use kurbo::{Rect, Size};
use leptos::prelude::*;

use crate::{
    dom,
    live::Live,
    session::{Asked, Session},
    together::glide::Glide,
    ui::{Button, Check, Icon, IconButton, Look},
};

/// Where it is kept that one does not want to be moved.
const KEPT_STILL: &str = "chalkback-stay";
/// How long the words stay.
const SHOWN: Duration = Duration::from_secs(20);

/// Asks everybody to look at what this person sees; for who runs the round.
#[component]
pub fn GatherButton(
    /// The size of the canvas.
    viewport: Live<Size>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let told = RwSignal::new(false);
    let gather = move || {
        gather(session, viewport.get_untracked());
        told.set(true);
        let over = move || {
            told.try_set(false);
        };
        set_timeout(over, Duration::from_secs(3));
    };
    view! {
        <Show when=move || may_gather(session)>
            <Button icon="scan-eye" on_press=gather>
                <span aria-live="polite">{move || if told.get() { "Asked everybody" } else { "Bring everyone here" }}</span>
            </Button>
        </Show>
    }
}

/// Whether the person runs the round, who may ask; tracked.
pub fn may_gather(session: Session) -> bool {
    session.rights().get().end
}

/// Asks everybody to look at what this person sees.
pub fn gather(session: Session, viewport: Size) {
    session.gather(session.camera().get_untracked().visible(viewport));
}

/// Whether others may move one's view.
#[component]
pub fn GatherChoice() -> impl IntoView {
    let still = RwSignal::new(dom::kept(KEPT_STILL).is_some());
    let choose = move |may: bool| {
        still.set(!may);
        if may {
            dom::forget(KEPT_STILL);
        } else {
            dom::keep(KEPT_STILL, "1");
        }
    };
    view! {
        <Check checked=Signal::derive(move || !still.get()) on_change=choose>
            "The host may bring me to a place on the board"
        </Check>
    }
}

/// The words, after somebody asked.
#[component]
pub fn GatherStrip(
    /// The size of the canvas.
    viewport: Live<Size>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let glide = Glide::new(session.camera());
    let asked = session.asked();
    let go = move |request: Asked| {
        session.follow(None);
        let before = session.camera().get_untracked();
        let target = Rect::from_points(request.view.0, request.view.1);
        glide.to(Camera::fitting(target, viewport.get_untracked()));
        asked.set(Some(Asked {
            back: Some(before),
            ..request
        }));
    };
    // Only what was just heard moves anybody: a view that has moved on is not moved again.
    Effect::new(move |_| {
        let Some(request) = asked.get().filter(|request| request.back.is_none()) else {
            return;
        };
        put_away_later(asked, &request);
        let busy =
            session.tool_is_busy() || session.editing().get_untracked().is_some() || session.attention_is_private();
        if !busy && dom::kept(KEPT_STILL).is_none() {
            go(request);
        }
    });
    let strip = move |request: Asked| {
        let name = session.name_of(request.by);
        let back = request.back;
        let words = if back.is_some() {
            format!("{name} brought you here.")
        } else {
            format!("{name} asks you to look at a place on the board.")
        };
        let deed = move || match back {
            Some(camera) => {
                glide.to(camera);
                asked.set(None);
            }
            None => go(request.clone()),
        };
        view! {
            <div class="board-strip">
                <Icon name="scan-eye" />
                <span>{words}</span>
                <Button look=Look::Primary on_press=deed>{if back.is_some() { "Go back" } else { "Look" }}</Button>
                <IconButton icon="x" label="Close" on_press=move || asked.set(None) />
            </div>
        }
    };
    view! { <div role="status">{move || asked.get().map(strip)}</div> }
}

fn put_away_later(asked: Live<Option<Asked>>, request: &Asked) {
    let view = request.view;
    set_timeout(
        move || {
            let same = |now: Option<Asked>| now.is_some_and(|now| now.view == view);
            if asked.try_get_untracked().is_some_and(same) {
                asked.set(None);
            }
        },
        SHOWN,
    );
}
