//! The first page: start a room, try it alone, and what is going on or waits for a review.

use interview::api::{Me, Question, RoomPhase, StartedRoom};
use leptos::prelude::*;

use crate::{
    api::{self, ApiError},
    page::{
        rooms::RoomList,
        staff::{SignInFirst, who_is_here},
    },
    route::{Link, navigate, room_address},
    ui::{Button, Deed, Field, Look, Message, PageFrame, Spinner, Tone},
};

/// How many rooms the home page shows before it points to the list.
const ROOMS_SHOWN: usize = 6;

/// `/`
#[component]
pub fn HomePage() -> impl IntoView {
    let who = who_is_here();
    let staff = Signal::derive(move || {
        who.read()
            .as_ref()
            .is_some_and(|who| who.as_ref().is_ok_and(|me| me.staff))
    });
    view! {
        <PageFrame title="" staff>
            <div class="home-head">
                <h1>"Draw and code together, and see later how it came to be"</h1>
                <p class="quiet">
                    "A whiteboard and code pad for technical interviews that remembers every step."
                </p>
            </div>
            {move || match who.get() {
                None => view! { <Spinner words="Asking the server who you are" /> }.into_any(),
                Some(Err(error)) => view! { <Message tone=Tone::Problem text=Some(error.sentence) /> }.into_any(),
                Some(Ok(me)) => view! { <HomeFor me /> }.into_any(),
            }}
            <TryAlone />
        </PageFrame>
    }
}

/// Any address that is none of ours.
#[component]
pub fn UnknownPage() -> impl IntoView {
    view! {
        <PageFrame title="Nothing here">
            <h1>"There is nothing at this address"</h1>
            <p class="quiet">
                "If you were sent a link, open it once more from the message, or type its short code on the "
                <Link to="/join">"join page"</Link>"."
            </p>
            <p><Link to="/">"Go to the first page"</Link></p>
        </PageFrame>
    }
}

#[component]
fn HomeFor(me: Me) -> impl IntoView {
    if me.staff {
        view! {
            <StartRoom />
            <OpenRooms />
        }
        .into_any()
    } else {
        view! { <SignInFirst needs_setup=me.needs_setup /> }.into_any()
    }
}

#[component]
fn StartRoom() -> impl IntoView {
    let title = RwSignal::new(String::new());
    let question = RwSignal::new(String::new());
    let questions = LocalResource::new(api::questions::list);
    let deed = Deed::new();
    let start = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = Some(question.get_untracked()).filter(|id| !id.is_empty());
        let named = title.get_untracked().trim().to_owned();
        let named = if named.is_empty() {
            "Untitled round".to_owned()
        } else {
            named
        };
        deed.run(api::rooms::start(named, chosen), enter);
    };
    view! {
        <form class="home-start" on:submit=start>
            <Field label="Start a room" value=title placeholder="Title, for example the candidate's name" autofocus=true />
            {move || match questions.get() {
                Some(Ok(list)) if !list.is_empty() => view! { <QuestionChoice list chosen=question /> }.into_any(),
                Some(_) | None => ().into_any(),
            }}
            <Button look=Look::Primary submit=true busy=deed.busy()>"Start"</Button>
        </form>
        <Message tone=Tone::Problem text=deed.error() />
    }
}

#[component]
fn QuestionChoice(list: Vec<Question>, chosen: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for="home-question">"Question"</label>
            <select id="home-question" on:change:target=move |event| chosen.set(event.target().value())>
                <option value="">"Empty board"</option>
                {list
                    .into_iter()
                    .map(|question| view! { <option value=question.id>{question.title}</option> })
                    .collect_view()}
            </select>
        </div>
    }
}

/// Rooms that are going on or wait to begin first, then those that were ended last.
#[component]
fn OpenRooms() -> impl IntoView {
    let rooms = LocalResource::new(|| async {
        let mut rooms = api::rooms::list("").await?;
        rooms.sort_by_key(|row| {
            (
                row.phase == RoomPhase::Ended,
                std::cmp::Reverse(row.created_unix_millis),
            )
        });
        rooms.truncate(ROOMS_SHOWN);
        Ok::<_, ApiError>(rooms)
    });
    view! {
        <section class="home-rooms">
            {move || match rooms.get() {
                None => view! { <Spinner words="Fetching your rooms" /> }.into_any(),
                Some(Err(error)) => view! { <Message tone=Tone::Problem text=Some(error.sentence) /> }.into_any(),
                Some(Ok(list)) if list.is_empty() => ().into_any(),
                Some(Ok(list)) => {
                    view! {
                        <h2>"Your rooms"</h2>
                        <RoomList list changed=move || rooms.refetch() />
                        <p><Link to="/rooms">"All rooms"</Link></p>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// One link for whoever wants to see what this is, and where a short code goes.
#[component]
fn TryAlone() -> impl IntoView {
    let deed = Deed::new();
    let try_alone = move || deed.run(api::rooms::start_try_out(), enter);
    view! {
        <section class="home-try">
            <Button busy=deed.busy() on_press=try_alone>"Try it alone"</Button>
            <p class="quiet small">
                "No account; deleted after a day. Invited to a round? Open your link, or "
                <Link to="/join">"type its short code"</Link>"."
            </p>
            <Message tone=Tone::Problem text=deed.error() />
        </section>
    }
}

fn enter(started: StartedRoom) {
    navigate(&room_address(started.room, &started.seat));
}
