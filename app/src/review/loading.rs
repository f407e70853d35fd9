//! Fetching a recording page by page: the first page is small, and while one is read the next is on its way.

use std::{
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
};

use board::{
    id::RoomId,
    recording::Seq,
    sound::{Page, Reader, Sound},
};

use crate::api::{self, ApiError};

/// A page that cannot be read is none of ours.
const UNREADABLE: &str = "The server gave an answer that this page does not understand. Reloading the page may help.";

/// What was fetched and checked.
#[derive(Clone, Debug, Default)]
pub struct Loaded(Arc<Mutex<Reader>>);

impl Loaded {
    /// Fetches and reads all of it; strictly, it is held against the hash chain at once, and so it is where anything is plainly
    /// broken. A stretch that is removed meanwhile makes it begin anew.
    pub async fn load(room: RoomId, seat: Option<&str>, strictly: bool) -> Result<Loaded, ApiError> {
        let mut strictly = strictly;
        loop {
            match load_once(room, seat, strictly).await? {
                Some(reader) if strictly || reader.is_whole() => return Ok(Loaded(Arc::new(Mutex::new(reader)))),
                Some(_broken) => strictly = true,
                None => {}
            }
        }
    }

    /// What is sound of it, for who asks first; `expected` entries should be there.
    pub fn finish(&self, expected: u64) -> Sound {
        let reader = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        reader.finish(expected)
    }

    /// Whether both are of the same loading.
    pub fn is(&self, other: &Loaded) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

async fn load_once(room: RoomId, seat: Option<&str>, strictly: bool) -> Result<Option<Reader>, ApiError> {
    let mut reader = if strictly { Reader::strict() } else { Reader::quick() };
    let mut removals = None;
    let mut page = fetch(room, seat, Seq(0)).await?;
    while let Some(last) = page.runs.last().map(|run| run.last) {
        if *removals.get_or_insert(page.removals) != page.removals {
            return Ok(None);
        }
        let mut next = Box::pin(fetch(room, seat, last));
        // The request leaves with the first poll; while the answer comes, this page is read.
        let begun = next.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        page.runs.iter().for_each(|run| reader.take(run));
        page = match begun {
            Poll::Ready(page) => page?,
            Poll::Pending => next.await?,
        };
    }
    Ok(Some(reader))
}

async fn fetch(room: RoomId, seat: Option<&str>, after: Seq) -> Result<Page, ApiError> {
    let bytes = api::review::page(room, seat, after).await?;
    postcard::from_bytes(&bytes).map_err(|_| ApiError {
        status: 200,
        code: "unexpected_answer".to_owned(),
        sentence: UNREADABLE.to_owned(),
    })
}
