//! One question for editing: its words, its prepared board, starting a room from it, deleting it.

use interview::api::{ImportReport, Question};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    api,
    route::{navigate, room_address},
    ui::{Button, ConfirmDialog, Deed, Field, Icon, Look, Message, TextArea, Tone},
};

/// The form and what stands around it.
#[component]
pub fn EditQuestion(
    /// The question as the server has it.
    question: Question,
) -> impl IntoView {
    // As the server has it, so that what one part of the page saves is never undone by another.
    let kept = RwSignal::new(question);
    view! {
        <h1>{move || kept.read().title.clone()}</h1>
        <Words kept />
        <PreparedBoard kept />
        <StartOrDelete kept />
    }
}

#[component]
fn Words(kept: RwSignal<Question>) -> impl IntoView {
    let question = kept.get_untracked();
    let title = RwSignal::new(question.title.clone());
    let prompt = RwSignal::new(question.prompt.clone());
    let minutes = RwSignal::new(
        question
            .minutes_planned
            .map(|minutes| minutes.to_string())
            .unwrap_or_default(),
    );
    let core = RwSignal::new(question.core_questions.join("\n"));
    let saved = RwSignal::new(None::<String>);
    let deed = Deed::new();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        saved.set(None);
        let minutes_text = minutes.get_untracked();
        let minutes_planned = match minutes_text.trim() {
            "" => None,
            text => match text.parse::<u32>() {
                Ok(number @ 1..=600) => Some(number),
                Ok(_) | Err(_) => return deed.refuse("Minutes are a number from 1 to 600, or nothing."),
            },
        };
        if title.get_untracked().trim().is_empty() {
            return deed.refuse("A question needs a title.");
        }
        let edited = Question {
            title: title.get_untracked().trim().to_owned(),
            prompt: prompt.get_untracked(),
            minutes_planned,
            core_questions: lines_of(&core.get_untracked()),
            ..kept.get_untracked()
        };
        let sent = edited.clone();
        deed.run(async move { api::questions::save(&sent).await }, move |()| {
            kept.set(edited);
            saved.set(Some("Saved.".to_owned()));
        });
    };
    view! {
        <form class="stack" on:submit=save>
            <Field label="Title" value=title />
            <TextArea label="Prompt" value=prompt rows=5 hint="What the candidate is asked; everyone in the room can read it." />
            <Field label="Minutes planned" value=minutes kind="number" hint="The room counts down from the first join." />
            <div class="private-place">
                <TextArea
                    label="Core questions"
                    value=core
                    rows=4
                    hint="One per line. Interviewers tick them in their private notes."
                />
                <p class="private-words"><Icon name="lock" />"Panel only"</p>
            </div>
            <Message tone=Tone::Problem text=deed.error() />
            <Message tone=Tone::Good text=saved />
            <Button look=Look::Primary submit=true busy=deed.busy()>"Save"</Button>
        </form>
    }
}

#[component]
fn PreparedBoard(kept: RwSignal<Question>) -> impl IntoView {
    let report = RwSignal::new(None::<String>);
    let deed = Deed::new();
    let empty = Memo::new(move |_| kept.read().seed.is_empty());
    let upload = move |input: web_sys::HtmlInputElement| {
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        input.set_value("");
        report.set(None);
        let id = kept.read_untracked().id.clone();
        let work = async move {
            let came = api::questions::seed(&id, &file).await?;
            Ok((came, api::questions::read(&id).await?.seed))
        };
        deed.run(work, move |(came, seed)| {
            kept.update(|kept| kept.seed = seed);
            report.set(Some(in_words(&came)));
        });
    };
    let clear = move || {
        report.set(None);
        let cleared = Question {
            seed: Vec::new(),
            ..kept.get_untracked()
        };
        let work = async move { api::questions::save(&cleared).await };
        deed.run(work, move |()| kept.update(|kept| kept.seed.clear()));
    };
    view! {
        <section class="stack">
            <h2>"Prepared board"</h2>
            <p class="quiet">
                {move || {
                    if empty.get() {
                        "Rooms start with an empty board. Bring in a drawing (.excalidraw, .tldr) or an image to start with."
                    } else {
                        "Rooms start with the drawing that was brought in. Another file is added to it."
                    }
                }}
            </p>
            <div class="row">
                <label class="button question-upload">
                    "Bring in a file"
                    <input
                        type="file"
                        class="visually-hidden"
                        accept=".excalidraw,.tldr,.json,image/png,image/jpeg,image/webp,image/gif"
                        on:change:target=move |event| upload(event.target())
                    />
                </label>
                <Show when=move || !empty.get()>
                    <Button busy=deed.busy() on_press=clear>"Empty the board"</Button>
                </Show>
            </div>
            <Message tone=Tone::Problem text=deed.error() />
            <Message tone=Tone::Good text=report />
        </section>
    }
}

#[component]
fn StartOrDelete(kept: RwSignal<Question>) -> impl IntoView {
    let (starting, deleting) = (Deed::new(), Deed::new());
    let asking = RwSignal::new(false);
    let start = move || {
        let Question { id, title, .. } = kept.get_untracked();
        starting.run(api::rooms::start(title, Some(id)), |started| {
            navigate(&room_address(started.room, &started.seat));
        });
    };
    let delete = move || {
        let id = kept.read_untracked().id.clone();
        deleting.run(async move { api::questions::delete(&id).await }, |()| {
            navigate("/questions")
        });
    };
    let delete_title = Signal::derive(move || format!("Delete “{}”?", kept.read().title));
    view! {
        <section class="row question-end">
            <Button icon="play" busy=starting.busy() on_press=start>"Start a room from it"</Button>
            <Button look=Look::Danger icon="trash-2" on_press=move || asking.set(true)>"Delete"</Button>
            <Message tone=Tone::Problem text=starting.error() />
            <ConfirmDialog
                open=asking
                title=delete_title
                consequence="The question with its prompt, core questions and prepared board will be gone. Rooms that were started from it keep what they have."
                deed="Delete the question"
                busy=deleting.busy()
                error=deleting.error()
                on_confirm=delete
            />
        </section>
    }
}

fn lines_of(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What came in, what could not, and what the file itself had deleted.
fn in_words(report: &ImportReport) -> String {
    let list = |counts: &std::collections::BTreeMap<String, u64>| {
        counts
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut sentences = Vec::new();
    sentences.push(match report.imported.is_empty() {
        true => "Nothing in the file could be brought in.".to_owned(),
        false => format!("Brought in: {}.", list(&report.imported)),
    });
    if !report.not_imported.is_empty() {
        sentences.push(format!("Not known here and left out: {}.", list(&report.not_imported)));
    }
    if report.dropped > 0 {
        sentences.push(format!(
            "{} that the file itself had deleted stayed out.",
            report.dropped
        ));
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_told_in_words() {
        let counts = |list: &[(&str, u64)]| list.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect();
        let report = ImportReport {
            imported: counts(&[("rectangle", 12), ("text", 30)]),
            not_imported: counts(&[("embeddable", 1)]),
            dropped: 2,
        };
        assert_eq!(
            in_words(&report),
            "Brought in: 12 rectangle, 30 text. Not known here and left out: 1 embeddable. \
             2 that the file itself had deleted stayed out."
        );
    }

    #[test]
    fn core_questions_are_lines_with_words() {
        assert_eq!(lines_of(" a \n\n b\n"), ["a", "b"]);
    }
}
