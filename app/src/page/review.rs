//! The page of one review: asks for the recording and one's own notes, and arranges bar, board, code, list and time. Wiring only.

use board::id::RoomId;
use interview::{api::RecordingHeader, led::ViewerKind};
use leptos::{prelude::*, task::spawn_local};

use super::staff::who_is_here;
use crate::{
    api::ApiError,
    dom,
    notes::{Sharing, SharingButton, book::Book},
    people::{Presence, mark::PersonMark},
    review::{
        Review,
        bar::Bar,
        board_pane::BoardPane,
        code_pane::CodePane,
        compare::{Comparing, Pointed, code::CompareCode, panel::ComparePanel},
        faces::{Blindness, Faces},
        keys::{self, KeyHelp},
        led::{self, Led, LedStrip, TogetherMenu},
        link,
        loading::Loaded,
        looked::{FollowMenu, Looked},
        notes::{self, ReviewNotes},
        opening::Opened,
        projector::Projector,
        proving,
        removal::{self, InReview, RemoveButton},
        searching::Searching,
        story_list::StoryList,
        styled,
        take_away::TakeAway,
        things::{Things, panel::ThingPanel},
        thumbnails::Thumbnails,
        time_bar::TimeBar,
        voices::{SoundFaults, SoundPanel, Voices},
    },
    route::{Link, room_address},
    ui::{
        Button, Divider, EmptyState, IconButton, Look, Message, PageFrame, Spinner, Split, Tab, Tabs, ThemeSwitch, Tone,
    },
};

/// How long a word of thanks stays on a button.
const TOLD_MILLIS: u32 = 2_500;

/// The page of one review.
#[component]
pub fn ReviewPage(
    /// The room.
    room: RoomId,
    /// The seat of who tried it alone; staff need none.
    seat: Option<String>,
) -> impl IntoView {
    let seat = StoredValue::new(seat);
    // All are asked for at once.
    let look = LocalResource::new(styled);
    // Read quickly and held against the hash chain afterwards; where that fails, once more and strictly.
    let strictly = RwSignal::new(false);
    provide_context(proving::Strictly(strictly));
    let loaded = LocalResource::new(move || {
        let strictly = strictly.get();
        Loaded::load(room, seat.get_value(), strictly)
    });
    // A projector's page does not even fetch what is private.
    let book = (!link::is_projector()).then(|| Book::open(room, seat.get_value()));
    // A page that waits for several answers is made again with each; what was loaded is opened once.
    let kept = StoredValue::new_local(None::<(Loaded, Opened)>);
    let opened_once = move |loaded: Loaded| {
        let known = kept.with_value(|kept| {
            let kept = kept.as_ref().filter(|(of, _)| of.is(&loaded));
            kept.map(|(_, opened)| opened.clone())
        });
        known.unwrap_or_else(|| {
            let opened = Opened::read(&loaded);
            kept.set_value(Some((loaded, opened.clone())));
            opened
        })
    };
    let opened = move || {
        Suspend::new(async move {
            // What was read of the recording waits for nothing else: it belongs to this thread.
            let loaded = match (look.await, loaded.await) {
                (Ok(()), Ok(loaded)) => loaded,
                (Err(error), _) | (_, Err(error)) => {
                    return view! { <Refused error has_seat=seat.with_value(Option::is_some) /> }.into_any();
                }
            };
            let opened = opened_once(loaded);
            if opened.timeline.entries().is_empty() {
                let opened = opened.seen(Faces::of_address());
                return view! { <Nothing opened seat=seat.get_value() /> }.into_any();
            }
            match book {
                Some(book) => view! { <Seen room seat=seat.get_value() opened book /> }.into_any(),
                None => view! { <Projector room seat=seat.get_value() opened /> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=|| view! { <Spinner words="Opening the recording…" /> }>{opened}</Suspense> }
}

/// Why it cannot be opened, and where to go. The server tells nobody but staff which rooms there are, so that who is not
/// signed in may have to.
#[component]
fn Refused(error: ApiError, has_seat: bool) -> impl IntoView {
    let who = who_is_here();
    let after = window().location().search().unwrap_or_default();
    let here = format!("{}{after}", window().location().pathname().unwrap_or_default());
    let sign_in = format!("/sign-in?then={}", String::from(js_sys::encode_uri_component(&here)));
    let may_help = !has_seat && matches!(error.status, 401 | 403 | 404);
    let signed_out = move || {
        may_help
            && who
                .get()
                .is_some_and(|who| who.is_ok_and(|me| !me.staff && !me.needs_setup))
    };
    view! {
        <PageFrame title="Review">
            <h1>"This review cannot be opened"</h1>
            <Message tone=Tone::Problem text=Some(error.sentence) />
            <Show when=signed_out fallback=|| view! { <p><Link to="/">"Home"</Link></p> }>
                <div class="stack">
                    <p class="quiet">"Reviewing rooms is for staff."</p>
                    <Link to=sign_in.clone() class="button button-primary">"Sign in"</Link>
                </div>
            </Show>
        </PageFrame>
    }
}

/// A recording without an entry that can be shown.
#[component]
fn Nothing(opened: Opened, seat: Option<String>) -> impl IntoView {
    let to = if seat.is_some() { "/" } else { "/rooms" };
    view! {
        <PageFrame title=opened.header.title.clone()>
            <h1>{opened.header.title}</h1>
            <Message tone=Tone::Problem text=opened.fault.clone() />
            {opened.fault.is_none().then(|| view! {
                <EmptyState sentence="Nothing was recorded in this room yet; as soon as somebody draws or types, it can be played here." />
            })}
            <p><Link to>"Back"</Link></p>
        </PageFrame>
    }
}

/// The review with names and colours as they are, or neutral. All of it is made anew when that changes, so that no part shows
/// what it knew before; where time is stays.
#[component]
fn Seen(room: RoomId, seat: Option<String>, opened: Opened, book: Book) -> impl IntoView {
    let blindness = Blindness::begin();
    Led::begin(room, seat.clone(), ViewerKind::Person);
    let opened = StoredValue::new_local(opened);
    move || {
        let faces = Faces { blind: blindness.on() };
        let opened = opened.with_value(|opened| {
            faces.begin(&opened.header);
            opened.seen(faces)
        });
        view! { <Recorded room seat=seat.clone() opened book /> }
    }
}

#[component]
fn Recorded(room: RoomId, seat: Option<String>, opened: Opened, book: Book) -> impl IntoView {
    let sharing = Sharing::begin(opened.header.title.clone());
    provide_context(sharing);
    let fault = opened.fault.clone();
    let still = "Nobody has done anything in this room yet: this is what it began with.".to_owned();
    let still = opened.is_still().then_some(still);
    let header = opened.header.clone();
    let review = Review::begin(opened, notes::shown(book, sharing));
    ReviewNotes::begin(review, book, sharing);
    Searching::begin(review);
    match expect_context::<Blindness>().goes_on() {
        Some(transport) => review.player.take_over(transport, 0),
        None => link::go_to_address(review.player),
    }
    Bar::begin(review);
    Thumbnails::begin(review);
    Voices::begin(review, room, seat.clone());
    Looked::begin(review, room, seat.clone());
    link::follow(review.player, room, seat.clone());
    Things::begin(review);
    led::drive(review, expect_context());
    keys::listen(review);
    removal::begin(room, seat.clone(), review);
    let proven = proving::begin(review);
    let faces = expect_context::<Faces>();
    let player = review.player;
    let seq = Memo::new(move |_| {
        player.revision().track();
        player.seq().0
    });
    view! {
        <div
            class="review"
            data-blind=faces.blind.then_some("yes")
            data-seq=move || seq.get().to_string()
            data-proven=move || proven.get().then_some("yes")
        >
            <Head room seat=seat.clone() header />
            <div class="review-faults">
                <Message tone=Tone::Problem text=fault />
                <LedStrip />
                <Message text=still />
                <SoundFaults />
            </div>
            <Desk room seat />
            <SoundPanel />
            <TimeBar />
            <KeyHelp />
            <InReview />
        </div>
    }
}

#[component]
fn Head(room: RoomId, seat: Option<String>, header: RecordingHeader) -> impl IntoView {
    let review = expect_context::<Review>();
    let back = seat
        .as_ref()
        .map_or_else(|| "/rooms".to_owned(), |seat| room_address(room, seat));
    let back_words = if seat.is_some() { "Room" } else { "Rooms" };
    let people = header
        .people
        .into_iter()
        .filter(|person| !person.name.is_empty())
        .map(|person| Presence {
            actor: board::actor::ActorIndex(person.actor),
            name: person.name,
            role: person.role,
            away_since: None,
        });
    // Letters and colours would say who it is.
    let faces = expect_context::<Faces>();
    let marks = (!faces.blind).then(|| people.map(|person| view! { <PersonMark person /> }).collect_view());
    let date = header.began_unix_millis.map(dom::date_time);
    let seat = StoredValue::new(seat);
    let moment = move || {
        let (at, looped) = (
            review.player.playhead().get_untracked(),
            review.player.looped().get_untracked(),
        );
        link::link_to(room, seat.get_value().as_deref(), at, looped, faces)
    };
    let sharing = expect_context::<Sharing>();
    let title = move || {
        if sharing.on() {
            "Board".to_owned()
        } else {
            header.title.clone()
        }
    };
    view! {
        <header class="review-head">
            <Link to=back class="review-back">{back_words}</Link>
            <h1 class="review-title" tabindex="-1">{title}</h1>
            <p class="review-date quiet small">{date}</p>
            <span class="review-people">{marks}</span>
            <span class="review-space"></span>
            <BlindSwitch />
            <FollowMenu />
            <TogetherMenu room seat=seat.get_value() />
            <RemoveButton />
            <CopyButton words="Copy link to this moment" icon="link" text=moment />
            <TakeAway room seat=seat.get_value() />
            <SharingButton />
            <ThemeSwitch />
        </header>
    }
}

/// Names and colours, or neutral ones.
#[component]
fn BlindSwitch() -> impl IntoView {
    let (blindness, player) = (expect_context::<Blindness>(), expect_context::<Review>().player);
    view! {
        <IconButton
            icon="venetian-mask"
            label="Neutral names"
            key="B"
            pressed=Signal::derive(move || Some(blindness.on()))
            on_press=move || blindness.toggle(player)
        />
    }
}

/// Copies a text and says whether that worked.
#[component]
fn CopyButton<F>(words: &'static str, icon: &'static str, text: F) -> impl IntoView
where
    F: Fn() -> String + Send + Sync + 'static,
{
    let told = RwSignal::new(None::<&'static str>);
    let copy = move || {
        let text = text();
        spawn_local(async move {
            let copied = dom::copy_text(&text).await;
            told.try_set(Some(if copied {
                "Copied"
            } else {
                "The browser did not allow copying"
            }));
            dom::pause(TOLD_MILLIS).await;
            told.try_set(None);
        });
    };
    view! {
        <Button look=Look::Quiet icon on_press=copy>
            <span class="review-copy">{move || told.get().unwrap_or(words)}</span>
        </Button>
        // What is read out by itself is no part of a button's name.
        <span class="visually-hidden" role="status">{move || told.get()}</span>
    }
}

/// Board, code and list; in a narrow window one of them at a time.
#[component]
fn Desk(room: RoomId, seat: Option<String>) -> impl IntoView {
    let split = Split::kept();
    let tab = RwSignal::new(Tab::Board);
    let notes = expect_context::<ReviewNotes>();
    Effect::new(move || {
        if notes.is_writing() {
            // Begun by a key, and the field stands there.
            tab.set(Tab::Notes);
        }
    });
    let asked = expect_context::<Searching>().asked();
    Effect::new(move |was: Option<u32>| {
        let asked = asked.get();
        if was.is_some_and(|was| was != asked) {
            // Asked for by a key, and the field stands there.
            tab.set(Tab::Notes);
        }
        asked
    });
    let comparing = expect_context::<Comparing>();
    // A narrow window shows the side on which the difference is.
    Effect::new(move |_| match comparing.pointed.get() {
        Some(Pointed::Element(_)) => tab.set(Tab::Board),
        Some(Pointed::Line(..)) => tab.set(Tab::Code),
        None => {}
    });
    view! {
        <Tabs parts=[Tab::Board, Tab::Code, Tab::Notes] shown=tab />
        <div class="review-desk" data-tab=move || tab.get().key()>
            <div class="desk review-panes" data-side=move || split.side() style:--split=move || split.css()>
                <section class="desk-board" aria-label="Board at the playhead"><BoardPane room seat /></section>
                <Divider split />
                <section class="desk-code" aria-label="Code at the playhead"><CodePane /><CompareCode /></section>
            </div>
            <StoryList shown=Signal::derive(move || tab.get() == Tab::Notes) />
            <ThingPanel />
            <ComparePanel />
        </div>
    }
}
