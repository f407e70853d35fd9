//! The transport: *when* of a replay. Commands go in, time is ticked, the playhead comes out; it knows no boards.
//!
//! Skipping idle stretches changes the pace, never a time: the true time is always shown.

use crate::{moments::Span, time::Millis};

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
}

/// Slowest and fastest speed in percent.
pub const SPEED_PERCENT: (u32, u32) = (25, 3_200);
/// Speeds offered, in percent.
pub const SPEEDS: [u32; 8] = [25, 50, 100, 200, 400, 800, 1_600, 3_200];

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

    /// Carries a command out.
    pub fn command(&mut self, command: PlaybackCommand) {
        match command {
            PlaybackCommand::Play => {
                if self.at() >= self.duration {
                    self.at_centimillis = 0;
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
        }
    }

    /// So many milliseconds of the viewer's time passed; stops at the end.
    pub fn tick(&mut self, millis: u64) {
        if !self.playing {
            return;
        }
        self.at_centimillis = self
            .at_centimillis
            .saturating_add(millis.saturating_mul(u64::from(self.speed_percent)));
        if self.skip_idle
            && let Some(idle) = self
                .idle
                .iter()
                .find(|idle| idle.from <= self.at() && self.at() < idle.to)
        {
            self.at_centimillis = idle.to.0 * 100;
        }
        if self.at() >= self.duration {
            self.go_to(self.duration);
            self.playing = false;
        }
    }

    fn go_to(&mut self, at: Millis) {
        self.at_centimillis = at.min(self.duration).0.saturating_mul(100);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn playback() -> Playback {
        Playback::new(
            Millis(60_000),
            vec![Span {
                from: Millis(10_000),
                to: Millis(40_000),
            }],
        )
    }

    #[test]
    fn it_plays_at_its_speed_and_stops_at_the_end() {
        let mut playback = playback();
        playback.tick(1_000);
        assert_eq!(playback.at(), Millis(0));
        playback.command(PlaybackCommand::Play);
        playback.command(PlaybackCommand::Speed(25));
        (0..100).for_each(|_| playback.tick(1));
        assert_eq!(playback.at(), Millis(25));
        playback.command(PlaybackCommand::Speed(1_000_000));
        assert_eq!(playback.speed_percent(), 3_200);
        playback.command(PlaybackCommand::SkipIdle(false));
        (0..3).for_each(|_| playback.tick(1_000));
        assert_eq!((playback.at(), playback.playing()), (Millis(60_000), false));
        playback.command(PlaybackCommand::Toggle);
        assert_eq!((playback.at(), playback.playing()), (Millis(0), true));
    }

    #[test]
    fn idle_is_passed_over_only_while_playing_and_seeking_never_starts() {
        let mut playback = playback();
        playback.command(PlaybackCommand::Seek(Millis(20_000)));
        assert_eq!((playback.at(), playback.playing()), (Millis(20_000), false));
        playback.command(PlaybackCommand::Play);
        playback.tick(16);
        assert_eq!(playback.at(), Millis(40_000));
        playback.command(PlaybackCommand::Jump(Millis(99_000_000)));
        assert_eq!((playback.at(), playback.playing()), (Millis(60_000), false));
        playback.command(PlaybackCommand::SeekBy(-70_000));
        assert_eq!(playback.at(), Millis(0));
    }
}
