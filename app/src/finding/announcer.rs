//! What screen readers are told: what one did oneself, at once; what others did, calmly, a few seconds of it in one sentence.
//! Only the board is told of, which everyone in the room sees.

use board::{
    actor::ActorIndex,
    id::ElementId,
    reading::{self, Deed, Happening},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::{finding::Finding, session::Session};

/// One's own deeds are told when nothing more follows for so long.
const OWN_MILLIS: u32 = 350;
/// Others' are told so often at most.
const OTHERS_MILLIS: u32 = 4_000;

/// What is not told yet.
#[derive(Default)]
struct Untold {
    own: Vec<Happening>,
    others: Vec<(ActorIndex, Vec<Happening>)>,
    own_timer: Option<Timeout>,
    others_timer: Option<Timeout>,
}

type Pad = StoredValue<Untold, LocalStorage>;

/// The one place that is read out.
#[component]
pub fn Announcer() -> impl IntoView {
    let session = expect_context::<Session>();
    let finding = Finding::shared();
    let untold = StoredValue::new_local(Untold::default());
    session.on_happening(move |actor, happenings| {
        if actor == session.me().get_untracked() {
            note_own(session, finding, untold, happenings);
        } else {
            note_others(session, finding, untold, actor, happenings);
        }
    });
    Effect::new(move |before: Option<Vec<ElementId>>| {
        let selection = session.selection().get();
        if before.is_some_and(|before| before != selection) {
            finding.selected.set_value(true);
            tell_own_soon(session, finding, untold);
        }
        selection
    });
    on_cleanup(move || {
        session.forget_happenings();
        untold.try_set_value(Untold::default());
    });
    view! {
        <div class="visually-hidden announcer" role="status" aria-live="polite">
            {move || finding.said.get()}
        </div>
    }
}

fn note_own(session: Session, finding: Finding, untold: Pad, happenings: Vec<Happening>) {
    // What is being typed is read out by the field itself, and where a point is by whoever moves it by keys.
    let line = session.point().map(|held| held.line);
    let told = happenings
        .into_iter()
        .filter(|happening| happening.deed != Deed::Worded && Some(happening.id) != line)
        .collect::<Vec<_>>();
    if !told.is_empty() {
        let _gone = untold.try_update_value(|untold| untold.own.extend(told));
        tell_own_soon(session, finding, untold);
    }
}

fn tell_own_soon(session: Session, finding: Finding, untold: Pad) {
    let timer = Timeout::new(OWN_MILLIS, move || tell_own(session, finding, untold));
    let _gone = untold.try_update_value(|untold| untold.own_timer = Some(timer));
}

fn tell_own(session: Session, finding: Finding, untold: Pad) {
    let Some(own) = untold.try_update_value(|untold| {
        untold.own_timer = None;
        std::mem::take(&mut untold.own)
    }) else {
        return;
    };
    let selected = finding.selected.try_update_value(std::mem::take).unwrap_or_default();
    let selection = session.selection().get_untracked();
    let sentences = session.with_board(|board| {
        let done = reading::told("You", &own, board);
        let is_told = selection
            .iter()
            .any(|id| own.iter().any(|happening| happening.id == *id));
        let what = match *selection {
            [] => None,
            [id] => reading::describe(board, id),
            _ => Some(format!("{} elements", selection.len())),
        };
        let what = what
            .filter(|_| selected && !is_told)
            .map(|what| format!("Selected: {what}."));
        done.into_iter().chain(what).collect::<Vec<_>>()
    });
    let sentences = sentences.join(" ");
    if !sentences.is_empty() {
        finding.say(sentences);
    }
}

fn note_others(session: Session, finding: Finding, untold: Pad, actor: ActorIndex, happenings: Vec<Happening>) {
    let first = untold.try_update_value(|untold| {
        match untold.others.iter_mut().find(|(known, _)| *known == actor) {
            Some((_, known)) => known.extend(happenings),
            None => untold.others.push((actor, happenings)),
        }
        untold.others_timer.is_none()
    });
    if first == Some(true) {
        let timer = Timeout::new(OTHERS_MILLIS, move || tell_others(session, finding, untold));
        let _gone = untold.try_update_value(|untold| untold.others_timer = Some(timer));
    }
}

fn tell_others(session: Session, finding: Finding, untold: Pad) {
    let others = untold.try_update_value(|untold| {
        untold.others_timer = None;
        std::mem::take(&mut untold.others)
    });
    let names = session.names().get_untracked();
    let name = |actor: ActorIndex| {
        let known = names.iter().find(|(known, _)| *known == actor);
        let whole = known.map_or("Somebody", |(_, name)| name.as_str());
        whole.split_whitespace().next().unwrap_or("Somebody").to_owned()
    };
    let sentences = session.with_board(|board| {
        let others = others.unwrap_or_default().into_iter();
        others
            .filter_map(|(actor, happenings)| reading::told(&name(actor), &happenings, board))
            .collect::<Vec<_>>()
    });
    if !sentences.is_empty() {
        finding.tell(sentences.join(" "));
    }
}
