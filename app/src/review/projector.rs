//! A review for a room full of people: board, code and time in large letters, and who leads. It follows whoever leads and does
//! nothing else. Nothing private can be on it: nothing here knows of notes, and the page has not fetched any.

use board::{
    Board as DrawnBoard,
    element::AssetHash,
    id::RoomId,
    moments::{chapter_at, chapters},
    recording::Seq,
    scene::Camera,
};
use interview::led::ViewerKind;
use kurbo::Size;
use leptos::prelude::*;

use crate::{
    api,
    canvas::{Canvas, Pictures},
    decimal::fixed,
    live::Live,
    notes::NEUTRAL_TITLE,
    review::{
        Review,
        board_pane::{all_that_is_drawn, keep_in_view, moments},
        code_pane::PlainCode,
        compare::{Comparing, beside::CompareBeside, code::CompareCode, marks::CompareMarks},
        faces::{Blindness, Faces},
        led::{self, Led, LedWords, led_cursor},
        looked::Looked,
        opening::Opened,
        removal,
        time_bar::speed_words,
    },
    ui::Icon,
};

/// The whole page.
#[component]
pub fn Projector(
    /// The room.
    room: RoomId,
    /// The seat of who tried it alone; staff need none.
    seat: Option<String>,
    /// What is shown.
    opened: Opened,
) -> impl IntoView {
    let blind = untrack(|| Blindness::begin().on());
    let faces = Faces { blind };
    faces.begin(&opened.header);
    document().set_title(NEUTRAL_TITLE);
    // As in sharing mode; cards are everybody's, notes are not asked for.
    let review = Review::begin(opened.seen(faces), Signal::derive(Vec::new));
    let comparing = Comparing::begin(review);
    Looked::begin(review, room, seat.clone());
    removal::begin(room, seat.clone(), review);
    Led::begin(room, seat.clone(), ViewerKind::Projector);
    led::drive(review, comparing);
    let player = review.player;
    let seq = Memo::new(move |_| {
        player.revision().track();
        player.seq().0
    });
    let ends_with_code = has_code(&review.opened().timeline.at_seq(Seq(u64::MAX)));
    let shows_code = Memo::new(move |_| {
        player.revision().track();
        ends_with_code || has_code(&player.board())
    });
    view! {
        <main class="projector" data-seq=move || seq.get().to_string() data-blind=blind.then_some("yes")>
            <h1 class="visually-hidden">{NEUTRAL_TITLE}</h1>
            <div class="projector-head"><LedWords /></div>
            <div class="projector-desk" data-code=move || shows_code.get().then_some("yes")>
                <section class="projector-board" aria-label="Board at the playhead"><Board room seat /></section>
                <section class="projector-code" aria-label="Code at the playhead"><PlainCode /><CompareCode /></section>
            </div>
            <Time />
        </main>
    }
}

/// A room begins with an empty file, which tells nothing.
fn has_code(board: &DrawnBoard) -> bool {
    board.files().any(|file| !file.text.is_empty())
}

#[component]
fn Board(room: RoomId, seat: Option<String>) -> impl IntoView {
    let (review, comparing) = (expect_context::<Review>(), expect_context::<Comparing>());
    let (looked, led) = (expect_context::<Looked>(), expect_context::<Led>());
    let player = review.player;
    let (camera, viewport) = (Live::new(Camera::default()), Live::new(Size::ZERO));
    keep_in_view(all_that_is_drawn(review), camera, viewport);
    let cursors = Memo::new(move |_| looked.cursors().into_iter().chain(led_cursor(led)).collect::<Vec<_>>());
    let board = UnsyncCallback::new(move |()| comparing.board().unwrap_or_else(|| player.board()));
    let asset_url = UnsyncCallback::new(move |hash: AssetHash| {
        api::with_seat(&format!("/api/v1/rooms/{room}/assets/{hash}"), seat.as_deref())
    });
    view! {
        <div class="stage">
            <Canvas
                revision=comparing.revision(player.revision())
                board
                cursors
                lights=Memo::new(move |_| looked.lights())
                camera
                viewport
                moments=moments(review, comparing, Pictures::awaited())
                asset_url
            />
            <CompareMarks camera viewport />
            <CompareBeside camera asset_url />
        </div>
    }
}

/// Where time is: a clock that can be read from the last row, and the whole recording as a line with its chapters.
#[component]
fn Time() -> impl IntoView {
    let review = expect_context::<Review>();
    let player = review.player;
    let opened = review.opened();
    let total = player.duration();
    let chapters = StoredValue::new(chapters(opened.timeline.entries(), total));
    let clock = Memo::new(move |_| player.playhead().get().clock());
    let chapter = Memo::new(move |_| {
        let at = player.playhead().get();
        chapters.with_value(|chapters| chapter_at(chapters, at).map(|chapter| chapter.name.clone()))
    });
    let part = move |millis: u64| format!("{}%", fixed(100.0 * millis as f64 / total.0.max(1) as f64, 2));
    let done = move || part(player.playhead().get().0);
    let marks = chapters.with_value(|chapters| {
        let starts = chapters.iter().map(|chapter| part(chapter.span.from.0));
        starts.collect::<Vec<_>>()
    });
    let marks = marks
        .into_iter()
        .map(|left| view! { <span class="projector-chapter" style:left=left></span> });
    let speed = move || {
        let percent = player.speed_percent().get();
        (percent != 100).then(|| speed_words(percent))
    };
    let sign = Signal::derive(move || if player.playing().get() { "play" } else { "pause" });
    view! {
        <section class="projector-time" aria-label="Time">
            <p class="projector-clock">
                <Icon name=sign />
                <time>{clock}</time>
                <span class="quiet">" / " {total.clock()}</span>
                <span class="quiet">{speed}</span>
                <span class="projector-phase">{chapter}</span>
            </p>
            <div class="projector-track" aria-hidden="true">
                <span class="projector-done" style:width=done></span>
                {marks.collect_view()}
            </div>
        </section>
    }
}
