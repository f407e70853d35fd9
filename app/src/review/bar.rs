//! What the time bar is set to, apart from where time is: the stretch in view, whose lanes are in sight, where a loop begins, what
//! `[` and `]` stop at. In context of a review; the keys, the buttons and the bar itself all come here.

use std::{collections::BTreeSet, rc::Rc};

use board::{
    actor::ActorIndex,
    moments::{self, Activity, Span},
    playback::{PlaybackCommand, Window},
    time::Millis,
};
use interview::seat::Role;
use leptos::prelude::*;

use crate::review::{
    Review,
    stops::{self, Stop},
};

/// How much nearer one step of the zoom is.
const ZOOM_STEP: f64 = 2.0;

/// The settings of one time bar.
#[derive(Clone, Copy)]
pub struct Bar {
    review: Review,
    /// Looked for by whoever asks first, once there is something to see.
    activity: StoredValue<Option<Rc<Activity>>, LocalStorage>,
    /// Who did something.
    active: StoredValue<Vec<ActorIndex>>,
    /// Stretches in which those in sight did something, as soon as somebody wanted to go to one.
    spans: StoredValue<Option<Vec<Span>>>,
    window: RwSignal<Window>,
    /// Whose lanes are out of sight.
    hidden: RwSignal<BTreeSet<ActorIndex>>,
    /// Where a loop begins that has no end yet.
    begun: RwSignal<Option<Millis>>,
    /// What one stops at otherwise than usual.
    unusual: RwSignal<BTreeSet<Stop>>,
}

/// How far one is with a loop.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Looping {
    /// Nothing is marked.
    Off,
    /// Only its beginning is.
    Begun(Millis),
    /// It is played again and again.
    On(Span),
}

impl Bar {
    /// All in view and in sight; puts itself into the context.
    pub fn begin(review: Review) -> Bar {
        let opened = review.opened();
        let bar = Bar {
            review,
            activity: StoredValue::new_local(None),
            active: StoredValue::new(moments::active(opened.timeline.entries())),
            spans: StoredValue::new(None),
            window: RwSignal::new(Window::whole(review.player.duration())),
            hidden: RwSignal::default(),
            begun: RwSignal::new(None),
            unusual: RwSignal::default(),
        };
        bar.keep_playhead_in_view();
        provide_context(bar);
        bar
    }

    /// Who did what when; nothing until there is something to see. Tracked.
    pub(super) fn activity(self) -> Rc<Activity> {
        if !self.review.is_seen() {
            return Rc::default();
        }
        self.activity.get_value().unwrap_or_else(|| {
            let activity = Rc::new(Activity::of(self.review.opened().timeline.entries()));
            self.activity.set_value(Some(Rc::clone(&activity)));
            activity
        })
    }

    /// The stretch in view.
    pub(super) fn window(self) -> Signal<Window> {
        self.window.into()
    }

    /// Shows another stretch.
    pub(super) fn show(self, window: Window) {
        if self.window.get_untracked() != window {
            self.window.set(window);
        }
    }

    /// One step nearer to the playhead, or farther from it.
    pub(super) fn zoom(self, nearer: bool) {
        let (window, at) = (
            self.window.get_untracked(),
            self.review.player.playhead().get_untracked(),
        );
        let factor = if nearer { ZOOM_STEP } else { 1.0 / ZOOM_STEP };
        self.show(window.showing(at).zoomed(at, factor));
    }

    /// Shows all of the recording.
    pub(super) fn show_whole(self) {
        self.show(Window::whole(self.review.player.duration()));
    }

    /// Whether somebody's lane is in sight; tracked.
    pub(super) fn shows(self, actor: ActorIndex) -> bool {
        self.hidden.with(|hidden| !hidden.contains(&actor))
    }

    /// Puts a lane out of sight, or back. Whoever is out of sight is passed over in stepping.
    pub(super) fn toggle_lane(self, actor: ActorIndex) {
        self.hidden.update(|hidden| {
            if !hidden.remove(&actor) {
                hidden.insert(actor);
            }
        });
        self.spans.set_value(None);
    }

    /// Who has a lane: everybody who did something, and after them who may only have spoken.
    pub fn people(self) -> Vec<ActorIndex> {
        let mut people = self.active.get_value();
        let opened = self.review.opened();
        let speakers = opened.header.people.iter().filter(|person| {
            let watches = Role::from_word(&person.role) == Some(Role::Observer);
            !watches && !person.name.is_empty() && !people.contains(&ActorIndex(person.actor))
        });
        let speakers = speakers.map(|person| ActorIndex(person.actor)).collect::<Vec<_>>();
        people.extend(speakers);
        people
    }

    /// The same by the place of the lane, from 1.
    pub(super) fn toggle_lane_number(self, number: u8) {
        let people = self.people();
        if let Some(actor) = usize::from(number).checked_sub(1).and_then(|index| people.get(index)) {
            self.toggle_lane(*actor);
        }
    }

    /// Stops and goes to the next edit of somebody in sight, or to the one before.
    pub(super) fn step(self, forwards: bool) {
        let (opened, player) = (self.review.opened(), self.review.player);
        let (entries, at) = (opened.timeline.entries(), player.playhead().get_untracked());
        let to = self
            .hidden
            .with_untracked(|hidden| moments::step(entries, at, forwards, |actor| hidden.contains(&actor)));
        if let Some(at) = to {
            player.command(PlaybackCommand::Jump(at));
        }
    }

    /// Goes to where something begins to happen, or did before.
    pub(super) fn to_activity(self, forwards: bool) {
        let player = self.review.player;
        let at = player.playhead().get_untracked();
        let spans = self.spans.get_value().unwrap_or_else(|| self.find_spans());
        let to = moments::next_span(&spans, at, forwards);
        if let Some(at) = to {
            player.command(PlaybackCommand::Seek(at));
        }
    }

    /// Whether one stops there; tracked.
    pub(super) fn stops_at(self, stop: Stop) -> bool {
        self.unusual.with(|unusual| unusual.contains(&stop) != stop.is_usual())
    }

    /// Stops there from now on, or no longer.
    pub(super) fn toggle_stop(self, stop: Stop) {
        self.unusual.update(|unusual| {
            if !unusual.remove(&stop) {
                unusual.insert(stop);
            }
        });
    }

    /// Stops and goes to the next place to stop at, or to the one before.
    pub(super) fn to_stop(self, forwards: bool) {
        let (opened, player) = (self.review.opened(), self.review.player);
        let (entries, at) = (opened.timeline.entries(), player.playhead().get_untracked());
        let unusual = self.unusual.get_untracked();
        let begins = unusual.iter().filter_map(|stop| match stop {
            Stop::Person(person) => Some(moments::activity_spans(entries, player.duration(), |actor| {
                actor != *person
            })),
            Stop::Notes | Stop::Marks | Stop::Cards | Stop::Phases | Stop::Chat | Stop::Events => None,
        });
        let begins = begins.flatten().collect::<Vec<_>>();
        let wants = |stop: Stop| unusual.contains(&stop) != stop.is_usual();
        if let Some(at) = stops::neighbour(&self.review.story_now(), &begins, wants, at, forwards) {
            player.command(PlaybackCommand::Jump(at));
        }
    }

    /// How far one is with a loop; tracked.
    pub(super) fn looping(self) -> Looping {
        match (self.review.player.looped().get(), self.begun.get()) {
            (Some(span), _) => Looping::On(span),
            (None, Some(at)) => Looping::Begun(at),
            (None, None) => Looping::Off,
        }
    }

    /// Marks the playhead as the beginning of a loop, then as its end; then there is none.
    pub(super) fn go_on_looping(self) {
        let player = self.review.player;
        let at = player.playhead().get_untracked();
        let is_on = player.looped().get_untracked().is_some();
        match self.begun.get_untracked() {
            _ if is_on => self.loop_over(None),
            None => self.begun.set(Some(at)),
            Some(from) => self.loop_over(Some(Span { from, to: at })),
        }
    }

    /// Plays a stretch again and again, or nothing.
    pub(super) fn loop_over(self, span: Option<Span>) {
        self.begun.set(None);
        self.review.player.command(PlaybackCommand::Loop(span));
    }

    fn find_spans(self) -> Vec<Span> {
        let opened = self.review.opened();
        let (entries, duration) = (opened.timeline.entries(), self.review.player.duration());
        let spans = self
            .hidden
            .with_untracked(|hidden| moments::activity_spans(entries, duration, |actor| hidden.contains(&actor)));
        self.spans.set_value(Some(spans.clone()));
        spans
    }

    /// The window goes along with the playhead. Whoever has moved it away while time runs is left in peace.
    fn keep_playhead_in_view(self) {
        let player = self.review.player;
        Effect::new(move |before: Option<Millis>| {
            let (at, window) = (player.playhead().get(), self.window.get_untracked());
            let was_in_view = before.is_none_or(|before| window.contains(before));
            // Not derived from the playhead: it stays where it is while the playhead is in it.
            if was_in_view || !player.playing().get_untracked() {
                self.show(window.showing(at));
            }
            at
        });
    }
}
