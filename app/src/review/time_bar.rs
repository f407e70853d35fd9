//! Time, at the bottom of the page: the controls, and below them the bar itself with everything that has a place on it.

mod chapters;
mod controls;
mod hand;
mod hover;
mod lanes;
mod legend;
mod looped;
mod overview;
mod pins;
mod place;
mod spans;
mod track;

use leptos::prelude::*;

pub(super) use self::controls::speed_words;
use self::{controls::Controls, track::Track};

/// Controls and bar.
#[component]
pub fn TimeBar() -> impl IntoView {
    view! {
        <section class="time-bar" aria-label="Time">
            <Controls />
            <Track />
        </section>
    }
}
