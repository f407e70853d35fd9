//! Asks which page of a PDF file goes on the board, and shows it before it does.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, Url};

use super::bridge::{Pages, Picture, open_pdf, page};
use crate::ui::{Button, button::Look, dialog::Dialog};

/// How far the file is.
#[derive(Clone)]
enum Opened {
    Opening,
    Here(Pages),
    Failed(String),
}

/// A painted page, with an address to show it by as long as it is looked at.
struct Shown {
    picture: Picture,
    address: String,
}

impl Shown {
    fn of(picture: Picture) -> Option<Shown> {
        let address = Url::create_object_url_with_blob(&picture.blob()).ok()?;
        Some(Shown { picture, address })
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        Url::revoke_object_url(&self.address).ok();
    }
}

/// The dialog, while there is a file.
#[component]
pub(super) fn PdfDialog(
    /// The file; closing the dialog takes it away.
    file: RwSignal<Option<File>, LocalStorage>,
    /// Takes the page that was chosen.
    put: UnsyncCallback<Picture>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(file.with(Option::is_some)));
    Effect::new(move |was_open: Option<bool>| {
        if was_open == Some(true) && !open.get() {
            file.set(None);
        }
        open.get()
    });
    view! {
        <Dialog open title="A page to draw on">
            {move || file.get().map(|file| view! { <Chooser file open put /> })}
        </Dialog>
    }
}

#[component]
fn Chooser(file: File, open: RwSignal<bool>, put: UnsyncCallback<Picture>) -> impl IntoView {
    let opened = RwSignal::new_local(Opened::Opening);
    let number = RwSignal::new(1_u32);
    let shown = RwSignal::new_local(None::<Option<Rc<Shown>>>);
    let name = file.name();
    spawn_local(async move {
        let found = match open_pdf(&file).await {
            Ok(Some(pages)) => Opened::Here(pages),
            Ok(None) => {
                let why = "This file cannot be opened: it is no PDF file, is damaged, or wants a password.";
                Opened::Failed(why.to_owned())
            }
            Err(why) => Opened::Failed(format!("Not opened: {why}")),
        };
        let _left = opened.try_set(found);
    });
    Effect::new(move |_| {
        let (wanted, Opened::Here(pages)) = (number.get(), opened.get()) else {
            return;
        };
        shown.set(None);
        spawn_local(async move {
            let painted = page(&pages, wanted).await.and_then(Shown::of).map(Rc::new);
            // Another page may have been asked for meanwhile.
            if number.try_get_untracked() == Some(wanted) {
                let _left = shown.try_set(Some(painted));
            }
        });
    });
    on_cleanup(move || {
        if let Some(Opened::Here(pages)) = opened.try_get_untracked() {
            pages.close();
        }
    });
    let put_it = move || {
        if let Some(chosen) = shown.get_untracked().flatten() {
            put.run(chosen.picture.clone());
            open.set(false);
        }
    };
    let ready = Signal::derive(move || shown.with(|shown| matches!(shown, Some(Some(_)))));
    view! {
        <p>{name}</p>
        {move || match opened.get() {
            Opened::Opening => view! { <p role="status">"Opening the file …"</p> }.into_any(),
            Opened::Failed(why) => view! { <p role="alert">{why}</p> }.into_any(),
            Opened::Here(pages) => {
                let count = pages.count();
                view! {
                    <label class="field">
                        <span>{format!("Page (1 to {count})")}</span>
                        <input
                            type="number"
                            min="1"
                            max=count.to_string()
                            prop:value=move || number.get().to_string()
                            on:change:target=move |event| {
                                let wanted = event.target().value().trim().parse::<u32>().unwrap_or(1);
                                number.set(wanted.clamp(1, count.max(1)));
                            }
                        />
                    </label>
                    <div class="pdf-page">
                        {move || shown.with(|shown| match shown {
                            None => view! { <p role="status">"Painting the page …"</p> }.into_any(),
                            Some(None) => view! { <p role="alert">"This page cannot be painted. Try another one."</p> }.into_any(),
                            Some(Some(page)) => {
                                view! { <img src=page.address.clone() alt=format!("Page {}", number.get_untracked()) /> }
                                    .into_any()
                            }
                        })}
                    </div>
                }
                .into_any()
            }
        }}
        <p>"It lies under everything else and is locked, so that you can draw on it."</p>
        <div class="dialog-deeds">
            <Button on_press=move || open.set(false)>"Cancel"</Button>
            <Button look=Look::Primary enabled=ready on_press=put_it>"Put it on the board"</Button>
        </div>
    }
}
