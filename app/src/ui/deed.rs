//! Something asked of the server by a press: whether it is still going on, and the sentence why it failed.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};

use crate::api::ApiError;

/// State of one deed of a page.
#[derive(Clone, Copy)]
pub struct Deed {
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

impl Default for Deed {
    fn default() -> Deed {
        Deed {
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }
}

impl Deed {
    /// Nothing asked yet.
    pub fn new() -> Deed {
        Deed::default()
    }

    /// Whether it is going on.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why it failed.
    pub fn error(self) -> Signal<Option<String>> {
        self.error.into()
    }

    /// Shows a sentence as if the server had said it.
    pub fn refuse(self, sentence: &str) {
        self.error.set(Some(sentence.to_owned()));
    }

    /// Asks, unless it is being asked already; `then` runs on success.
    pub fn run<T: 'static>(
        self,
        work: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let outcome = work.await;
            // The page may be gone by now; then nobody waits for the outcome.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match outcome {
                Ok(value) => then(value),
                Err(error) => self.error.set(Some(error.sentence)),
            }
        });
    }
}
