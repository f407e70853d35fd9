//! What takes a while goes on as long as its room is open: whoever leaves it meanwhile left a board that is gone.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Session;

impl Session {
    /// The answer to something that takes a while; `None` once the room was left, and then no more of it is done.
    pub(crate) fn while_open<T: 'static>(
        self,
        asked: impl Future<Output = T> + 'static,
    ) -> impl Future<Output = Option<T>> + 'static {
        let mut asked: Pin<Box<dyn Future<Output = T>>> = Box::pin(asked);
        poll_fn(move |context: &mut Context<'_>| {
            if self.state.is_disposed() {
                return Poll::Ready(None);
            }
            asked.as_mut().poll(context).map(Some)
        })
    }

    /// Does something that takes a while, and no more of it once the room was left.
    pub(crate) fn do_while_open(self, deed: impl Future<Output = ()> + 'static) {
        let deed = self.while_open(deed);
        spawn_local(async move {
            deed.await;
        });
    }
}
