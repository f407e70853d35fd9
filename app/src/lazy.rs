//! Parts of the page that travel when they are first shown. `#[wasm_split]` marks the functions that begin such a part, and
//! the build cuts the program there. What a part shares with the first piece stays in the first piece. A folder in `style`
//! is the style sheet of such a part.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use leptos::{ev, prelude::*, reactive::computed::ScopedFuture};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
pub use wasm_split_helpers::SplitLoaderError;
use web_sys::Element;

use crate::{dom, platform};

/// What a part shows, once it is there.
pub type Shown = Result<AnyView, SplitLoaderError>;

/// How far a part is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Arrival {
    /// On its way.
    Awaited,
    /// There.
    Here,
    /// It did not come.
    Failed,
}

/// Asks for something as long as the calling owner lives, and with what that owner has in context. Whoever leaves before it
/// has come is not called back.
pub fn while_here<T: 'static>(asked: impl Future<Output = T> + 'static, come: impl FnOnce(T) + 'static) {
    let here = StoredValue::new(());
    let mut asked: Pin<Box<dyn Future<Output = T>>> = Box::pin(asked);
    let until_left = poll_fn(move |context: &mut Context<'_>| {
        if here.is_disposed() {
            return Poll::Ready(None);
        }
        asked.as_mut().poll(context).map(Some)
    });
    let told = async move {
        if let Some(answer) = until_left.await {
            come(answer);
        }
    };
    spawn_local(ScopedFuture::new_untracked(told));
}

/// A style sheet that travels later.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sheet {
    /// Of what stands around a board.
    Panels,
    /// Of the review.
    Review,
}

impl Sheet {
    /// Whether it applies; it is sent for at once, and only once.
    pub fn applies(self) -> impl Future<Output = bool> {
        let name = match self {
            Sheet::Panels => "chalkback-panels-style",
            Sheet::Review => "chalkback-review-style",
        };
        platform::import_style(&dom::meta_content(name).unwrap_or_default())
    }
}

/// A part of what stands around a board; nothing is made of it that could not be looked at.
pub async fn dressed<V>(part: impl Future<Output = Result<V, SplitLoaderError>>) -> Option<V> {
    if Sheet::Panels.applies().await {
        part.await.ok()
    } else {
        None
    }
}

/// A page that has fields and dialogs as the panels around a board do. Where its styles cannot be had it is read without.
pub async fn dressed_page(page: Pin<Box<dyn Future<Output = Shown>>>) -> Shown {
    // Sent for before the page is awaited.
    let styles = Sheet::Panels.applies();
    let shown = page.await;
    styles.await;
    shown
}

/// Shows a part of the page as soon as it has come; says so if it does not come.
pub fn lazily<L: Future<Output = Shown> + 'static>(load: impl Fn() -> L + Send + Sync + 'static) -> AnyView {
    let arrival = RwSignal::new(Arrival::Awaited);
    let view = StoredValue::new_local(None);
    // A press comes from outside; what is in context here is wanted then too.
    let owner = Owner::current().unwrap_or_default();
    let send_for = move || {
        let come = move |shown: Shown| match shown {
            Ok(shown) => {
                view.set_value(Some(shown));
                arrival.set(Arrival::Here);
            }
            Err(_) => arrival.set(Arrival::Failed),
        };
        owner.with(|| while_here(load(), come));
    };
    send_for();
    let again = Callback::new(move |()| {
        arrival.set(Arrival::Awaited);
        send_for();
    });
    shown(arrival, view, again)
}

fn shown(arrival: RwSignal<Arrival>, view: StoredValue<Option<AnyView>, LocalStorage>, again: Callback<()>) -> AnyView {
    let missing = move || {
        let words = "This part of the page could not be loaded. Nothing is lost; check the network.";
        view! { <Missing words again /> }
    };
    let part = move || match arrival.get() {
        Arrival::Awaited => ().into_any(),
        Arrival::Here => view.try_update_value(Option::take).flatten().into_any(),
        Arrival::Failed => missing().into_any(),
    };
    part.into_any()
}

/// Places of a page for the views of a part that is on its way.
pub struct Slots<V: 'static> {
    arrival: RwSignal<Arrival>,
    views: StoredValue<V, LocalStorage>,
}

impl<V> Clone for Slots<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Slots<V> {}

impl<V: Default> Slots<V> {
    /// With nothing in them yet.
    pub fn awaited() -> Slots<V> {
        Slots {
            arrival: RwSignal::new(Arrival::Awaited),
            views: StoredValue::new_local(V::default()),
        }
    }

    /// Sends for what goes into them, and calls back when it is here or cannot come. What is in context of the caller is so
    /// for the part, and the other way round.
    pub fn fill(self, coming: impl Future<Output = Option<V>> + 'static, then: impl FnOnce() + 'static) {
        self.arrival.set(Arrival::Awaited);
        while_here(coming, move |views| {
            match views {
                Some(views) => {
                    self.views.set_value(views);
                    self.arrival.set(Arrival::Here);
                }
                None => self.arrival.set(Arrival::Failed),
            }
            then();
        });
    }

    /// Whether they cannot come; reading it in a reactive place follows it.
    pub fn has_failed(self) -> bool {
        self.arrival.get() == Arrival::Failed
    }

    /// Shows one of them in its place. Each is taken once.
    pub fn slot(self, take: fn(&mut V) -> Option<AnyView>) -> AnyView {
        let view = move || {
            let here = self.arrival.get() == Arrival::Here;
            here.then(|| self.views.try_update_value(take)).flatten().flatten()
        };
        view.into_any()
    }

    /// Asks something of what came.
    pub fn with<R>(self, ask: impl FnOnce(&V) -> R) -> Option<R> {
        self.views.try_with_value(ask)
    }

    /// Says that they did not come, with a way to try again.
    pub fn missing(self, words: &'static str, again: impl Fn() + Send + Sync + 'static) -> AnyView {
        // A press comes from outside; what is in context here is wanted then too.
        let owner = Owner::current().unwrap_or_default();
        let again = Callback::new(move |()| owner.with(&again));
        let said = move || (self.arrival.get() == Arrival::Failed).then(|| view! { <Missing words again /> });
        said.into_any()
    }
}

/// The button goes with what it stands in: whoever pressed it goes on at the board, or at the top of the page. A dialog keeps
/// the focus itself.
fn go_on(event: &ev::MouseEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_in = |place: &str| {
        let found = pressed.as_ref().and_then(|pressed| pressed.closest(place).ok());
        found.flatten().is_some()
    };
    if !is_in("dialog") {
        let board = dom::element_by_selector(".canvas");
        dom::focus_first(if board.is_some() { ".canvas" } else { "h1" });
    }
}

/// Says what is missing, with a way to try again.
#[component]
pub fn Missing(
    /// In a sentence or two.
    words: &'static str,
    /// Sends for it once more.
    again: Callback<()>,
) -> impl IntoView {
    let press = move |event: ev::MouseEvent| {
        go_on(&event);
        again.run(());
    };
    view! {
        <p class="room-notice" role="alert">
            {words}
            <button type="button" class="button" on:click=press>
                "Try again"
            </button>
        </p>
    }
}
