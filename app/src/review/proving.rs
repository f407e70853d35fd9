//! Holding what is shown against the hash chain while nothing else is to be done. Where it does not hold, the recording is read once
//! more, strictly: then the broken run is left out and named.

use leptos::{prelude::*, task::spawn_local};

use crate::{dom, review::Review};

/// Entries looked at in one go: about a millisecond.
const ENTRIES_AT_ONCE: usize = 512;
/// Between two goes.
const REST_MILLIS: u32 = 4;
/// How long nobody has gone to another moment before it goes on.
const QUIET_MILLIS: u32 = 250;

/// Whether the recording is read strictly.
#[derive(Clone, Copy)]
pub struct Strictly(pub RwSignal<bool>);

/// Begins it; gives whether all of it was proven.
pub fn begin(review: Review) -> RwSignal<bool> {
    let (proven, strictly) = (RwSignal::new(false), use_context::<Strictly>());
    let opened = review.opened();
    let mut proof = opened.proof.clone();
    let deeds = review.player.deeds();
    let mut seen = 0;
    spawn_local(async move {
        loop {
            dom::pause(REST_MILLIS).await;
            // Whoever drags the thumb wants every frame.
            while let Some(now) = deeds.try_get_untracked().filter(|now| *now != seen) {
                seen = now;
                dom::pause(QUIET_MILLIS).await;
            }
            // The page may have been left.
            if proven.try_get_untracked().is_none() {
                return;
            }
            let holds = proof.go_on(opened.timeline.entries(), ENTRIES_AT_ONCE);
            match (holds, strictly) {
                (None, _) => {}
                (Some(true), _) => {
                    proven.try_set(true);
                    return;
                }
                (Some(false), strictly) => {
                    if let Some(Strictly(strictly)) = strictly {
                        strictly.try_set(true);
                    }
                    return;
                }
            }
        }
    });
    proven
}
