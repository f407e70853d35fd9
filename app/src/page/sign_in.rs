//! Signing in, and setting the staff password once with the token of the one-time link.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    api, dom,
    route::{navigate, query_value, rewrite_address},
    ui::{Button, Deed, Field, Look, Message, PageFrame, Tone},
};

const PASSWORD_CHARS_MIN: usize = 10;
const PASSWORD_CHARS_MAX: usize = 200;

/// `/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let password = RwSignal::new(String::new());
    let deed = Deed::new();
    let sign_in = move |event: SubmitEvent| {
        event.prevent_default();
        deed.run(api::account::sign_in(password.get_untracked()), |()| {
            navigate(&where_to_go_on())
        });
    };
    view! {
        <PageFrame title="Sign in">
            <h1>"Sign in"</h1>
            <form class="stack page-narrow" on:submit=sign_in>
                <Field
                    label="Staff password"
                    value=password
                    kind="password"
                    autocomplete="current-password"
                    autofocus=true
                    max_chars=PASSWORD_CHARS_MAX
                />
                <Message tone=Tone::Problem text=deed.error() />
                <Button look=Look::Primary submit=true busy=deed.busy()>"Sign in"</Button>
                <p class="quiet small">
                    "Candidates need no password: they open the link they were sent."
                </p>
            </form>
        </PageFrame>
    }
}

/// `/setup#<token>`
#[component]
pub fn SetupPage() -> impl IntoView {
    let token = dom::fragment();
    rewrite_address("/setup");
    let has_token = !token.is_empty();
    let token = StoredValue::new(token);
    let name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let deed = Deed::new();
    let set_up = move |event: SubmitEvent| {
        event.prevent_default();
        let (name, password) = (name.get_untracked().trim().to_owned(), password.get_untracked());
        if name.is_empty() {
            return deed.refuse("Please give a name: candidates see it as their host's.");
        }
        if password.chars().count() < PASSWORD_CHARS_MIN {
            return deed.refuse("The password needs at least ten characters.");
        }
        deed.run(api::account::set_up(token.get_value(), name, password), |()| {
            navigate("/")
        });
    };
    view! {
        <PageFrame title="First start">
            <h1>"Set the staff password"</h1>
            <Message text=(!has_token)
                .then(|| {
                    "This page needs the whole one-time link that Chalkback printed when it started, \
                     with everything after the #."
                        .to_owned()
                }) />
            <form class="stack page-narrow" on:submit=set_up>
                <Field label="Your name" value=name autocomplete="name" autofocus=true hint="Candidates see it." />
                <Field
                    label="Staff password"
                    value=password
                    kind="password"
                    autocomplete="new-password"
                    max_chars=PASSWORD_CHARS_MAX
                    hint="At least ten characters. Whoever knows it can start, review and delete rooms."
                />
                <Message tone=Tone::Problem text=deed.error() />
                <Button look=Look::Primary submit=true enabled=has_token busy=deed.busy()>"Set password"</Button>
            </form>
        </PageFrame>
    }
}

/// Back to the page that asked for signing in; only to addresses of ours.
fn where_to_go_on() -> String {
    query_value("then")
        .filter(|then| then.starts_with('/') && !then.starts_with("//"))
        .unwrap_or_else(|| "/".to_owned())
}
