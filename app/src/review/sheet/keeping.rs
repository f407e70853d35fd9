//! Keeps a sheet: in this browser at once, on the server as soon as can be. What the server does not have yet is there again when
//! the page is opened again.

use std::time::Duration;

use board::id::RoomId;
use interview::sheet::Sheet;
use leptos::{prelude::*, task::spawn_local};

use crate::{api, dom, json};

/// Between a keystroke and the sending of what was typed.
const SETTLE: Duration = Duration::from_millis(600);
/// Between two tries while the server cannot be reached: shortest and longest.
const RETRY_MILLIS: (u32, u32) = (1_000, 30_000);

/// How far the keeping is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Kept {
    /// Nobody has changed anything.
    #[default]
    Untouched,
    /// On its way.
    Waiting,
    /// On the server.
    Yes,
    /// Only in this browser, and why.
    Not(String),
}

/// The keeping of one sheet.
#[derive(Clone, Copy)]
pub(super) struct Keeping {
    state: RwSignal<Kept>,
    touched: StoredValue<bool>,
    place: StoredValue<(RoomId, Option<String>)>,
    unsent: StoredValue<Option<Sheet>>,
    is_sending: StoredValue<bool>,
}

impl Keeping {
    pub(super) fn begin(room: RoomId, seat: Option<String>) -> Keeping {
        let keeping = Keeping {
            state: RwSignal::new(Kept::Untouched),
            touched: StoredValue::new(false),
            place: StoredValue::new((room, seat)),
            unsent: StoredValue::new(None),
            is_sending: StoredValue::new(false),
        };
        let unsent = dom::kept(&keeping.key()).and_then(|text| json::read::<Sheet>(&text).ok());
        if let Some(sheet) = unsent {
            keeping.touch();
            keeping.keep(sheet);
        }
        keeping
    }

    /// What the server did not get when the page was left.
    pub(super) fn unsent(self) -> Option<Sheet> {
        self.unsent.get_value()
    }

    /// How far it is.
    pub(super) fn state(self) -> Signal<Kept> {
        self.state.into()
    }

    /// Somebody is changing the sheet: from now on it is theirs.
    pub(super) fn touch(self) {
        self.touched.set_value(true);
    }

    pub(super) fn is_touched(self) -> bool {
        self.touched.get_value()
    }

    /// Keeps it in place of the one before.
    pub(super) fn keep(self, sheet: Sheet) {
        if let Ok(text) = serde_json::to_string(&sheet) {
            dom::keep(&self.key(), &text);
        }
        self.unsent.set_value(Some(sheet));
        self.state.set(Kept::Waiting);
        if !self.is_sending.get_value() {
            self.is_sending.set_value(true);
            // Whoever types goes on typing.
            set_timeout(move || spawn_local(self.send()), SETTLE);
        }
    }

    fn key(self) -> String {
        self.place.with_value(|(room, seat)| {
            let seat = seat.as_deref().unwrap_or("staff");
            format!("chalkback-sheet-{room}-{seat}")
        })
    }

    async fn send(self) {
        let mut wait_millis = RETRY_MILLIS.0;
        // The page may be left at any time; what is unsent stays in the browser.
        while let Some(Some(sheet)) = self.unsent.try_get_value() {
            let (room, seat) = self.place.get_value();
            let answer = api::sheet::put(room, seat.as_deref(), &sheet).await;
            let Some(is_newest) = self.unsent.try_with_value(|unsent| unsent.as_ref() == Some(&sheet)) else {
                return;
            };
            match answer {
                Ok(()) if is_newest => {
                    self.unsent.set_value(None);
                    dom::forget(&self.key());
                    self.state.set(Kept::Yes);
                }
                Ok(()) => {}
                Err(error) => {
                    self.state.set(Kept::Not(error.sentence.clone()));
                    if !error.may_pass() {
                        break;
                    }
                    dom::pause(wait_millis).await;
                    wait_millis = (wait_millis * 2).min(RETRY_MILLIS.1);
                }
            }
        }
        let _gone = self.is_sending.try_update_value(|is_sending| *is_sending = false);
    }
}
