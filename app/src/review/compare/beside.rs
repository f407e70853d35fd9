//! The earlier board beside the later one, through the same camera: whoever moves one moves both.

use board::{element::AssetHash, scene::Camera};
use leptos::prelude::*;

use super::{Comparing, Side, marks::Marks};
use crate::{canvas::Canvas, live::Live};

/// The earlier board, while both are shown beside each other.
#[component]
pub fn CompareBeside(
    /// What is in view, of either board.
    camera: Live<Camera>,
    /// Where images come from.
    asset_url: UnsyncCallback<AssetHash, String>,
) -> impl IntoView {
    let comparing = expect_context::<Comparing>();
    let is_beside = move || comparing.is_open() && comparing.side.get() == Side::Beside;
    let before = UnsyncCallback::new(move |()| {
        let compared = comparing.compared_now();
        compared.map(|compared| compared.before.clone()).unwrap_or_default()
    });
    let revision = comparing.revision(Signal::derive(|| 1));
    let label = move || {
        let [before, _] = comparing.compared()?.times;
        Some(format!("Board at {}", before.clock()))
    };
    view! {
        <Show when=is_beside>
            <section class="compare-beside" aria-label=label>
                <Canvas revision board=before camera asset_url />
                <Marks camera side=Side::Before />
            </section>
        </Show>
    }
}
