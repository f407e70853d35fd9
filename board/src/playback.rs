//! The transport: *when* of a replay. Commands go in, time is ticked, the playhead comes out; it knows no boards.
//!
//! Skipping idle stretches changes the pace, never a time: the true time is always shown.

mod window;

pub use self::window::Window;
use crate::{limits::LOOP_MILLIS_MIN, moments::Span, time::Millis};

/// What a viewer asks of the transport.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PlaybackCommand {
    /// Play; from the beginning where the end was reached.
    Play,
    /// Stop where it is.
    Pause,
    /// The other of the two.
    Toggle,
    /// Go to a moment; playing goes on if it was.
    Seek(Millis),
    /// Go by so many milliseconds, back where negative.
    SeekBy(i64),
    /// Stop and go to a moment (a note, a marker, a step).
    Jump(Millis),
    /// Speed in percent, within [`SPEED_PERCENT`].
    Speed(u32),
    /// Pass over idle stretches or not.
    SkipIdle(bool),
    /// Play a stretch again and again, or no longer. A stretch may be given from either end; one that is too short to be
    /// played ([`LOOP_MILLIS_MIN`]) is none.
    Loop(Option<Span>),
}

/// Slowest and fastest speed in percent.
pub const SPEED_PERCENT: (u32, u32) = (25, 3_200);
/// Speeds offered, in percent.
pub const SPEEDS: [u32; 8] = [25, 50, 100, 200, 400, 800, 1_600, 3_200];

/// The next of the speeds offered, faster or slower; the same where there is none.
pub fn next_speed(percent: u32, faster: bool) -> u32 {
    let next = if faster {
        SPEEDS.into_iter().find(|speed| *speed > percent)
    } else {
        SPEEDS.into_iter().rev().find(|speed| *speed < percent)
    };
    next.unwrap_or(percent)
}

/// The transport of one replay.
#[derive(Clone, Debug, PartialEq)]
pub struct Playback {
    duration: Millis,
    idle: Vec<Span>,
    /// Playhead in hundredths of a millisecond, so that slow speeds lose nothing between ticks.
    at_centimillis: u64,
    playing: bool,
    speed_percent: u32,
    skip_idle: bool,
    /// What is played again and again, never shorter than [`LOOP_MILLIS_MIN`].
    looped: Option<Span>,
}

impl Playback {
    /// A transport at the beginning, paused; `idle` in order.
    pub fn new(duration: Millis, idle: Vec<Span>) -> Playback {
        Playback {
            duration,
            idle,
            at_centimillis: 0,
            playing: false,
            speed_percent: 100,
            skip_idle: true,
            looped: None,
        }
    }

    /// The playhead.
    pub fn at(&self) -> Millis {
        Millis(self.at_centimillis / 100)
    }

    /// The end.
    pub fn duration(&self) -> Millis {
        self.duration
    }

    /// Whether time runs.
    pub fn playing(&self) -> bool {
        self.playing
    }

    /// Speed in percent.
    pub fn speed_percent(&self) -> u32 {
        self.speed_percent
    }

    /// Whether idle stretches are passed over.
    pub fn skips_idle(&self) -> bool {
        self.skip_idle
    }

    /// What is played again and again.
    pub fn looped(&self) -> Option<Span> {
        self.looped
    }

    /// Carries a command out.
    pub fn command(&mut self, command: PlaybackCommand) {
        match command {
            PlaybackCommand::Play => {
                match self.looped {
                    // Whoever has marked a stretch means that one.
                    Some(looped) if !(looped.from <= self.at() && self.at() < looped.to) => self.go_to(looped.from),
                    None if self.at() >= self.duration => self.at_centimillis = 0,
                    Some(_) | None => {}
                }
                self.playing = true;
            }
            PlaybackCommand::Pause => self.playing = false,
            PlaybackCommand::Toggle if self.playing => self.playing = false,
            PlaybackCommand::Toggle => self.command(PlaybackCommand::Play),
            PlaybackCommand::Seek(at) => self.go_to(at),
            PlaybackCommand::SeekBy(millis) => self.go_to(Millis(self.at().0.saturating_add_signed(millis))),
            PlaybackCommand::Jump(at) => {
                self.playing = false;
                self.go_to(at);
            }
            PlaybackCommand::Speed(percent) => self.speed_percent = percent.clamp(SPEED_PERCENT.0, SPEED_PERCENT.1),
            PlaybackCommand::SkipIdle(skip) => self.skip_idle = skip,
            PlaybackCommand::Loop(span) => self.looped = span.and_then(|span| self.playable(span)),
        }
    }

    /// So many milliseconds of the viewer's time passed; stops at the end.
    pub fn tick(&mut self, millis: u64) {
        if !self.playing {
            return;
        }
        let before = self.at();
        self.at_centimillis = self
            .at_centimillis
            .saturating_add(millis.saturating_mul(u64::from(self.speed_percent)));
        if let Some(idle) = self.idle_at(self.at()).filter(|_| self.skip_idle) {
            self.at_centimillis = idle.to.0 * 100;
        }
        // Time that was dragged beyond a looped stretch runs on; only what plays up to its end begins again.
        if let Some(looped) = self.looped
            && before < looped.to
            && self.at() >= looped.to
        {
            let beyond = self.at_centimillis - looped.to.0 * 100;
            self.at_centimillis = looped.from.0 * 100 + beyond % ((looped.to.0 - looped.from.0) * 100);
            return;
        }
        if self.at() >= self.duration {
            self.go_to(self.duration);
            self.playing = false;
        }
    }

    /// The idle stretch around a time, unless all that is played again and again lies in it: it is wanted as it was.
    fn idle_at(&self, at: Millis) -> Option<Span> {
        let n_begun = self.idle.partition_point(|idle| idle.from <= at);
        let idle = self.idle.get(n_begun.checked_sub(1)?).filter(|idle| at < idle.to)?;
        let is_all = |looped: Span| idle.from <= looped.from && looped.to <= idle.to;
        (!self.looped.is_some_and(is_all)).then_some(*idle)
    }

    /// A stretch in its order and inside of the recording.
    fn playable(&self, span: Span) -> Option<Span> {
        let (from, to) = (span.from.min(span.to), span.from.max(span.to).min(self.duration));
        ((to - from).0 >= LOOP_MILLIS_MIN).then_some(Span { from, to })
    }

    fn go_to(&mut self, at: Millis) {
        self.at_centimillis = at.min(self.duration).0.saturating_mul(100);
    }
}

#[cfg(test)]
mod tests;
