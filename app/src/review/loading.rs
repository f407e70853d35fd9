//! Fetching a recording page by page: its header says where the pages end, the first page is small, and while one is read the next
//! are on their way.

use std::{
    collections::VecDeque,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
};

use board::{
    id::RoomId,
    limits::RECORDING_ENTRIES,
    recording::Seq,
    sound::{Page, Reader, Sound},
};
use futures_util::future::{FutureExt, LocalBoxFuture, MaybeDone, maybe_done};
use interview::api::RecordingHeader;

use crate::api::{self, ApiError};

/// A page that cannot be read is none of ours.
const UNREADABLE: &str = "The server gave an answer that this page does not understand. Reloading the page may help.";
/// So many pages are on their way at once.
const PAGES_AHEAD: usize = 3;

type Asked<T> = MaybeDone<LocalBoxFuture<'static, T>>;

/// What was fetched and checked.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What the recording is.
    pub header: RecordingHeader,
    /// Stretches that had been removed when it was read.
    pub removals: u32,
    reader: Arc<Mutex<Reader>>,
}

impl Loaded {
    /// Fetches and reads all of it; strictly, it is held against the hash chain at once, and so it is where anything is plainly
    /// broken. A stretch that is removed meanwhile makes it begin anew.
    pub async fn load(room: RoomId, seat: Option<String>, strictly: bool) -> Result<Loaded, ApiError> {
        let mut strictly = strictly;
        loop {
            match load_once(room, seat.clone(), strictly).await? {
                Some((loaded, is_whole)) if strictly || is_whole => return Ok(loaded),
                Some(_broken) => strictly = true,
                None => {}
            }
        }
    }

    /// What is sound of it, for who asks first.
    pub fn finish(&self) -> Sound {
        let reader = std::mem::take(&mut *self.reader.lock().unwrap_or_else(PoisonError::into_inner));
        reader.finish(self.header.entries)
    }

    /// Whether both are of the same loading.
    pub fn is(&self, other: &Loaded) -> bool {
        Arc::ptr_eq(&self.reader, &other.reader)
    }
}

/// All of it once, and whether nothing is plainly broken; nothing where a stretch was removed meanwhile.
async fn load_once(room: RoomId, seat: Option<String>, strictly: bool) -> Result<Option<(Loaded, bool)>, ApiError> {
    let mut reader = if strictly { Reader::strict() } else { Reader::quick() };
    let mut pages = Pages::begin(room, seat.clone());
    let mut header = api::review::header(room, seat.as_deref()).await?;
    pages.end_at(&header.page_ends);
    // Where the last row is broken, what it says of itself is no measure of what there is before it.
    let last_page = header.page_ends.last().map_or(0, |end| end.0);
    header.entries = header.entries.max(last_page).min(RECORDING_ENTRIES);
    reader.expect(header.entries);
    let (mut removals, mut removed, mut last) = (None, None, Seq(0));
    // A recording that goes on has entries behind those that its header knew of; they are for who opens it later.
    while last.0 < header.entries {
        let page = pages.after(last).await?;
        if *removals.get_or_insert(page.removals) != page.removals {
            return Ok(None);
        }
        // Asked for when the last page has come, and answered while that is read.
        if page.runs.last().is_some_and(|run| run.last.0 >= header.entries) {
            removed.replace(sent(removals_of(room, seat.clone())));
        }
        page.runs.iter().for_each(|run| reader.take(run));
        // A row that is broken may lead nowhere, or back.
        match page.runs.last() {
            Some(run) if run.last > last => last = run.last,
            _ => break,
        }
    }
    // A page may have been on its way for long: what was removed since it left is not shown, not even for a moment. Where that cannot
    // be asked, it is noticed later.
    let removals = removals.unwrap_or_default();
    let mut removed = removed.unwrap_or_else(|| sent(removals_of(room, seat)));
    Pin::new(&mut removed).await;
    let done = Pin::new(&mut removed).take_output().flatten();
    if done.is_some_and(|done| done > removals as usize) {
        return Ok(None);
    }
    let is_whole = reader.is_whole();
    let loaded = Loaded {
        header,
        removals,
        reader: Arc::new(Mutex::new(reader)),
    };
    Ok(Some((loaded, is_whole)))
}

/// The pages of a recording, asked for before they are wanted.
struct Pages {
    room: RoomId,
    seat: Option<String>,
    /// Behind which entries the pages not asked for yet begin, as far as that is known.
    starts: VecDeque<Seq>,
    /// On their way, in order.
    asked: VecDeque<(Seq, Asked<Result<Page, ApiError>>)>,
}

impl Pages {
    /// Asks for the first.
    fn begin(room: RoomId, seat: Option<String>) -> Pages {
        let mut pages = Pages {
            room,
            seat,
            starts: VecDeque::from([Seq(0)]),
            asked: VecDeque::new(),
        };
        pages.send();
        pages
    }

    /// Where they end is known now: behind each but the last another begins.
    fn end_at(&mut self, ends: &[Seq]) {
        let starts = ends.split_last().map_or(ends, |(_last, starts)| starts);
        self.starts.extend(starts);
        self.send();
    }

    /// The page behind an entry. Where pages end otherwise than was said, as they do while a recording goes on, they are asked for
    /// one after the other.
    async fn after(&mut self, seq: Seq) -> Result<Page, ApiError> {
        if self.asked.front().is_none_or(|(start, _)| *start != seq) {
            self.asked.clear();
            self.starts = VecDeque::from([seq]);
            self.send();
        }
        let page = poll_fn(|context| {
            // All are looked at, so that what comes of the later ones is read from the network, too.
            for (_, asked) in &mut self.asked {
                let _ = Pin::new(asked).poll(context);
            }
            let first = self.asked.front_mut();
            first
                .and_then(|(_, asked)| Pin::new(asked).take_output())
                .map_or(Poll::Pending, Poll::Ready)
        });
        let page = page.await;
        self.asked.pop_front();
        self.send();
        page
    }

    fn send(&mut self) {
        while self.asked.len() < PAGES_AHEAD
            && let Some(start) = self.starts.pop_front()
        {
            self.asked
                .push_back((start, sent(fetch(self.room, self.seat.clone(), start))));
        }
    }
}

/// What is asked is on its way, while something else is done.
fn sent<T>(asking: impl Future<Output = T> + 'static) -> Asked<T> {
    let mut asked = maybe_done(asking.boxed_local());
    // A request leaves when it is first looked at.
    let _ = Pin::new(&mut asked).poll(&mut Context::from_waker(Waker::noop()));
    asked
}

/// How many stretches were removed by now.
async fn removals_of(room: RoomId, seat: Option<String>) -> Option<usize> {
    let heard = api::removals::list(room, seat.as_deref()).await.ok()?;
    Some(heard.done.len())
}

async fn fetch(room: RoomId, seat: Option<String>, after: Seq) -> Result<Page, ApiError> {
    let bytes = api::review::page(room, seat.as_deref(), after).await?;
    postcard::from_bytes(&bytes).map_err(|_| ApiError {
        status: 200,
        code: "unexpected_answer".to_owned(),
        sentence: UNREADABLE.to_owned(),
    })
}
