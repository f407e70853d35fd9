//! From what is sound of a recording to something that can be played. What cannot be shown is told in one sentence (rule F2).

use board::{
    replay::Timeline,
    sound::{Proof, Sound},
    time::Millis,
    unfold::Unfolding,
};
use interview::{api::RecordingHeader, note::Note};

/// A recording that is ready to be played.
#[derive(Debug)]
pub struct Opened {
    /// What it is.
    pub header: RecordingHeader,
    /// Its sound entries.
    pub timeline: Timeline,
    /// Where something was made before it arrived.
    pub unfolding: Unfolding,
    /// What the hash chain has still to prove of it.
    pub proof: Proof,
    /// What is missing of it.
    pub fault: Option<String>,
    /// One's own notes, by moment.
    pub notes: Vec<Note>,
}

impl Opened {
    /// Whether nobody did anything: only what the room began with can be looked at.
    pub fn is_still(&self) -> bool {
        self.timeline.duration() == Millis(0)
    }
}

impl Opened {
    /// From what is sound of it.
    pub fn read(header: RecordingHeader, sound: Sound, mut notes: Vec<Note>) -> Opened {
        let fault = sound.sentence();
        let proof = sound.proof.clone();
        let unfolding = Unfolding::new(&sound.entries);
        // What is sound is in order, so that all of it is taken.
        let timeline = Timeline::new(sound.entries).unwrap_or_default();
        notes.retain(|note| !note.deleted);
        notes.sort_by_key(|note| note.at);
        Opened {
            header,
            timeline,
            unfolding,
            proof,
            fault,
            notes,
        }
    }
}
