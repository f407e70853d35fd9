//! What was said, beside the board: the voices follow the playhead, each where it belongs on the room's clock. Up to twice the speed
//! they keep their pitch, beyond that they are muted. A part of their own beside the player, which knows nothing of them.

mod attached;
mod blocks;
mod bridge;
mod controls;
mod panel;
mod said;
mod transcript;
mod wave;

use std::{collections::BTreeMap, rc::Rc};

use board::{
    id::RoomId,
    moments::{Span, unrecorded_spans},
    playback::PlaybackCommand,
    time::Millis,
};
use interview::voice::{VoiceStretch, VoiceTracks};
use leptos::prelude::*;

use self::{attached::Attached, blocks::Blocks, bridge::Hearing};
pub use self::{
    controls::VoiceControls,
    panel::{SoundFaults, SoundPanel},
    said::{PlaySaid, Until},
    wave::VoiceWave,
};
use crate::{api, lazy::while_here, review::Review};

/// The fastest speed at which voices are heard, in percent.
pub const HEARD_PERCENT_MAX: u32 = 200;

/// The voices of a review; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct Voices {
    review: Review,
    room: RoomId,
    seat: StoredValue<Option<String>>,
    /// Whether they are heard.
    pub on: RwSignal<bool>,
    /// Whether the panel with sound and transcript is open.
    pub open: RwSignal<bool>,
    tracks: RwSignal<VoiceTracks>,
    /// Of each person, in percent.
    volumes: RwSignal<BTreeMap<u16, u32>>,
    attached: RwSignal<Vec<Attached>>,
    /// What could not be loaded, in a sentence.
    trouble: RwSignal<Option<String>>,
    /// What is being played on its own, and until when.
    until: RwSignal<Option<Until>>,
    /// Grows as it becomes known how loud they are.
    loudness: RwSignal<u64>,
    /// What is made for it later lives as long as the page.
    owner: StoredValue<Owner>,
    blocks: StoredValue<Blocks, LocalStorage>,
    hearing: StoredValue<Option<Rc<Hearing>>, LocalStorage>,
}

impl Voices {
    /// Sends for what there is to be heard, and puts itself into the context.
    pub fn begin(review: Review, room: RoomId, seat: Option<String>) -> Voices {
        let voices = Voices {
            review,
            room,
            seat: StoredValue::new(seat),
            on: RwSignal::new(true),
            open: RwSignal::new(false),
            tracks: RwSignal::new(VoiceTracks::default()),
            volumes: RwSignal::new(BTreeMap::new()),
            attached: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            until: RwSignal::new(None),
            loudness: RwSignal::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            blocks: StoredValue::new_local(Blocks::default()),
            hearing: StoredValue::new_local(None),
        };
        provide_context(voices);
        let asked = async move { api::voice::tracks(room, voices.seat().as_deref()).await };
        while_here(asked, move |tracks| match tracks {
            Ok(tracks) => voices.take(tracks),
            Err(error) => voices.say(format!("The voices could not be read: {}", error.sentence)),
        });
        attached::load(voices);
        voices.follow();
        on_cleanup(move || {
            if let Some(Some(hearing)) = voices.hearing.try_update_value(Option::take) {
                hearing.close();
            }
        });
        voices
    }

    /// Whether anything can be heard at all.
    pub fn any(self) -> bool {
        !self.tracks.read().stretches.is_empty() || self.attached.read().iter().any(Attached::sounds)
    }

    /// Puts them on or off.
    pub fn toggle(self) {
        self.on.update(|on| *on = !*on);
    }

    /// Whether somebody's voice was recorded anywhere within a stretch.
    pub fn said_within(self, span: Span) -> bool {
        let within = |stretch: &VoiceStretch| stretch.from < span.to && span.from < stretch.to;
        self.tracks.read().stretches.iter().any(within)
    }

    /// Goes to the beginning of a stretch, plays it with all that was said, and stops at its end.
    pub fn play_span(self, from: Millis, to: Millis) {
        said::play(self, Span { from, to });
    }

    /// Whose voices there are.
    fn actors(self) -> Vec<u16> {
        let mut actors = self
            .tracks
            .read()
            .stretches
            .iter()
            .map(|stretch| stretch.actor)
            .collect::<Vec<_>>();
        actors.dedup();
        actors
    }

    fn seat(self) -> Option<String> {
        self.seat.try_get_value().flatten()
    }

    fn say(self, sentence: String) {
        self.trouble.try_set(Some(sentence));
    }

    fn take(self, tracks: VoiceTracks) {
        let any = !tracks.stretches.is_empty();
        self.trouble.set(self.missing_words(&tracks.missing));
        self.tracks.set(tracks);
        if any {
            // Where nobody draws somebody may be speaking.
            self.review.player.command(PlaybackCommand::SkipIdle(false));
            self.with_hearing(move || blocks::measure_all(self));
        }
    }

    /// Calls back when what plays sound is here.
    fn with_hearing(self, then: impl FnOnce() + 'static) {
        if self.hearing.with_value(Option::is_some) {
            return then();
        }
        while_here(bridge::open(), move |opened| match opened {
            Ok(hearing) => {
                self.hearing.set_value(Some(Rc::new(hearing)));
                then();
                self.sound();
            }
            Err(sentence) => self.say(sentence.to_owned()),
        });
    }

    fn hearing(self) -> Option<Rc<Hearing>> {
        self.hearing.try_get_value().flatten()
    }

    /// Keeps what sounds at the playhead.
    fn follow(self) {
        let player = self.review.player;
        Effect::new(move || {
            player.playhead().track();
            player.playing().track();
            player.speed_percent().track();
            self.on.track();
            self.tracks.track();
            said::stop_at_the_end(self);
            self.sound();
        });
    }

    fn sound(self) {
        let Some(hearing) = self.hearing() else { return };
        let player = self.review.player;
        let (at, speed) = (
            player.playhead().get_untracked(),
            player.speed_percent().get_untracked(),
        );
        let listens = player.playing().get_untracked() && self.on.get_untracked() && speed <= HEARD_PERCENT_MAX;
        blocks::send_for(self, at);
        hearing.follow(at.0 as f64, listens, f64::from(speed) / 100.0);
    }

    /// What never came, but for pauses, of which nothing is kept.
    fn missing_words(self, missing: &[VoiceStretch]) -> Option<String> {
        let opened = self.review.opened();
        let pauses = unrecorded_spans(opened.timeline.entries());
        let touches = |stretch: &&VoiceStretch| {
            pauses
                .iter()
                .any(|pause| pause.from <= stretch.to && stretch.from <= pause.to)
        };
        let lost = missing.iter().filter(|stretch| !touches(stretch)).collect::<Vec<_>>();
        let first = lost.first()?;
        let name = self.name_of(first.actor);
        let rest = match lost.len() {
            1 => String::new(),
            number => format!(", and {} more pieces of voices", number - 1),
        };
        let (from, to) = (first.from.clock(), first.to.clock());
        Some(format!(
            "A piece of {name}’s voice from {from} to {to}{rest} never arrived: silence stands there."
        ))
    }

    fn name_of(self, actor: u16) -> String {
        let opened = self.review.opened();
        crate::review::story::name_of(board::actor::ActorIndex(actor), &opened.header.people)
    }
}
