//! The Chalkback page: mounts the page that the address names. Wiring only; knows neither boards nor sockets.
#![allow(
    unreachable_pub,
    reason = "the component macro writes `pub` items beside private components"
)]

pub mod api;
pub mod arranging;
pub mod canvas;
pub mod chat;
pub mod code_editor;
pub mod context_menu;
pub mod decimal;
pub mod dom;
pub mod figures;
pub mod files;
pub mod finding;
pub mod furniture;
pub mod inspector;
pub mod journal;
pub mod json;
pub mod lazy;
pub mod live;
pub mod nibs;
pub mod notes;
pub mod outbox;
pub mod page;
pub mod people;
pub mod pictures;
pub mod platform;
pub mod removal;
pub mod review;
pub mod route;
pub mod scratch;
pub mod session;
pub mod shortcuts;
pub mod side;
pub mod socket;
pub mod status;
pub mod text_field;
pub mod together;
pub mod toolbar;
pub mod ui;
pub mod voice;

use board::id::RoomId;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    lazy::{Shown, dressed_page, lazily},
    route::Route,
};

/// Called by the loader as soon as the program is there.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&JsValue::from_str(&panic.to_string()));
    }));
    let Some(place) = dom::element_by_id("app") else { return };
    leptos::mount::mount_to(place, || view! { <App /> }).forget();
}

/// The page of the current address.
#[component]
pub fn App() -> impl IntoView {
    let route = route::follow_address();
    // A page that was navigated to is read from its top, by eye and by screen reader.
    Effect::new(move |was: Option<()>| {
        route.track();
        if was.is_some() {
            request_animation_frame(|| dom::focus_first("#app h1"));
        }
    });
    move || shown(route.get())
}

fn shown(route: Route) -> AnyView {
    match route {
        Route::Join => lazily(|| dressed_page(Box::pin(join()))),
        Route::Room { room, seat, notes_only } => view! { <page::room::RoomPage room seat notes_only /> }.into_any(),
        Route::Review { room, seat } => lazily(move || review(room, seat.clone())),
        Route::Sheet { room, seat } => lazily(move || sheet(room, seat.clone())),
        other => lazily(move || dressed_page(Box::pin(pages(other.clone())))),
    }
}

#[wasm_split(join, fallible)]
fn join() -> Shown {
    Ok(page::join::JoinPage().into_any())
}

#[wasm_split(pages, fallible)]
fn review(room: RoomId, seat: Option<String>) -> Shown {
    Ok(view! { <page::review::ReviewPage room seat /> }.into_any())
}

#[wasm_split(sheet, fallible)]
fn sheet(room: RoomId, seat: Option<String>) -> Shown {
    Ok(view! { <page::sheet::SheetPage room seat /> }.into_any())
}

/// The pages around rooms: few visitors of a room see them.
#[wasm_split(pages, fallible)]
fn pages(route: Route) -> Shown {
    Ok(match route {
        Route::Home => page::home::HomePage().into_any(),
        Route::SignIn => page::sign_in::SignInPage().into_any(),
        Route::Setup => page::sign_in::SetupPage().into_any(),
        Route::Rooms => page::rooms::RoomsPage().into_any(),
        Route::Questions => page::question::QuestionsPage().into_any(),
        Route::Question(question) => view! { <page::question::QuestionPage question /> }.into_any(),
        Route::Join | Route::Room { .. } | Route::Review { .. } | Route::Sheet { .. } | Route::Unknown => {
            page::home::UnknownPage().into_any()
        }
    })
}
