//! From what the server sent to something that can be played. Where a part cannot be read, what is sound is kept and one
//! sentence says what is missing (rule F2).

use std::rc::Rc;

use board::{
    codec::{CodecError, decode_sound_entries},
    recording::{Entry, RecordingError, check_order},
    replay::Timeline,
    time::Millis,
    unfold::Unfolding,
};
use interview::{api::RecordingHeader, note::Note};

use crate::review::faces::Faces;

/// A recording that is ready to be played.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it is.
    pub header: RecordingHeader,
    /// Its sound entries.
    pub timeline: Rc<Timeline>,
    /// Where something was made before it arrived.
    pub unfolding: Rc<Unfolding>,
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
    /// The same recording with its people as they are to be seen; costs next to nothing.
    pub fn seen(&self, faces: Faces) -> Opened {
        Opened {
            header: faces.seen(&self.header),
            ..self.clone()
        }
    }

    /// Reads what the server sent.
    pub fn read(header: RecordingHeader, bytes: &[u8], mut notes: Vec<Note>) -> Opened {
        let (mut entries, problem) = decode_sound_entries(bytes);
        let fault = match (problem, check_order(None, &entries)) {
            (_, Err(disorder)) => {
                entries.truncate(sound_before(&disorder));
                Some(stops_after(&entries, "what comes next is not in order"))
            }
            (Some(CodecError::NewerVersion(version)), Ok(())) => {
                let why =
                    format!("what comes next was recorded by a newer version (format {version}); update Chalkback");
                Some(stops_after(&entries, &why))
            }
            (Some(CodecError::Damaged(_) | CodecError::NotARecording), Ok(())) => {
                Some(stops_after(&entries, "what comes next is damaged"))
            }
            (None, Ok(())) => missing_at_the_end(header.entries, &entries),
        };
        let unfolding = Rc::new(Unfolding::new(&entries));
        // The order was checked above, so that all of them are taken.
        let timeline = Rc::new(Timeline::new(entries).unwrap_or_default());
        notes.retain(|note| !note.deleted);
        notes.sort_by_key(|note| note.at);
        Opened {
            header,
            timeline,
            unfolding,
            fault,
            notes,
        }
    }
}

/// How many entries stand before the first that is out of order.
fn sound_before(problem: &RecordingError) -> usize {
    let (RecordingError::OutOfOrder { expected: seq, .. }
    | RecordingError::TimeRunsBack(seq)
    | RecordingError::ChainBroken(seq)) = problem;
    usize::try_from(seq.saturating_sub(1)).unwrap_or(usize::MAX)
}

fn stops_after(entries: &[Entry], why: &str) -> String {
    let clock = entries.last().map(|last| last.at.clock());
    match (clock, entries.len()) {
        (Some(clock), 1) => format!("Only the first entry, at {clock}, can be shown: {why}."),
        (Some(clock), count) => format!("Only the first {count} entries, up to {clock}, can be shown: {why}."),
        (None, _) => format!("Nothing of this recording can be shown: {why}."),
    }
}

fn missing_at_the_end(expected: u64, entries: &[Entry]) -> Option<String> {
    let missing = expected.saturating_sub(entries.len() as u64);
    (missing > 0).then(|| stops_after(entries, &format!("the last {missing} are missing")))
}

#[cfg(test)]
mod tests {
    use board::{Op, actor::ActorIndex, codec::encode_entries, id::ElementId, recording::Seq};

    use super::*;

    fn entries(seqs: &[u64]) -> Vec<Entry> {
        let entry = |seq: &u64| Entry {
            seq: Seq(*seq),
            at: Millis(seq * 1_000),
            ago_millis: 0,
            actor: ActorIndex(1),
            op: Op::Delete(vec![ElementId(1)]),
            redacted: None,
        };
        seqs.iter().map(entry).collect()
    }

    fn opened(bytes: &[u8], n_entries: u64) -> Opened {
        let header = RecordingHeader {
            title: String::new(),
            began_unix_millis: None,
            entries: n_entries,
            duration: Millis(0),
            people: Vec::new(),
        };
        Opened::read(header, bytes, Vec::new())
    }

    fn shown(bytes: &[u8], n_entries: u64) -> (usize, String) {
        let opened = opened(bytes, n_entries);
        (opened.timeline.entries().len(), opened.fault.unwrap_or_default())
    }

    #[test]
    fn a_sound_recording_has_no_fault() {
        assert_eq!(shown(&encode_entries(&entries(&[1, 2, 3])), 3), (3, String::new()));
        assert_eq!(shown(&[], 0), (0, String::new()));
    }

    #[test]
    fn f2_what_is_sound_is_shown_and_what_is_missing_is_named() {
        let mut bytes = encode_entries(&entries(&[1, 2]));
        let sound = bytes.len();
        bytes.extend(encode_entries(&entries(&[3])));
        bytes.truncate(sound + 6);
        let sentence = |why: &str| {
            (
                2,
                format!("Only the first 2 entries, up to 00:02, can be shown: {why}."),
            )
        };
        assert_eq!(shown(&bytes, 3), sentence("what comes next is damaged"));
        bytes.truncate(sound);
        assert_eq!(shown(&bytes, 5), sentence("the last 3 are missing"));
        bytes.extend(b"CBK\x09");
        let newer = "what comes next was recorded by a newer version (format 9); update Chalkback";
        assert_eq!(shown(&bytes, 3), sentence(newer));
        assert_eq!(
            shown(&encode_entries(&entries(&[1, 2, 4])), 3),
            sentence("what comes next is not in order")
        );
        let nothing = "Nothing of this recording can be shown: what comes next is damaged.";
        assert_eq!(shown(b"<html>", 3), (0, nothing.to_owned()));
    }
}
