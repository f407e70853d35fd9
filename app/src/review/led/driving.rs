//! What joins a led replay to time: the leader's deeds go out, what the leader shows comes in, and whoever moves time here while
//! following leaves.

use std::time::Duration;

use board::limits::LED_INTERVAL_MILLIS;
use interview::led::{Compared, Request, Shown};
use leptos::{ev, prelude::*};

use super::{Heard, Led, connecting::HEARTBEAT};
use crate::{
    dom,
    review::{Review, compare::Comparing},
};

/// What is driven, or drives.
#[derive(Clone, Copy)]
struct Driving {
    led: Led,
    review: Review,
    comparing: Comparing,
    /// When the leader's page last said what it shows, and what says the rest.
    said_millis: StoredValue<f64>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

/// Joins a led replay to the time of a review.
pub fn drive(review: Review, comparing: Comparing) {
    let driving = Driving {
        led: expect_context(),
        review,
        comparing,
        said_millis: StoredValue::new(f64::MIN),
        waiting: StoredValue::new(None),
    };
    driving.say_what_is_done();
    driving.show_what_is_heard();
    driving.catch_up_when_seen();
}

impl Driving {
    /// The leader says what changes here and, while time runs, where it is every two seconds. Whoever follows leaves by a deed.
    fn say_what_is_done(self) {
        let Driving {
            led, review, comparing, ..
        } = self;
        let player = review.player;
        let deeds = player.deeds();
        Effect::new(move |was: Option<u64>| {
            let now = deeds.get();
            if was.is_some_and(|was| was != now) {
                self.done();
            }
            now
        });
        let compared = Memo::new(move |_| comparing.told());
        Effect::new(move |was: Option<Option<Compared>>| {
            let now = compared.get();
            if was.is_some_and(|was| was != now) {
                let heard = led.heard.get_untracked().and_then(|heard| heard.shown.compared);
                if led.leads_now() || now != heard {
                    self.done();
                }
            }
            now
        });
        // At the end time stops by itself.
        Effect::new(move |was: Option<bool>| {
            let now = player.playing().get();
            if was.is_some_and(|was| was && !now) && led.leads_now() {
                self.say_soon();
            }
            now
        });
        Effect::new(move |was: Option<bool>| {
            let leads = led.leads();
            if leads && was != Some(true) {
                // Whoever was given the lead goes on from what everybody sees.
                untrack(move || self.show_heard());
                self.say();
            }
            leads
        });
        let beat = set_interval_with_handle(
            move || {
                if led.leads_now() && player.playing().get_untracked() && !document().hidden() {
                    self.say();
                }
            },
            HEARTBEAT,
        );
        on_cleanup(move || {
            if let Ok(beat) = beat {
                beat.clear();
            }
            if let Some(Some(waiting)) = self.waiting.try_update_value(Option::take) {
                waiting.clear();
            }
        });
    }

    /// Somebody here did something to time.
    fn done(self) {
        if self.led.leads_now() {
            self.say_soon();
        } else if untrack(move || self.led.is_moved()) {
            self.led.follow(false);
        }
    }

    /// Says it now, or with what comes until it may be said again.
    fn say_soon(self) {
        let since = dom::now_millis() - self.said_millis.get_value();
        let rest = LED_INTERVAL_MILLIS as f64 - since;
        if rest <= 0.0 {
            return self.say();
        }
        self.waiting.update_value(|waiting| {
            if waiting.is_none() {
                *waiting = set_timeout_with_handle(move || self.say(), Duration::from_millis(rest as u64)).ok();
            }
        });
    }

    fn say(self) {
        let cleared = self.waiting.try_update_value(|waiting| {
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
        });
        if cleared.is_none() || !self.led.leads_now() {
            return;
        }
        self.said_millis.set_value(dom::now_millis());
        let shown = Shown {
            transport: self.review.player.transport(),
            compared: untrack(move || self.comparing.told()),
        };
        self.led.heard.set(Some(Heard::now(shown, 0)));
        self.led.ask(&Request::Show(shown));
    }

    /// Whoever follows is shown what the leader shows.
    fn show_what_is_heard(self) {
        let led = self.led;
        Effect::new(move |_| {
            led.heard.track();
            if led.is_moved() {
                untrack(move || self.show_heard());
            }
        });
    }

    fn show_heard(self) {
        let Some(heard) = self.led.heard.get_untracked() else {
            return;
        };
        let Heard { shown, .. } = heard;
        self.review.player.take_over(shown.transport, heard.elapsed_millis());
        self.comparing.take_over(shown.compared);
    }

    /// A page that nobody looked at stood still; it goes to where everybody is, also the leader's.
    fn catch_up_when_seen(self) {
        let led = self.led;
        let seen = window_event_listener(ev::visibilitychange, move |_| {
            if !document().hidden() && untrack(move || led.is_moved() || led.leads()) {
                self.show_heard();
            }
        });
        on_cleanup(move || seen.remove());
    }
}
