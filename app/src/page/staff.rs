//! Who the browser is, for pages that differ by it, and the gate before pages that only staff may see.

use interview::api::Me;
use leptos::prelude::*;

use crate::{
    api::{self, ApiError},
    route::Link,
    ui::{Message, Spinner, Tone},
};

/// Who the browser is, once the server said so.
pub fn who_is_here() -> LocalResource<Result<Me, ApiError>> {
    LocalResource::new(api::account::me)
}

/// Whether to offer what staff have: not before the server said so.
pub fn is_staff(who: LocalResource<Result<Me, ApiError>>) -> Signal<bool> {
    Signal::derive(move || {
        let who = who.read();
        who.as_ref().is_some_and(|who| who.as_ref().is_ok_and(|me| me.staff))
    })
}

/// Shows its children to signed-in staff, to others where to sign in.
#[component]
pub fn StaffOnly(
    /// Who the browser is.
    who: LocalResource<Result<Me, ApiError>>,
    /// What staff see.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    move || match who.get() {
        None => view! { <Spinner words="Asking the server who you are" /> }.into_any(),
        Some(Err(error)) => view! { <Message tone=Tone::Problem text=Some(error.sentence) /> }.into_any(),
        Some(Ok(me)) if me.staff => children.with_value(|children| children()).into_any(),
        Some(Ok(me)) => view! { <SignInFirst needs_setup=me.needs_setup /> }.into_any(),
    }
}

/// Where to sign in, or how to set the password where none was set yet.
#[component]
pub fn SignInFirst(
    /// No staff password was set yet.
    needs_setup: bool,
) -> impl IntoView {
    if needs_setup {
        view! {
            <p class="quiet">
                "No staff password was set yet. Open the one-time link that Chalkback printed when it started."
            </p>
        }
        .into_any()
    } else {
        view! {
            <div class="stack">
                <p class="quiet">"Starting and reviewing rooms is for staff."</p>
                <Link to="/sign-in" class="button button-primary">"Sign in"</Link>
            </div>
        }
        .into_any()
    }
}
