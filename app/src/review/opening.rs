//! From what is sound of a recording to something that can be played. What cannot be shown is told in one sentence (rule F2).

use std::rc::Rc;

use board::{replay::Timeline, sound::Proof, time::Millis, unfold::Unfolding};
use interview::api::RecordingHeader;

use crate::review::{faces::Faces, loading::Loaded};

/// A recording that is ready to be played.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it is.
    pub header: RecordingHeader,
    /// Its sound entries.
    pub timeline: Rc<Timeline>,
    /// Where something was made before it arrived.
    pub unfolding: Rc<Unfolding>,
    /// What the hash chain has still to prove of it.
    pub proof: Proof,
    /// Stretches that had been removed when it was read.
    pub removals: u32,
    /// What is missing of it.
    pub fault: Option<String>,
}

impl Opened {
    /// Whether nobody did anything: only what the room began with can be looked at.
    pub fn is_still(&self) -> bool {
        self.timeline.duration() == Millis(0)
    }
}

impl Opened {
    /// The same recording with its people as they are to be seen; costs next to nothing.
    pub fn seen(&self, faces: Faces) -> Opened {
        Opened {
            header: faces.seen(&self.header),
            ..self.clone()
        }
    }

    /// From what is sound of what was fetched.
    pub fn read(loaded: &Loaded) -> Opened {
        let (header, sound) = (loaded.header.clone(), loaded.finish());
        let fault = sound.sentence();
        let proof = sound.proof.clone();
        let unfolding = Rc::new(Unfolding::new(&sound.entries));
        // What is sound is in order, so that all of it is taken.
        let timeline = Rc::new(Timeline::new(sound.entries).unwrap_or_default());
        Opened {
            header,
            timeline,
            unfolding,
            proof,
            removals: loaded.removals,
            fault,
        }
    }
}
