//! Writing a card: an assumption is one field, a decision four, of which only the first is needed.

use board::{
    card::{About, Assumption, CardKind, Decision},
    id::CardId,
    limits::CARD_CHARS,
    reading::name_of,
};
use leptos::{ev, prelude::*};

use super::{Journal, about};
use crate::{
    dom,
    shortcuts::Finder,
    ui::{Button, Icon, Look},
};

/// The fields of a decision: label, what stands there while it is empty, lines.
const DECISION: [(&str, &str, u32); 4] = [
    ("Decision", "What we do", 2),
    ("Options", "What else there was", 2),
    ("Why", "What speaks for it", 2),
    ("We would reverse it when", "What would change our mind", 2),
];
const ASSUMPTION: [(&str, &str, u32); 1] = [("Assumption", "What we take for given", 3)];

/// A card in the making.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    is_decision: bool,
    /// The assumption that is said anew.
    replaces: Option<CardId>,
    fields: [RwSignal<String>; 4],
    pub(super) about: RwSignal<About>,
}

impl Draft {
    fn new(is_decision: bool, about: About) -> Draft {
        Draft {
            is_decision,
            replaces: None,
            fields: std::array::from_fn(|_| RwSignal::new(String::new())),
            about: RwSignal::new(about),
        }
    }

    /// Says an assumption anew, beginning with its words and what it is about.
    fn restating(id: CardId, text: &str, about: About) -> Draft {
        let draft = Draft::new(false, about);
        draft.fields[0].set(text.to_owned());
        Draft {
            replaces: Some(id),
            ..draft
        }
    }

    fn has_words(self) -> bool {
        self.fields[0].with(|words| !words.trim().is_empty())
    }

    fn card(self) -> CardKind {
        let [first, options, why, reverse_when] = self.fields.map(|field| field.get_untracked().trim().to_owned());
        let about = self.about.get_untracked();
        if self.is_decision {
            CardKind::Decision(Box::new(Decision {
                decision: first,
                options,
                why,
                reverse_when,
                about,
            }))
        } else {
            CardKind::Assumption(Box::new(Assumption {
                text: first,
                replaces: self.replaces,
                about,
            }))
        }
    }
}

/// A key or the palette asks for a place to write.
pub(super) fn begin_when_asked(journal: Journal) {
    let asked = journal.finding.jotting();
    Effect::new(move || {
        let Some(finder) = asked.get() else { return };
        asked.set(None);
        untrack(|| begin(journal, finder == Finder::Decision));
    });
}

/// Begins a card about what is selected. One that is being written already goes on.
pub(super) fn begin(journal: Journal, is_decision: bool) {
    let goes_on = journal.draft.get_untracked().is_some_and(Draft::has_words);
    if journal.may_write() && !goes_on {
        let about = about::of_selection(journal.session);
        let draft = journal
            .owner
            .with_value(|owner| owner.with(|| Draft::new(is_decision, about)));
        journal.draft.set(Some(draft));
    }
    focus();
}

/// Begins to say an assumption anew.
pub(super) fn restate(journal: Journal, id: CardId, assumption: &Assumption) {
    let (text, about) = (&assumption.text, assumption.about.clone());
    let draft = journal
        .owner
        .with_value(|owner| owner.with(|| Draft::restating(id, text, about)));
    journal.draft.set(Some(draft));
    focus();
}

/// Puts the caret into the first field, as soon as it is there.
fn focus() {
    request_animation_frame(|| {
        let has_form = dom::element_by_selector(".journal-form").is_some();
        dom::focus_first(if has_form {
            ".journal-form textarea"
        } else {
            ".journal button"
        });
    });
}

/// The form, while something is being written; else the buttons that begin one.
#[component]
pub(super) fn Writing() -> impl IntoView {
    let journal = expect_context::<Journal>();
    let press = move |is_decision| begin(journal, is_decision);
    move || match journal.draft.get() {
        Some(draft) => view! { <Form draft /> }.into_any(),
        None => view! {
            <div class="journal-begin">
                <Button icon="circle-question-mark" on_press=move |()| press(false)>"Assumption"</Button>
                <Button icon="signpost" on_press=move |()| press(true)>"Decision"</Button>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Form(draft: Draft) -> impl IntoView {
    let journal = expect_context::<Journal>();
    let leave = move || {
        journal.draft.set(None);
        request_animation_frame(|| dom::focus_first(".journal-begin button"));
    };
    let write = move || {
        if draft.has_words() && journal.put(draft.card()) {
            leave();
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        write();
    };
    let is_decision = draft.is_decision;
    let key = move |event: ev::KeyboardEvent| {
        let alone = !is_decision && !event.shift_key();
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key() || alone) && !event.is_composing() {
            event.prevent_default();
            write();
        }
    };
    let rows: &[_] = if is_decision { &DECISION } else { &ASSUMPTION };
    let fields = rows
        .iter()
        .zip(draft.fields)
        .map(|(&(label, hint, lines), value)| view! { <Words label hint lines value /> });
    let title = match (is_decision, draft.replaces) {
        (true, _) => "A decision",
        (false, None) => "An assumption",
        (false, Some(_)) => "The assumption, restated",
    };
    let advice = if is_decision {
        "Ctrl+Enter adds it."
    } else {
        "Enter adds it, Shift+Enter is a new line."
    };
    view! {
        <form class="journal-form" aria-label=title on:submit=submit on:keydown=key>
            {fields.collect_view()}
            <Chips draft />
            <p class="quiet small">"Everyone in the room sees it, and it is recorded. "{advice}</p>
            <div class="journal-deeds">
                <Button look=Look::Primary submit=true enabled=Signal::derive(move || draft.has_words())>"Add"</Button>
                <Button look=Look::Quiet on_press=move |()| leave()>"Discard"</Button>
            </div>
        </form>
    }
}

#[component]
fn Words(label: &'static str, hint: &'static str, lines: u32, value: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="journal-field">
            <span>{label}</span>
            <textarea
                rows=lines.to_string()
                placeholder=hint
                maxlength=CARD_CHARS.to_string()
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </label>
    }
}

/// What the card will be about, each with a way to leave it out.
#[component]
fn Chips(draft: Draft) -> impl IntoView {
    let journal = expect_context::<Journal>();
    let session = journal.session;
    let elements = move || {
        session.revision().track();
        let name = |id| session.with_board(|board| board.element(id).map(|element| name_of(element, board)));
        let about = draft.about.get();
        let named = about.elements.into_iter().filter_map(|id| Some((id, name(id)?)));
        let chip = |(id, name): (_, String)| {
            let leave_out = move |()| {
                draft
                    .about
                    .update(|about| about.elements.retain(|element| *element != id));
            };
            view! { <Chip words=name on_leave_out=leave_out /> }
        };
        named.map(chip).collect_view()
    };
    let code = move || {
        session.revision().track();
        let code = About {
            elements: Vec::new(),
            code: draft.about.get().code,
        };
        let words = session.with_board(|board| board::reading::about_words(&code, board));
        let leave_out = move |()| draft.about.update(|about| about.code = None);
        words.map(|words| view! { <Chip words on_leave_out=leave_out /> })
    };
    let is_about_nothing = move || draft.about.with(About::is_nothing);
    view! {
        <div class="journal-about" role="group" aria-label="What it is about">
            <span class="quiet small">
                {move || if is_about_nothing() { "About nothing in particular. Select something first to link it." } else { "About" }}
            </span>
            {elements}
            {code}
        </div>
    }
}

#[component]
fn Chip(words: String, #[prop(into)] on_leave_out: Callback<()>) -> impl IntoView {
    let label = format!("Leave out {words}");
    view! {
        <button type="button" class="chip journal-chip" aria-label=label on:click=move |_| on_leave_out.run(())>
            <span class="journal-chip-words">{words}</span>
            <Icon name="x" />
        </button>
    }
}
