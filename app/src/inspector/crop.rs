//! What is cut off of a picture at its four sides.

use board::tool::{
    Intent,
    crop::{Cuts, crop},
};
use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use super::subject::Subject;
use crate::{session::Session, shortcuts::on_selection, ui::Button};

/// A side: its name, what is cut off there, and how that is set.
type Side = (&'static str, fn(&Cuts) -> u16, fn(&mut Cuts, u16));

const SIDES: [Side; 4] = [
    ("Left", |cuts| cuts.left, |cuts, cut| cuts.left = cut),
    ("Right", |cuts| cuts.right, |cuts, cut| cuts.right = cut),
    ("Top", |cuts| cuts.top, |cuts, cut| cuts.top = cut),
    ("Bottom", |cuts| cuts.bottom, |cuts, cut| cuts.bottom = cut),
];

/// A slider for each side. The board follows it, and letting go is the end of the step.
#[component]
pub(super) fn Crop(session: Session, subject: Memo<Subject>) -> impl IntoView {
    let cuts = Memo::new(move |_| subject.with(|it| it.cuts));
    let by_hand = move |()| {
        if let [id] = *session.selection().get_untracked() {
            session.dispatch(Intent::Crop(id));
        }
    };
    view! {
        <Show when=move || cuts.get().is_some()>
            <details class="inspector-crop">
                <summary>"Crop"</summary>
                <Button on_press=by_hand>"With handles"</Button>
                {SIDES
                    .into_iter()
                    .map(|(name, read, set)| {
                        let percent = move || cuts.get().map_or(0, |cuts| read(&cuts) / 100);
                        let slide = move |event: ev::Targeted<ev::Event, HtmlInputElement>| {
                            let Ok(percent) = event.target().value().parse::<u16>() else {
                                return;
                            };
                            let mut wanted = cuts.get_untracked().unwrap_or_default();
                            set(&mut wanted, percent.min(95) * 100);
                            on_selection(session, |board, selection| crop(board, selection, wanted));
                        };
                        view! {
                            <label class="inspector-slider">
                                <span>{name}</span>
                                <input
                                    type="range"
                                    min="0"
                                    max="95"
                                    prop:value=move || percent().to_string()
                                    aria-valuetext=move || format!("{} % cut off", percent())
                                    on:input:target=slide
                                    on:change=move |_| session.end_step()
                                />
                            </label>
                        }
                    })
                    .collect_view()}
            </details>
        </Show>
    }
}
