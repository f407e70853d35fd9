//! The way in for whoever was sent a link: what this is, who will be there, what is recorded, one consent, one button.

pub mod checks;
pub mod knocking;

use interview::{
    api::{Join, Joined, LinkView},
    seat::Role,
};
use leptos::{
    ev::{self, SubmitEvent},
    prelude::*,
};

use crate::{
    api, dom,
    page::join::{checks::Checks, knocking::Knocking},
    route::{navigate, rewrite_address, room_address},
    ui::{Button, Check, Deed, Field, Look, Message, PageFrame, Spinner, Tone},
};

/// How far somebody got.
#[derive(Clone, PartialEq)]
enum Stage {
    /// A short code is asked for.
    Code,
    /// The server is asked where the link leads.
    Looking,
    /// It leads there.
    Lobby(LinkView),
    /// It adds this device to somebody's seat.
    Device(LinkView),
    /// The host is asked.
    Knocking(String),
    /// The host said no.
    TurnedAway,
}

/// `/join#<token>`. Another link that is opened in the same tab changes nothing but what is after the `#`: it begins anew.
#[component]
pub fn JoinPage() -> impl IntoView {
    let brought = RwSignal::new(taken_from_address());
    let listener = window_event_listener(ev::hashchange, move |_| {
        let token = taken_from_address();
        if !token.is_empty() {
            brought.set(token);
        }
    });
    on_cleanup(move || listener.remove());
    view! { <PageFrame title="Join">{move || view! { <Way token=brought.get() /> }}</PageFrame> }
}

/// The token is out of the address at once, so that it gets into no bookmark, screenshot or shared window.
fn taken_from_address() -> String {
    let token = dom::fragment();
    rewrite_address("/join");
    token
}

/// The way in with one link, or with none yet.
#[component]
fn Way(token: String) -> impl IntoView {
    let token = RwSignal::new(token);
    let stage = RwSignal::new(if token.get_untracked().is_empty() {
        Stage::Code
    } else {
        Stage::Looking
    });
    let looking = Deed::new();
    let look = move || {
        looking.run(
            api::joining::look(token.get_untracked().trim().to_owned()),
            move |link| match &link.seat {
                Some(seat) => navigate(&room_address(link.room, seat)),
                None if link.device_of.is_some() => stage.set(Stage::Device(link)),
                None => stage.set(Stage::Lobby(link)),
            },
        );
    };
    if stage.get_untracked() == Stage::Looking {
        look();
    }
    move || match stage.get() {
        Stage::Code => view! { <CodeForm token looking on_look=look /> }.into_any(),
        Stage::Looking => view! {
            <h1>"Join the round"</h1>
            <Show when=move || looking.busy().get()>
                <Spinner words="Looking where this link leads" />
            </Show>
            <Message tone=Tone::Problem text=looking.error() />
            <Show when=move || looking.error().get().is_some()>
                <div class="row">
                    <Button look=Look::Primary on_press=look>"Try again"</Button>
                    <Button on_press=move || stage.set(Stage::Code)>"Type a short code"</Button>
                </div>
            </Show>
        }
        .into_any(),
        Stage::Lobby(link) => view! { <Lobby link token stage /> }.into_any(),
        Stage::Device(link) => view! { <SecondDevice link token stage /> }.into_any(),
        Stage::Knocking(knock) => {
            view! { <Knocking knock on_turned_away=move || stage.set(Stage::TurnedAway) /> }.into_any()
        }
        Stage::TurnedAway => view! {
            <h1>"The host did not let this browser in"</h1>
            <p>"If that was a mistake, call or write to whoever invited you and ask for a new link."</p>
        }
        .into_any(),
    }
}

/// For links that lost their end on the way, as in some mail programs.
#[component]
fn CodeForm(token: RwSignal<String>, looking: Deed, #[prop(into)] on_look: Callback<()>) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if token.get_untracked().trim().is_empty() {
            looking.refuse("Please type the short code of your invitation.");
        } else {
            on_look.run(());
        }
    };
    view! {
        <h1>"Join with a short code"</h1>
        <form class="stack page-narrow" on:submit=submit>
            <Field label="Short code" value=token autofocus=true hint="It stands beside the link in your invitation." />
            <Message tone=Tone::Problem text=looking.error() />
            <Button look=Look::Primary submit=true busy=looking.busy()>"Go on"</Button>
        </form>
    }
}

#[component]
fn Lobby(link: LinkView, token: RwSignal<String>, stage: RwSignal<Stage>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let consent = RwSignal::new(false);
    let joining = Deed::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return joining.refuse("Please give the name that the others shall see.");
        }
        if !consent.get_untracked() {
            return joining.refuse("Please say that you agree to the recording, or ask whoever invited you.");
        }
        let join = Join {
            token: token.get_untracked().trim().to_owned(),
            name,
            consent: true,
        };
        deed_join(joining, join, stage);
    };
    let (taken, role) = (link.taken, link.role);
    view! {
        <h1>{lobby_title(&link)}</h1>
        <p>{what_this_is(&link)}</p>
        <Attendance people=link.people />
        <section class="join-recorded">
            <h2>"What is recorded"</h2>
            <p>"Strokes, code, cursor and chat in this room, with their times."</p>
            <p>"Not your screen, not other tabs, not your camera. Your voice only if you choose that yourself, in the room."</p>
        </section>
        <Checks />
        <form class="stack page-narrow" on:submit=submit>
            <Message text=taken
                .then(|| {
                    "Another browser already uses this link. If that was you, ask the host to let this one in."
                        .to_owned()
                }) />
            <Field label="Your name" value=name autocomplete="name" hint="Everyone in the room sees it." />
            <Check checked=consent on_change=move |agreed: bool| consent.set(agreed)>
                {consent_words(role)}
            </Check>
            <Message tone=Tone::Problem text=joining.error() />
            <Button look=Look::Primary submit=true busy=joining.busy()>
                {if taken { "Ask the host to let me in" } else { "Join the round" }}
            </Button>
        </form>
    }
}

/// A code from one's own other device: everything was said there already.
#[component]
fn SecondDevice(link: LinkView, token: RwSignal<String>, stage: RwSignal<Stage>) -> impl IntoView {
    let joining = Deed::new();
    let name = link.device_of.unwrap_or_default();
    let title = format!("Join as {name} on this device too");
    let press = move || {
        let join = Join {
            token: token.get_untracked().trim().to_owned(),
            name: name.clone(),
            consent: true,
        };
        deed_join(joining, join, stage);
    };
    view! {
        <h1>{title}</h1>
        <p>"Both devices are you: one name, and what you do on one can be taken back on the other."</p>
        <p class="quiet">"Not you? Then close this page; the code is somebody else's."</p>
        <Message tone=Tone::Problem text=joining.error() />
        <Button look=Look::Primary busy=joining.busy() on_press=press>"Add this device"</Button>
    }
}

fn deed_join(joining: Deed, join: Join, stage: RwSignal<Stage>) {
    let work = async move { api::joining::join(&join).await };
    joining.run(work, move |joined| match joined {
        Joined::Seated { room, seat } => navigate(&room_address(room, &seat)),
        Joined::Knocking { knock } => stage.set(Stage::Knocking(knock)),
        Joined::TurnedAway => stage.set(Stage::TurnedAway),
    });
}

/// Everybody is named, observers too.
#[component]
fn Attendance(people: Vec<(String, Role)>) -> impl IntoView {
    (!people.is_empty()).then(|| {
        view! {
            <section>
                <h2>"Who will be there"</h2>
                <ul class="join-people">
                    {people
                        .into_iter()
                        .map(|(name, role)| {
                            let name = if name.is_empty() { "Somebody invited".to_owned() } else { name };
                            view! { <li>{name}<span class="quiet">{format!(" · {}", role.word())}</span></li> }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}

fn lobby_title(link: &LinkView) -> &'static str {
    if link.ended {
        return "This round has ended";
    }
    match link.role {
        Role::Candidate => "Welcome to your interview",
        Role::Host => "Host this round",
        Role::CoHost => "Interview along in this round",
        Role::Observer => "Observe this round",
    }
}

/// Who only watches has a pointer that is seen.
fn consent_words(role: Role) -> &'static str {
    match role {
        Role::Candidate | Role::Host | Role::CoHost => "I agree that what I draw and write in this room is recorded.",
        Role::Observer => "I agree that it is recorded when I am here and where I point.",
    }
}

fn what_this_is(link: &LinkView) -> String {
    if link.ended {
        return "Whoever joins now sees the board and the code as they were left.".to_owned();
    }
    let length = link
        .minutes_planned
        .map(|minutes| format!(" About {minutes} minutes are planned."))
        .unwrap_or_default();
    let part = match link.role {
        Role::Candidate => {
            "You and your interviewer draw on one board and write code side by side. Nothing to install, no account."
        }
        Role::Host => "You run the round: you invite, let people in, and end it.",
        Role::CoHost => "You draw and write along, keep private notes, and can take over as host.",
        Role::Observer => "You watch; everyone in the room sees that you are there.",
    };
    format!("{part}{length}")
}
