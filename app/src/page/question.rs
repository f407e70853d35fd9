//! Questions: the list of reusable kits, and one of them for editing.

pub mod edit;

use interview::api::Question;
use leptos::prelude::*;

use crate::{
    api,
    page::{
        question::edit::EditQuestion,
        staff::{StaffOnly, is_staff, who_is_here},
    },
    route::{Link, navigate},
    ui::{Button, Deed, EmptyState, Look, Message, PageFrame, Spinner, Tone},
};

/// `/questions`
#[component]
pub fn QuestionsPage() -> impl IntoView {
    let who = who_is_here();
    view! {
        <PageFrame title="Questions" staff=is_staff(who)>
            <h1>"Questions"</h1>
            <StaffOnly who>
                <QuestionList />
            </StaffOnly>
        </PageFrame>
    }
}

/// `/questions/{id}`
#[component]
pub fn QuestionPage(
    /// Its id.
    question: String,
) -> impl IntoView {
    let who = who_is_here();
    let question = StoredValue::new(question);
    view! {
        <PageFrame title="Question" staff=is_staff(who)>
            <p><Link to="/questions">"All questions"</Link></p>
            <StaffOnly who>
                <OneQuestion id=question.get_value() />
            </StaffOnly>
        </PageFrame>
    }
}

#[component]
fn QuestionList() -> impl IntoView {
    let questions = LocalResource::new(api::questions::list);
    let deed = Deed::new();
    let create = Callback::new(move |()| {
        let question = Question {
            title: "New question".to_owned(),
            ..Question::default()
        };
        let work = async move { api::questions::create(&question).await };
        deed.run(work, |question| navigate(&format!("/questions/{}", question.id)));
    });
    view! {
        <Message tone=Tone::Problem text=deed.error() />
        {move || match questions.get() {
            None => view! { <Spinner words="Fetching the questions" /> }.into_any(),
            Some(Err(error)) => view! { <Message tone=Tone::Problem text=Some(error.sentence) /> }.into_any(),
            Some(Ok(list)) if list.is_empty() => {
                view! {
                    <EmptyState sentence="A question is a prompt with a prepared board; every room started from it begins the same way.">
                        <Button look=Look::Primary busy=deed.busy() on_press=create>"Write the first question"</Button>
                    </EmptyState>
                }
                    .into_any()
            }
            Some(Ok(list)) => {
                view! {
                    <ul class="rooms">{list.into_iter().map(|question| view! { <Row question /> }).collect_view()}</ul>
                    <Button icon="plus" busy=deed.busy() on_press=create>"New question"</Button>
                }
                    .into_any()
            }
        }}
    }
}

#[component]
fn Row(question: Question) -> impl IntoView {
    let address = format!("/questions/{}", question.id);
    let mut parts = Vec::new();
    parts.extend(question.minutes_planned.map(|minutes| format!("{minutes} minutes")));
    match question.core_questions.len() {
        0 => {}
        1 => parts.push("1 core question".to_owned()),
        n_questions => parts.push(format!("{n_questions} core questions")),
    }
    parts.push(if question.seed.is_empty() {
        "empty board".to_owned()
    } else {
        "prepared board".to_owned()
    });
    view! {
        <li class="rooms-row">
            <div class="rooms-words">
                <h3><Link to=address>{question.title}</Link></h3>
                <p class="quiet small">{parts.join(" · ")}</p>
            </div>
        </li>
    }
}

#[component]
fn OneQuestion(id: String) -> impl IntoView {
    let question = LocalResource::new(move || {
        let id = id.clone();
        async move { api::questions::read(&id).await }
    });
    move || match question.get() {
        None => view! { <Spinner words="Fetching the question" /> }.into_any(),
        Some(Err(error)) => view! { <Message tone=Tone::Problem text=Some(error.sentence) /> }.into_any(),
        Some(Ok(question)) => view! { <EditQuestion question /> }.into_any(),
    }
}
