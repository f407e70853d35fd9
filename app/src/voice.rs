//! One's own voice in a room: asked for, never begun by itself; recorded in this tab with a consent of its own, shown while it is
//! on, stopped by one press; and whose voice else is being recorded. No call is made, and nothing is played here.

mod bridge;
mod dialog;
mod queue;
mod recording;
mod sign;

use std::{rc::Rc, time::Duration};

use board::{actor::ActorIndex, time::Millis, voice::place::Look};
use interview::{seat::Role, voice::OwnVoice};
use leptos::{ev, prelude::*, task::spawn_local};

use self::{
    bridge::{Ear, Microphone},
    queue::Told,
    recording::Recording,
};
pub use self::{
    dialog::{VoiceButton, VoiceDialog},
    sign::VoiceSigns,
};
use crate::{api, dom, session::Session};

/// Who records is asked this often, and with it the room's time.
const LOOK_EVERY: Duration = Duration::from_secs(3);

/// How the own microphone stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Nothing is recorded.
    Off,
    /// The browser asks.
    Starting,
    /// It records.
    On,
    /// It waits: the round's recording is paused.
    Held,
}

/// A handle on it; in the context of the panels.
#[derive(Clone, Copy)]
pub struct Voice {
    session: Session,
    standing: RwSignal<Standing>,
    /// How loud it is now, in percent.
    level: RwSignal<u32>,
    /// Whose voices are being recorded.
    recorded: RwSignal<Vec<ActorIndex>>,
    /// What stands about the own voice, once asked.
    own: RwSignal<OwnVoice>,
    told: Told,
    /// Whether the dialog is open.
    asking: RwSignal<bool>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    recording: Rc<Recording>,
    microphone: Option<Microphone>,
}

impl Voice {
    /// Begins with the microphone off, or on where this very tab had it on before a reload; puts itself into the context.
    pub fn begin(session: Session) -> Voice {
        let told = Told::new();
        let recording = Rc::new(Recording::new(session.room(), &session.seat(), told));
        let voice = Voice {
            session,
            standing: RwSignal::new(Standing::Off),
            level: RwSignal::new(0),
            recorded: RwSignal::new(Vec::new()),
            own: RwSignal::new(OwnVoice::default()),
            told,
            asking: RwSignal::new(false),
            inner: StoredValue::new_local(Inner {
                recording: Rc::clone(&recording),
                microphone: None,
            }),
        };
        provide_context(voice);
        voice.look();
        if let Ok(every) = set_interval_with_handle(move || voice.look(), LOOK_EVERY) {
            on_cleanup(move || every.clear());
        }
        voice.follow_round();
        voice.tell_troubles();
        if voice.may() {
            recording.go_on();
            let online = window_event_listener(ev::online, move |_| recording.go_on());
            on_cleanup(move || online.remove());
            voice.resume();
        }
        on_cleanup(move || voice.release());
        voice
    }

    /// Whether this seat has a voice to be recorded.
    pub fn may(self) -> bool {
        let role = self.session.role().get_untracked();
        !self.session.is_alone() && role.is_some_and(|role| role != Role::Observer)
    }

    /// Whether it can be recorded as things are; tracked.
    pub fn may_now(self) -> bool {
        self.may() && self.session.round().get().ended_at.is_none()
    }

    /// Opens the dialog.
    pub fn ask(self) {
        self.asking.set(true);
    }

    /// Gives the consent and asks for the microphone.
    fn agree(self) {
        self.own_after(true, move |own| {
            self.own.set(own);
            self.start();
        });
    }

    /// Takes the consent back: nothing more is recorded, and what waits is thrown away.
    fn withdraw(self) {
        self.stop();
        self.own_after(false, move |own| {
            self.own.set(own);
            self.with_recording(Recording::forget);
        });
    }

    /// Deletes what one said, here and on the server; what is being said now goes with it.
    fn delete(self) {
        self.stop();
        self.with_recording(Recording::forget);
        let (room, seat) = (self.session.room(), self.session.seat());
        spawn_local(async move {
            match api::voice::delete_own(room, &seat).await {
                Ok(own) => {
                    self.own.try_set(own);
                    self.told.say("What you said was deleted.");
                }
                Err(error) => self.told.say(&error.sentence),
            }
        });
    }

    /// Records, once the browser was allowed to; the consent stands.
    fn start(self) {
        if self.standing.get_untracked() != Standing::Off {
            return;
        }
        self.standing.set(Standing::Starting);
        self.told.trouble.set(None);
        let Some(recording) = self.inner.try_with_value(|inner| Rc::clone(&inner.recording)) else {
            return;
        };
        recording.number.set(self.own.get_untracked().number);
        let ear = Ear {
            recording,
            on_level: Rc::new(move |level| self.hear_level(level)),
            on_lost: Rc::new(move || {
                self.stop();
                self.told
                    .say("The microphone is gone; what was said until then is kept.");
            }),
        };
        spawn_local(async move {
            match bridge::listen(ear).await {
                Ok(microphone) => self.started(microphone),
                Err(sentence) => {
                    self.standing.try_set(Standing::Off);
                    self.told.say(sentence);
                }
            }
        });
    }

    fn started(self, microphone: Microphone) {
        // The room may have been left, or the press taken back, while the browser asked.
        if self.standing.try_get_untracked() != Some(Standing::Starting) {
            microphone.stop();
            return;
        }
        self.inner.update_value(|inner| inner.microphone = Some(microphone));
        self.remember(true);
        self.asking.set(false);
        self.hold_or_record();
    }

    /// One press: nothing more is recorded, and the device is free.
    pub fn stop(self) {
        if self
            .standing
            .try_get_untracked()
            .is_none_or(|standing| standing == Standing::Off)
        {
            return;
        }
        self.release();
        self.standing.set(Standing::Off);
        self.level.set(0);
        self.remember(false);
        self.tell(false);
    }

    fn release(self) {
        let microphone = self.inner.try_update_value(|inner| inner.microphone.take());
        if let Some(Some(microphone)) = microphone {
            microphone.stop();
        }
    }

    /// Records exactly while the round is recorded (rule E2).
    fn follow_round(self) {
        let round = self.session.round();
        Effect::new(move || {
            let round = round.get();
            match self.standing.get_untracked() {
                Standing::On | Standing::Held if round.ended_at.is_some() => self.stop(),
                Standing::On | Standing::Held => self.hold_or_record(),
                Standing::Off | Standing::Starting => {}
            }
        });
    }

    /// What went wrong is said where it is seen: in the dialog, or under the bar while that is closed.
    fn tell_troubles(self) {
        Effect::new(move || {
            if self.told.withdrawn.get() {
                self.told.withdrawn.set(false);
                if self.standing.get_untracked() != Standing::Off {
                    self.stop();
                    self.told.say(
                        "Your consent was taken back, or what you said deleted: your voice is recorded no longer.",
                    );
                }
            }
        });
        Effect::new(move || {
            if let Some(sentence) = self.told.trouble.get().filter(|_| !self.asking.get_untracked()) {
                self.session.warn(sentence);
            }
        });
    }

    fn hold_or_record(self) {
        let round = self.session.round().get_untracked();
        let records = round.paused_since.is_none() && round.ended_at.is_none();
        let wanted = if records { Standing::On } else { Standing::Held };
        if self.standing.get_untracked() == wanted {
            return;
        }
        self.inner.with_value(|inner| {
            if let Some(microphone) = &inner.microphone {
                if records {
                    microphone.record()
                } else {
                    microphone.hold()
                }
            }
        });
        self.standing.set(wanted);
        self.tell(records);
    }

    /// Tells everybody.
    fn tell(self, on: bool) {
        let (room, seat) = (self.session.room(), self.session.seat());
        spawn_local(async move {
            // Should it not come through, the pieces tell, or their absence does.
            if let Ok(now) = api::voice::switch(room, &seat, on).await {
                self.recorded.try_set(now.actors.into_iter().map(ActorIndex).collect());
            }
        });
    }

    /// Looks who records, and what time it is in the room.
    fn look(self) {
        let ended = self.session.round().get_untracked().ended_at.is_some();
        if self.session.is_alone() || ended || (document().hidden() && self.standing.get_untracked() == Standing::Off) {
            return;
        }
        let (room, seat) = (self.session.room(), self.session.seat());
        let asked_millis = page_millis();
        spawn_local(async move {
            let Ok(now) = api::voice::now(room, &seat).await else {
                return;
            };
            let actors = now.actors.into_iter().map(ActorIndex).collect::<Vec<_>>();
            if self.recorded.try_with_untracked(|known| *known != actors) == Some(true) {
                self.recorded.set(actors);
            }
            self.learn(asked_millis, now.now);
        });
    }

    fn learn(self, asked_millis: u64, room: Millis) {
        let look = Look {
            asked_millis,
            answered_millis: page_millis(),
            room,
        };
        self.with_recording(|recording| recording.time.borrow_mut().learn(look));
    }

    /// A reload is no end: where this tab recorded and the consent stands, it goes on, with its sign.
    fn resume(self) {
        let (room, seat) = (self.session.room(), self.session.seat());
        let was_on = dom::kept_in_tab(&self.key()).is_some();
        spawn_local(async move {
            let Ok(own) = api::voice::own(room, &seat).await else {
                return;
            };
            if self.own.try_set(own).is_some() {
                return;
            }
            if was_on && own.consent && self.session.round().get_untracked().ended_at.is_none() {
                self.start();
            }
        });
    }

    fn own_after(self, consent: bool, then: impl FnOnce(OwnVoice) + 'static) {
        let (room, seat) = (self.session.room(), self.session.seat());
        spawn_local(async move {
            match api::voice::consent(room, &seat, consent).await {
                Ok(own) => then(own),
                Err(error) => self.told.say(&error.sentence),
            }
        });
    }

    fn hear_level(self, level: f64) {
        // In steps, so that nothing is drawn that nobody sees.
        let level = (level * 20.0).round() as u32 * 5;
        let level = if self.standing.try_get_untracked() == Some(Standing::On) {
            level
        } else {
            0
        };
        if self.level.try_get_untracked().is_some_and(|known| known != level) {
            self.level.set(level);
        }
    }

    fn with_recording(self, look: impl FnOnce(&Recording)) {
        self.inner.try_with_value(|inner| look(&inner.recording));
    }

    fn remember(self, on: bool) {
        dom::keep_in_tab(&self.key(), on.then_some("on"));
    }

    fn key(self) -> String {
        format!("voice/{}/{}", self.session.room(), self.session.seat())
    }
}

/// The page's clock, on which the microphone's events are.
fn page_millis() -> u64 {
    dom::now_millis().max(0.0) as u64
}
