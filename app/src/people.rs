//! Who is in the room: marks in the bar, and a panel with roles and absences; for the host also seats, links and knocks.

pub mod invite;
pub mod mark;
pub mod seat_row;
pub mod seats_panel;

use std::time::Duration;

use board::{actor::ActorIndex, protocol::Person, time::Millis};
use interview::seat::Role;
use kurbo::Size;
use leptos::prelude::*;

pub use mark::colour_of;
pub use seats_panel::{Knocks, SeatsHeard};

use crate::{
    live::Live,
    people::{mark::PersonMark, seats_panel::SeatsPanel},
    session::{Activity, Session},
    side::{Side, Sides},
    together::{
        device::DeviceButton,
        gather::{GatherButton, GatherChoice},
        layer::LayerChoice,
    },
    ui::IconButton,
};

/// Marks of persons shown in the bar; the rest is a number.
const MARKS_SHOWN: usize = 5;
/// How often it is looked who is idle.
const TICK: Duration = Duration::from_secs(2);

/// The size of the canvas, for whoever moves its view.
#[derive(Clone, Copy)]
pub struct BoardSize(pub Live<Size>);

/// One person, whichever of the own tabs are connected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Presence {
    /// Index in the recording.
    pub actor: ActorIndex,
    /// The name.
    pub name: String,
    /// The role in words.
    pub role: String,
    /// Since when no tab of theirs is connected.
    pub away_since: Option<Millis>,
}

/// Everybody once: a person with two tabs is one person, and away only when both are.
pub fn present(people: &[Person]) -> Vec<Presence> {
    let mut persons: Vec<Presence> = Vec::new();
    for person in people {
        match persons.iter_mut().find(|known| known.actor == person.actor) {
            Some(known) => {
                known.away_since = known
                    .away_since
                    .zip(person.away_since)
                    .map(|(one, other)| one.max(other))
            }
            None => persons.push(Presence {
                actor: person.actor,
                name: person.name.clone(),
                role: person.role.clone(),
                away_since: person.away_since,
            }),
        }
    }
    persons
}

/// The marks in the room's bar, which open the panel. Observers are a number: disclosed, and no face in the way.
#[component]
pub fn PeopleMarks() -> impl IntoView {
    let session = expect_context::<Session>();
    let people = session.people();
    let persons = Memo::new(move |_| present(&people.read()));
    let marks = move || {
        let persons = persons.get();
        let shown = persons
            .iter()
            .filter(|person| !observes(person))
            .take(MARKS_SHOWN)
            .cloned();
        shown.map(|person| view! { <PersonMark person /> }).collect_view()
    };
    let rest = move || {
        rest_of(&persons.read())
            .map(|(words, short)| view! { <span class="people-rest cut" data-short=short>{words}</span> })
    };
    // Whom a phone has no room for: everybody but the first two.
    let more = move || {
        let persons = persons.read();
        let n_shown = persons.iter().filter(|person| !observes(person)).count().min(2);
        let n_more = persons.len() - n_shown;
        (n_more > 0).then(|| format!("+{n_more}"))
    };
    let manages = use_context::<SeatsHeard>().is_some();
    let alone = move || {
        let hosts = manages && session.role().get() == Some(Role::Host);
        hosts && persons.read().len() < 2
    };
    let sides = Sides::shared();
    let open = move || sides.shows(Side::People);
    let toggle = move |_| sides.toggle(Side::People);
    view! {
        <button
            type="button"
            class="people-marks"
            aria-label=move || format!("People, {} here", persons.read().len())
            aria-expanded=move || if open() { "true" } else { "false" }
            data-more=more
            on:click=toggle
        >
            {marks}
            {rest}
            <Show when=alone>
                <span class="people-rest private-only cut" data-short="Invite">"Invite somebody"</span>
            </Show>
        </button>
        <Show when=move || open()>
            <aside class="side-panel" aria-label="People">
                <header class="panel-head">
                    <h2>"People"</h2>
                    <IconButton icon="x" label="Close" on_press=move || sides.close(Side::People) />
                </header>
                <PeoplePanel />
            </aside>
        </Show>
    }
}

fn observes(person: &Presence) -> bool {
    person.role == Role::Observer.word()
}

/// Those without a mark, in words and in short.
fn rest_of(persons: &[Presence]) -> Option<(String, String)> {
    let n_observers = persons.iter().filter(|person| observes(person)).count();
    let n_unshown = (persons.len() - n_observers).saturating_sub(MARKS_SHOWN);
    let mut words = Vec::new();
    if n_unshown > 0 {
        words.push(format!("+{n_unshown}"));
    }
    match n_observers {
        0 => {}
        1 => words.push("+1 observer".to_owned()),
        number => words.push(format!("+{number} observers")),
    }
    (!words.is_empty()).then(|| (words.join(" "), format!("+{}", n_observers + n_unshown)))
}

/// The panel: everybody with role, absence and activity, whose view can be followed; the host gets the seats and links below.
#[component]
pub fn PeoplePanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let persons = Memo::new(move |_| present(&session.people().read()));
    let me = session.me();
    let heard = use_context::<SeatsHeard>();
    let manages = move || session.role().get() == Some(Role::Host);
    let tick = RwSignal::new(0_u32);
    if let Ok(handle) = set_interval_with_handle(move || tick.update(|tick| *tick = tick.wrapping_add(1)), TICK) {
        on_cleanup(move || handle.clear());
    }
    let size = use_context::<BoardSize>();
    let hides = session.hides_interviewers();
    view! {
        <section class="people-panel" aria-label="Who is here">
            <ul class="people-list">
                {move || {
                    persons.get().into_iter().map(|person| view! { <PersonRow person me=me.get() tick /> }).collect_view()
                }}
            </ul>
            <div class="people-deeds">
                {size.map(|BoardSize(viewport)| view! { <GatherButton viewport /> })}
                <DeviceButton />
                <LayerChoice hidden=hides on_hide=move |hide| session.hide_interviewers(hide) />
                <GatherChoice />
            </div>
            {move || heard.filter(|_| manages()).map(|heard| view! { <SeatsPanel heard /> })}
        </section>
    }
}

#[component]
fn PersonRow(person: Presence, me: ActorIndex, tick: RwSignal<u32>) -> impl IntoView {
    let session = expect_context::<Session>();
    let actor = person.actor;
    let (name, role) = (person.name.clone(), person.role.clone());
    let away = person.away_since.map(|since| format!("away since {}", since.clock()));
    let is_away = away.is_some();
    let is_me = actor == me;
    let you = is_me.then_some(" (you)");
    let doing = move || {
        tick.track();
        (!is_me && !is_away).then(|| format!(" · {}", activity_words(session.activity(actor))))
    };
    let follows = move || session.followers().contains(&actor).then_some(" · follows your view");
    let followed = move || session.following().get() == Some(actor);
    let label = format!("Follow the view of {name}");
    let toggle = move |_| session.follow((!followed()).then_some(actor));
    view! {
        <li class="people-row">
            <PersonMark person />
            <span class="people-words">
                <span>{name}{you}</span>
                <span class="quiet small">{role}{away.map(|away| format!(" · {away}"))}{doing}{follows}</span>
            </span>
            {(!is_me && !is_away)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-label=label
                            aria-pressed=move || followed().to_string()
                            on:click=toggle
                        >
                            {move || if followed() { "Following" } else { "Follow" }}
                        </button>
                    }
                })}
        </li>
    }
}

/// What somebody is doing, as far as others can see it.
fn activity_words(activity: Activity) -> String {
    match activity {
        Activity::Active => "active".to_owned(),
        Activity::Here => "here".to_owned(),
        Activity::Idle { millis } => match millis / 60_000 {
            1 => "idle for a minute".to_owned(),
            minutes => format!("idle for {minutes} minutes"),
        },
    }
}

#[cfg(test)]
mod tests {
    use board::actor::JoinRank;

    use super::*;

    #[test]
    fn who_is_idle_is_so_in_words() {
        assert_eq!(activity_words(Activity::Active), "active");
        assert_eq!(activity_words(Activity::Idle { millis: 61_000 }), "idle for a minute");
        assert_eq!(activity_words(Activity::Idle { millis: 190_000 }), "idle for 3 minutes");
    }

    #[test]
    fn a_person_with_two_tabs_is_one_and_away_only_with_both() {
        let person = |rank, away| Person {
            rank: JoinRank(rank),
            actor: ActorIndex(1),
            name: "Ana".to_owned(),
            role: "Candidate".to_owned(),
            away_since: away,
        };
        let one = present(&[person(1, Some(Millis(5))), person(2, None)]);
        assert_eq!(one.iter().map(|person| person.away_since).collect::<Vec<_>>(), [None]);
        let both = present(&[person(1, Some(Millis(5))), person(2, Some(Millis(9)))]);
        assert_eq!(
            both.iter().map(|person| person.away_since).collect::<Vec<_>>(),
            [Some(Millis(9))]
        );
    }
}
