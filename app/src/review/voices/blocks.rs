//! Voices come in blocks of a minute: the one at the playhead and the next are fetched and kept, so that a long round costs no more
//! than a short one. How loud each is is found out once, one block after the other, while nothing waits for it.

use std::collections::{BTreeMap, BTreeSet};

use board::{limits::VOICE_BLOCK_MILLIS, time::Millis};
use interview::voice::VoiceStretch;
use leptos::{prelude::*, task::spawn_local};

use super::{Voices, bridge::Clip};
use crate::{api, dom};

/// This far ahead of the playhead the next block is sent for.
const AHEAD: Millis = Millis(15_000);
/// Between two blocks whose loudness is found out.
const MEASURE_PAUSE_MILLIS: u32 = 30;
/// Blocks of loudness that are kept: a day of one voice.
const MEASURED: usize = 1_440;

/// A minute of somebody's voice.
pub(super) type Block = (u16, u64);

/// What is here.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Sent for or here, to be played.
    wanted: BTreeSet<Block>,
    /// How loud each quarter of a second is.
    loud: BTreeMap<Block, Vec<u8>>,
}

impl Blocks {
    /// How loud it is at a moment, 0 to 255.
    pub(super) fn loudest(&self, actor: u16, from: Millis, to: Millis) -> u8 {
        const SLICE_MILLIS: u64 = 250;
        let slices = (from.0 / SLICE_MILLIS)..=(to.0.saturating_sub(1).max(from.0) / SLICE_MILLIS);
        let at = |slice: u64| {
            let millis = slice * SLICE_MILLIS;
            let of_block = self.loud.get(&(actor, millis / VOICE_BLOCK_MILLIS))?;
            of_block
                .get(usize::try_from(millis % VOICE_BLOCK_MILLIS / SLICE_MILLIS).ok()?)
                .copied()
        };
        slices.filter_map(at).max().unwrap_or(0)
    }
}

/// Sends for what is played now and next, and lets go what is not.
pub(super) fn send_for(voices: Voices, at: Millis) {
    let near = [at, at + AHEAD].map(|at| at.0 / VOICE_BLOCK_MILLIS);
    let wanted = voices.tracks.with_untracked(|tracks| {
        let blocks = blocks_of(&tracks.stretches).into_iter();
        blocks
            .filter(|(_, block)| near.contains(block))
            .collect::<BTreeSet<_>>()
    });
    let (new, gone) = {
        let changed = voices.blocks.try_update_value(|blocks| {
            let new = wanted.difference(&blocks.wanted).copied().collect::<Vec<_>>();
            let gone = blocks.wanted.difference(&wanted).copied().collect::<Vec<_>>();
            blocks.wanted = wanted;
            (new, gone)
        });
        changed.unwrap_or_default()
    };
    if let Some(hearing) = voices.hearing() {
        gone.into_iter().for_each(|block| hearing.let_go(&key_of(block)));
    }
    for block in new {
        spawn_local(async move { fetch(voices, block).await });
    }
}

async fn fetch(voices: Voices, block: Block) {
    let Some(bytes) = bytes_of(voices, block).await else {
        // Another way to this moment tries again.
        voices.blocks.try_update_value(|blocks| blocks.wanted.remove(&block));
        return;
    };
    let is_wanted = voices.blocks.try_with_value(|blocks| blocks.wanted.contains(&block));
    if let (Some(hearing), Some(true)) = (voices.hearing(), is_wanted) {
        let (actor, index) = block;
        let clip = Clip {
            key: &key_of(block),
            voice: &actor.to_string(),
            from: (index * VOICE_BLOCK_MILLIS) as f64,
            to: ((index + 1) * VOICE_BLOCK_MILLIS) as f64,
            mime: "audio/ogg",
        };
        hearing.give(&clip, &bytes);
        voices.sound();
    }
}

/// Finds out how loud everything is, those near the playhead first.
pub(super) fn measure_all(voices: Voices) {
    let near = voices.review.player.playhead().get_untracked().0 / VOICE_BLOCK_MILLIS;
    let mut blocks = voices.tracks.with_untracked(|tracks| blocks_of(&tracks.stretches));
    board::sorting::sort_by(&mut blocks, |one, other| {
        one.1.abs_diff(near).cmp(&other.1.abs_diff(near))
    });
    blocks.truncate(MEASURED);
    spawn_local(async move {
        for block in blocks {
            let Some(hearing) = voices.hearing() else { return };
            let Some(bytes) = bytes_of(voices, block).await else {
                continue;
            };
            let Some(loud) = hearing.loudness(&bytes).await else {
                voices.say(format!(
                    "A minute of {}’s voice cannot be decoded by this browser.",
                    voices.name_of(block.0)
                ));
                continue;
            };
            if voices
                .blocks
                .try_update_value(|blocks| blocks.loud.insert(block, loud))
                .is_none()
            {
                return;
            }
            voices.loudness.try_update(|grown| *grown += 1);
            dom::pause(MEASURE_PAUSE_MILLIS).await;
        }
    });
}

async fn bytes_of(voices: Voices, (actor, block): Block) -> Option<Vec<u8>> {
    let from = Millis(block * VOICE_BLOCK_MILLIS);
    let to = from + Millis(VOICE_BLOCK_MILLIS);
    match api::voice::audio(voices.room, voices.seat().as_deref(), actor, from, to).await {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let (name, from, to) = (voices.name_of(actor), from.clock(), to.clock());
            voices.say(format!(
                "{name}’s voice from {from} to {to} could not be loaded: {}",
                error.sentence
            ));
            None
        }
    }
}

/// The minutes in which there is sound.
fn blocks_of(stretches: &[VoiceStretch]) -> Vec<Block> {
    let blocks = stretches.iter().flat_map(|stretch| {
        let last = stretch.to.0.saturating_sub(1) / VOICE_BLOCK_MILLIS;
        (stretch.from.0 / VOICE_BLOCK_MILLIS..=last).map(|block| (stretch.actor, block))
    });
    let mut blocks = blocks.collect::<Vec<_>>();
    blocks.dedup();
    blocks
}

fn key_of((actor, block): Block) -> String {
    format!("voice-{actor}-{block}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_minutes_with_sound_are_sent_for() {
        let stretch = |actor, from, to| VoiceStretch {
            actor,
            from: Millis(from),
            to: Millis(to),
        };
        let stretches = [
            stretch(1, 0, 10),
            stretch(1, 20, 60_000),
            stretch(1, 119_000, 120_001),
            stretch(2, 60_000, 60_001),
        ];
        assert_eq!(blocks_of(&stretches), [(1, 0), (1, 1), (1, 2), (2, 1)]);
    }

    #[test]
    fn the_loudest_quarter_of_a_stretch_counts() {
        let mut blocks = Blocks::default();
        blocks.loud.insert((1, 0), vec![9; 240]);
        blocks.loud.insert((1, 1), vec![0, 50, 7]);
        let loudest = |from, to| blocks.loudest(1, Millis(from), Millis(to));
        assert_eq!(loudest(59_000, 60_250), 9);
        assert_eq!(loudest(60_000, 60_251), 50);
        assert_eq!(loudest(60_500, 90_000), 7);
        assert_eq!(
            (loudest(120_000, 130_000), blocks.loudest(2, Millis(0), Millis(9))),
            (0, 0)
        );
    }
}
