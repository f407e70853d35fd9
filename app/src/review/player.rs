//! Playing: the transport says when, the timeline says what, one loop of animation frames moves on while time runs. Commands go
//! in, a few narrow signals come out; the playhead's is for the thumb and the clock only.

use std::rc::Rc;

use board::{
    Board,
    moments::{Span, idle_spans},
    playback::{Playback, PlaybackCommand, Transport},
    recording::Seq,
    time::Millis,
    unfold::Shown,
};
use leptos::prelude::*;

use crate::{dom, review::opening::Opened};

/// The most that one frame moves on: what a hidden tab slept through is not skipped.
const FRAME_MILLIS_MAX: f64 = 250.0;

/// A handle on what plays.
#[derive(Clone, Copy)]
pub struct Player {
    machine: StoredValue<Machine, LocalStorage>,
    duration: Millis,
    playhead: RwSignal<Millis>,
    revision: RwSignal<u64>,
    playing: RwSignal<bool>,
    speed_percent: RwSignal<u32>,
    skips_idle: RwSignal<bool>,
    looped: RwSignal<Option<Span>>,
    deeds: RwSignal<u64>,
}

struct Machine {
    opened: Rc<Opened>,
    playback: Playback,
    /// The board of the playhead, and the last entry in it.
    board: Board,
    seq: Seq,
    /// The same with what has begun.
    shown: Shown,
    /// Whether frames are being asked for.
    looping: bool,
    /// Whether a hand holds the thumb.
    held: bool,
    last_frame_millis: Option<f64>,
    /// What a frame took less than whole milliseconds.
    rest_millis: f64,
}

impl Player {
    /// At the beginning, paused.
    pub fn new(opened: Rc<Opened>) -> Player {
        let duration = opened.timeline.duration();
        let playback = Playback::new(duration, idle_spans(opened.timeline.entries()));
        let (speed_percent, skips_idle) = (playback.speed_percent(), playback.skips_idle());
        let mut machine = Machine {
            opened,
            playback,
            board: Board::default(),
            seq: Seq(0),
            shown: Shown::default(),
            looping: false,
            held: false,
            last_frame_millis: None,
            rest_millis: 0.0,
        };
        machine.follow();
        Player {
            machine: StoredValue::new_local(machine),
            duration,
            playhead: RwSignal::new(Millis(0)),
            revision: RwSignal::new(1),
            playing: RwSignal::new(false),
            speed_percent: RwSignal::new(speed_percent),
            skips_idle: RwSignal::new(skips_idle),
            looped: RwSignal::new(None),
            deeds: RwSignal::new(0),
        }
    }

    /// Length of the recording.
    pub fn duration(self) -> Millis {
        self.duration
    }

    /// Where it is; changes with every frame.
    pub fn playhead(self) -> Signal<Millis> {
        self.playhead.into()
    }

    /// Grows whenever there is something else to see.
    pub fn revision(self) -> Signal<u64> {
        self.revision.into()
    }

    /// Whether time runs.
    pub fn playing(self) -> Signal<bool> {
        self.playing.into()
    }

    /// Speed in percent.
    pub fn speed_percent(self) -> Signal<u32> {
        self.speed_percent.into()
    }

    /// Whether idle stretches are passed over.
    pub fn skips_idle(self) -> Signal<bool> {
        self.skips_idle.into()
    }

    /// What is played again and again.
    pub fn looped(self) -> Signal<Option<Span>> {
        self.looped.into()
    }

    /// Grows whenever somebody here does something to time: moves it, lets it run, holds it. What is taken over is nobody's deed.
    pub fn deeds(self) -> Signal<u64> {
        self.deeds.into()
    }

    /// What there is to see now; a clone costs next to nothing.
    pub fn board(self) -> Board {
        self.machine
            .try_with_value(|machine| machine.shown.board.clone())
            .unwrap_or_default()
    }

    /// The last entry before the playhead.
    pub fn seq(self) -> Seq {
        self.machine.try_with_value(|machine| machine.seq).unwrap_or_default()
    }

    /// Carries a command out and shows what it leads to.
    pub fn command(self, command: PlaybackCommand) {
        let changed = self.machine.try_update_value(|machine| {
            machine.playback.command(command);
            dom::measured("fold", || machine.follow())
        });
        self.tell(changed);
        self.run();
        self.deeds.update(|deeds| *deeds += 1);
    }

    /// All of the transport's state; not playing while a hand holds the thumb.
    pub fn transport(self) -> Transport {
        let state = self.machine.try_with_value(|machine| {
            let transport = machine.playback.transport();
            Transport {
                playing: transport.playing && !machine.held,
                ..transport
            }
        });
        state.unwrap_or_default()
    }

    /// Goes on from somebody else's state, as it is so many milliseconds later. Nobody here did that, and nobody is told.
    pub fn take_over(self, transport: Transport, elapsed_millis: u64) {
        let changed = self.machine.try_update_value(|machine| {
            machine.playback.take_over(transport, elapsed_millis);
            machine.follow()
        });
        self.tell(changed);
        self.run();
    }

    /// Time stands still while a hand holds the thumb, also where it was running.
    pub fn hold(self, held: bool) {
        self.machine.try_update_value(|machine| machine.held = held);
        self.deeds.update(|deeds| *deeds += 1);
    }

    /// Asks for frames while time runs; one loop, however often it is asked for.
    fn run(self) {
        let begins = self.machine.try_update_value(|machine| {
            let begins = machine.playback.playing() && !machine.looping;
            if begins {
                machine.looping = true;
                machine.last_frame_millis = None;
            }
            begins
        });
        if begins == Some(true) {
            self.ask_for_frame();
        }
    }

    fn ask_for_frame(self) {
        request_animation_frame(move || {
            let now_millis = dom::now_millis();
            // The page may have been left.
            let went_on = self.machine.try_update_value(|machine| {
                let changed = machine.go_on(now_millis);
                machine.looping = machine.playback.playing();
                (changed, machine.looping)
            });
            let Some((changed, goes_on)) = went_on else { return };
            self.tell(Some(changed));
            if goes_on {
                self.ask_for_frame();
            }
        });
    }

    fn tell(self, changed: Option<bool>) {
        let Some(changed) = changed else { return };
        let state = self.machine.try_with_value(|machine| {
            let playback = &machine.playback;
            (
                playback.at(),
                playback.playing(),
                playback.speed_percent(),
                playback.skips_idle(),
                playback.looped(),
            )
        });
        let Some((at, playing, speed_percent, skips_idle, looped)) = state else {
            return;
        };
        set_if_new(self.playhead, at);
        set_if_new(self.playing, playing);
        set_if_new(self.speed_percent, speed_percent);
        set_if_new(self.skips_idle, skips_idle);
        set_if_new(self.looped, looped);
        if changed {
            self.revision.update(|revision| *revision += 1);
        }
    }
}

impl Machine {
    /// Lets time run up to now; whether there is something else to see.
    fn go_on(&mut self, now_millis: f64) -> bool {
        let since = self
            .last_frame_millis
            .replace(now_millis)
            .map_or(0.0, |last| now_millis - last);
        if self.held {
            return false;
        }
        let passed = since.clamp(0.0, FRAME_MILLIS_MAX) + self.rest_millis;
        self.rest_millis = passed.fract();
        self.playback.tick(passed as u64);
        self.follow()
    }

    /// Shows the moment of the playhead; whether it is another picture.
    fn follow(&mut self) -> bool {
        let timeline = &self.opened.timeline;
        let at = self.playback.at();
        let seq = timeline.seq_at(at);
        if seq >= self.seq {
            timeline.forward(&mut self.board, self.seq, seq);
        } else {
            self.board = timeline.at_seq(seq);
        }
        let shown = self.opened.unfolding.show(timeline.entries(), &self.board, at);
        let is_new = seq != self.seq || shown.pieces != self.shown.pieces;
        (self.seq, self.shown) = (seq, shown);
        is_new
    }
}

fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|old| *old != value) == Some(true) {
        signal.set(value);
    }
}
