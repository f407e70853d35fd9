//! The dialog: what is asked and was done, the stretch, and the deed. Who does not decide asks; who decides may do it at once.

use board::time::Millis;
use interview::removal::{REASON_CHARS, RemovalRequest, RemovalWay, RemoveStretch, RemovedStretch};
use leptos::prelude::*;

use super::{
    Removing, Somebody,
    form::{Choice, StretchFields},
    name_of,
};
use crate::ui::{Button, Dialog, Field, Look, Message, Tone};

/// The dialog of the room and of the review.
#[component]
pub fn RemovalDialog(
    /// Whose doing can be named.
    #[prop(into)]
    people: Signal<Vec<Somebody>>,
    /// The time that the last minutes end at.
    #[prop(into)]
    now: Callback<(), Millis>,
    /// A stretch that was marked, to begin with.
    #[prop(into)]
    marked: Callback<(), Option<(Millis, Millis)>>,
) -> impl IntoView {
    let removing = expect_context::<Removing>();
    // What else comes in meanwhile must not clear the fields.
    let decides = Memo::new(move |_| removing.heard().with(|heard| heard.decides));
    view! {
        <Dialog open=removing.open title="Remove from the recording" class="removal">
            <Requests people />
            {move || {
                let choice = Choice::new(marked.run(()));
                if decides.get() {
                    view! { <Decide choice people now /> }.into_any()
                } else {
                    view! { <Ask choice now /> }.into_any()
                }
            }}
            <Message tone=Tone::Problem text=removing.deed.error() />
            <Done people />
        </Dialog>
    }
}

/// For who asks.
#[component]
fn Ask(choice: Choice, now: Callback<(), Millis>) -> impl IntoView {
    let removing = expect_context::<Removing>();
    let reason = RwSignal::new(String::new());
    let ask = move || match choice.stretch(now.run(())) {
        Ok(stretch) => removing.ask(stretch, reason.get_untracked(), move || reason.set(String::new())),
        Err(sentence) => removing.deed.refuse(sentence),
    };
    view! {
        <p>"Ask the host to take a stretch of what you did out of the recording: a pasted key, a private word."</p>
        <StretchFields choice />
        <Field label="Why (without the secret itself)" value=reason max_chars=REASON_CHARS />
        <div class="dialog-deeds">
            <Button look=Look::Primary busy=removing.deed.busy() on_press=ask>"Ask the host"</Button>
        </div>
    }
}

/// For who decides.
#[component]
fn Decide(choice: Choice, people: Signal<Vec<Somebody>>, now: Callback<(), Millis>) -> impl IntoView {
    let removing = expect_context::<Removing>();
    let whose = RwSignal::new(None::<u16>);
    let remove = move |way: RemovalWay| match choice.stretch(now.run(())) {
        Ok((from, to)) => removing.remove(RemoveStretch {
            from,
            to,
            actor: whose.get_untracked(),
            way,
            request: None,
        }),
        Err(sentence) => removing.deed.refuse(sentence),
    };
    let options = move || {
        let option = |somebody: Somebody| view! { <option value=somebody.actor.to_string()>{somebody.name}</option> };
        people.get().into_iter().map(option).collect_view()
    };
    view! {
        <StretchFields choice />
        <label class="field">
            <span>"Whose doing"</span>
            <select on:change:target=move |event| whose.set(event.target().value().parse().ok())>
                <option value="">"Everybody's"</option>
                {options}
            </select>
        </label>
        <p class="quiet small">
            "Removing takes what was drawn and said, and every word that was typed; masking blackens words and leaves shapes. Neither
            can be taken back. Later moments keep their times, and everybody's page opens anew. Private notes and backups made before
            are not touched."
        </p>
        <div class="dialog-deeds">
            <Button busy=removing.deed.busy() on_press=move || remove(RemovalWay::Mask)>"Mask its words"</Button>
            <Button look=Look::Danger busy=removing.deed.busy() on_press=move || remove(RemovalWay::Remove)>
                "Remove the stretch"
            </Button>
        </div>
    }
}

/// What was asked for: for who decides with the deeds, for who asked with how it stands.
#[component]
fn Requests(people: Signal<Vec<Somebody>>) -> impl IntoView {
    let removing = expect_context::<Removing>();
    let rows = move || {
        let heard = removing.heard().get();
        let decides = heard.decides;
        let asked = heard.asked.into_iter().filter(|request| !(decides && request.declined));
        asked
            .map(|request| view! { <Request request decides people /> })
            .collect_view()
    };
    view! { <ul class="removal-list" aria-label="Asked for">{rows}</ul> }
}

#[component]
fn Request(request: RemovalRequest, decides: bool, people: Signal<Vec<Somebody>>) -> impl IntoView {
    let removing = expect_context::<Removing>();
    let words = words_of(&request, &people.get_untracked(), decides);
    let id = StoredValue::new(request.id.clone());
    let (from, to, actor) = (request.from, request.to, request.actor);
    let remove = move |way: RemovalWay| {
        removing.remove(RemoveStretch {
            from,
            to,
            actor: Some(actor),
            way,
            request: Some(id.get_value()),
        });
    };
    let busy = removing.deed.busy();
    let deeds = if decides {
        view! {
            <Button look=Look::Danger busy on_press=move || remove(RemovalWay::Remove)>"Remove"</Button>
            <Button busy on_press=move || remove(RemovalWay::Mask)>"Mask words"</Button>
            <Button busy on_press=move || removing.answer(id.get_value())>"Decline"</Button>
        }
        .into_any()
    } else {
        view! { <Button busy on_press=move || removing.answer(id.get_value())>"Take it back"</Button> }.into_any()
    };
    view! { <li class="removal-row"><span>{words}</span><span class="removal-deeds">{deeds}</span></li> }
}

fn words_of(request: &RemovalRequest, people: &[Somebody], decides: bool) -> String {
    let stretch = format!("{} to {}", request.from.clock(), request.to.clock());
    let reason = if request.reason.is_empty() {
        String::new()
    } else {
        format!(": “{}”", request.reason)
    };
    if decides {
        format!(
            "{} asks to have {stretch} removed{reason}",
            name_of(Some(request.actor), people)
        )
    } else if request.declined {
        format!("{stretch}: the host has declined")
    } else {
        format!("{stretch}: waits for the host{reason}")
    }
}

/// What was removed.
#[component]
fn Done(people: Signal<Vec<Somebody>>) -> impl IntoView {
    let removing = expect_context::<Removing>();
    let row = move |removed: RemovedStretch| {
        let what = match removed.way {
            RemovalWay::Remove => "removed",
            RemovalWay::Mask => "masked",
        };
        let whose = name_of(removed.actor, &people.get());
        let words = format!("{} to {} of {whose}: {what}", removed.from.clock(), removed.to.clock());
        view! { <li class="quiet small">{words}</li> }
    };
    view! {
        <ul class="removal-list" aria-label="Done">
            {move || removing.heard().get().done.into_iter().map(row).collect_view()}
        </ul>
    }
}
