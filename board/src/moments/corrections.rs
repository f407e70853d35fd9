//! Own work erased, rewritten or led another way by who made it: places to jump to, found by fixed rules (M1 to M6). They are
//! for finding one's way: nothing counts them, and none says that it was right or wrong.

mod text;

use std::collections::HashMap;

use self::text::{Found, Texts};
use crate::{
    actor::ActorIndex,
    element::{Element, End},
    id::{ElementId, FileId},
    op::{ElementChange, FileChange, Op, Prop, TextTarget},
    recording::{Entry, Seq},
    sorting::sort_by,
    time::Millis,
};

/// What one person does by one rule within this is one correction, in milliseconds (rule M0).
pub const ONE_CORRECTION_MILLIS: u64 = 2_000;
/// A connector that was made less than this ago is still being made, in milliseconds (rules M3, M4).
pub const STILL_MADE_MILLIS: u64 = 2_000;

/// How many of the last corrections something may go on with.
const RECENT: usize = 8;

/// By which rule something is a correction.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Rule {
    /// M1: who made an element, or a code file, removed it.
    Removed,
    /// M2: who typed words or code deleted them again, beyond a few letters.
    Retyped,
    /// M3: who made a connector bound it to something else, or let it go.
    Rebound,
    /// M4: who made a connector led it another way.
    Rerouted,
    /// M5: who removed something brought it back.
    Restored,
    /// M6: typing was undone.
    Undone,
}

/// What was corrected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Corrected {
    /// Elements.
    Elements(Vec<ElementId>),
    /// A code file.
    File(FileId),
}

/// Own work corrected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Correction {
    /// When: with this entry it began.
    pub at: Millis,
    /// Which entry.
    pub seq: Seq,
    /// When the last of it was done.
    pub until: Millis,
    /// Who.
    pub actor: ActorIndex,
    /// By which rule.
    pub rule: Rule,
    /// What.
    pub what: Corrected,
}

/// All corrections of a recording, by time.
pub fn corrections(entries: &[Entry]) -> Vec<Correction> {
    let mut finding = Finding::default();
    for entry in entries {
        finding.take(entry);
    }
    sort_by(&mut finding.found, |left, right| left.seq.cmp(&right.seq));
    finding.found
}

/// What has to be known of the past to tell a correction.
#[derive(Default)]
struct Finding {
    found: Vec<Correction>,
    elements: HashMap<ElementId, Known>,
    files: HashMap<FileId, ActorIndex>,
    texts: Texts,
}

/// An element, as far as corrections are concerned.
struct Known {
    author: ActorIndex,
    made_at: Millis,
    /// Who removed it, while it is not there.
    removed_by: Option<ActorIndex>,
    /// What its ends hold on to.
    held: [Option<ElementId>; 2],
}

impl Finding {
    fn take(&mut self, entry: &Entry) {
        match &entry.op {
            Op::Create(elements) => elements.iter().for_each(|element| self.made(entry, element)),
            Op::InkBegin { id, .. } => self.known(entry, *id, entry.actor, [None, None]),
            Op::Update(changes) => changes.iter().for_each(|change| self.changed(entry, change)),
            Op::Delete(ids) => ids.iter().for_each(|id| self.removed(entry, *id)),
            Op::Restore(ids) => ids.iter().for_each(|id| self.restored(entry, *id)),
            Op::Text { target, atoms, .. } => {
                for Found { rule, what, since } in self.texts.take(entry, *target, atoms) {
                    self.tell_since(entry, since, rule, what);
                }
            }
            Op::CreateFile { id, .. } => {
                self.files.insert(*id, entry.actor);
            }
            Op::UpdateFile { id, change } => match change {
                FileChange::Deleted(true) if self.files.get(id) == Some(&entry.actor) => {
                    self.tell(entry, Rule::Removed, Corrected::File(*id));
                }
                FileChange::Deleted(_) | FileChange::Name(_) | FileChange::Language(_) => {}
            },
            Op::Gap(snapshot) => {
                // Who did what meanwhile is not known: what stands there now is the ground to go on from.
                self.elements.clear();
                self.texts = Texts::default();
                for element in &snapshot.elements {
                    self.made(entry, element);
                    let removed_by = element.deleted.then_some(ActorIndex::ROOM);
                    if let Some(known) = self.elements.get_mut(&element.id) {
                        known.removed_by = removed_by;
                    }
                }
                for file in &snapshot.files {
                    self.texts.stands(TextTarget::File(file.id), file.text.len());
                }
            }
            Op::InkExtend { .. } | Op::InkEnd { .. } | Op::Card { .. } | Op::Round(_) | Op::Removed => {}
        }
    }

    fn made(&mut self, entry: &Entry, element: &Element) {
        // What the room itself put there keeps the author it came with.
        let author = if entry.actor == ActorIndex::ROOM {
            element.author
        } else {
            entry.actor
        };
        let held = |end: &End| end.bound.map(|binding| binding.element);
        let ends = element.connector().map(|line| [held(&line.start), held(&line.end)]);
        self.known(entry, element.id, author, ends.unwrap_or_default());
        // Words that something comes with were typed by nobody.
        self.texts.stands(TextTarget::Element(element.id), element.text.len());
    }

    fn known(&mut self, entry: &Entry, id: ElementId, author: ActorIndex, held: [Option<ElementId>; 2]) {
        let known = Known {
            author,
            made_at: entry.at,
            removed_by: None,
            held,
        };
        self.elements.insert(id, known);
    }

    fn changed(&mut self, entry: &Entry, change: &ElementChange) {
        let Some(known) = self
            .elements
            .get_mut(&change.id)
            .filter(|known| known.removed_by.is_none())
        else {
            return;
        };
        let is_own = known.author == entry.actor && (entry.at - known.made_at).0 >= STILL_MADE_MILLIS;
        let (mut is_rebound, mut is_rerouted) = (false, false);
        for prop in &change.props {
            let (side, end) = match prop {
                Prop::Start(end) => (0, end),
                Prop::End(end) => (1, end),
                Prop::Via(_) | Prop::Route(_) => {
                    is_rerouted = true;
                    continue;
                }
                _other => continue,
            };
            let now = end.bound.map(|binding| binding.element);
            if let Some(held) = known.held.get_mut(side) {
                is_rebound |= held.is_some() && *held != now;
                *held = now;
            }
        }
        let what = || Corrected::Elements(vec![change.id]);
        if is_own && is_rebound {
            self.tell(entry, Rule::Rebound, what());
        } else if is_own && is_rerouted {
            self.tell(entry, Rule::Rerouted, what());
        }
    }

    fn removed(&mut self, entry: &Entry, id: ElementId) {
        let Some(known) = self.elements.get_mut(&id).filter(|known| known.removed_by.is_none()) else {
            return;
        };
        known.removed_by = Some(entry.actor);
        if known.author == entry.actor {
            self.tell(entry, Rule::Removed, Corrected::Elements(vec![id]));
        }
    }

    fn restored(&mut self, entry: &Entry, id: ElementId) {
        let Some(known) = self.elements.get_mut(&id) else {
            return;
        };
        if known.removed_by.take() == Some(entry.actor) {
            self.tell(entry, Rule::Restored, Corrected::Elements(vec![id]));
        }
    }

    fn tell(&mut self, entry: &Entry, rule: Rule, what: Corrected) {
        self.tell_since(entry, (entry.at, entry.seq), rule, what);
    }

    /// Notes a correction, or goes on with the one that it belongs to (rule M0).
    fn tell_since(&mut self, entry: &Entry, (at, seq): (Millis, Seq), rule: Rule, what: Corrected) {
        if entry.actor == ActorIndex::ROOM {
            return;
        }
        let near = |found: &&mut Correction| (entry.at - found.until).0 <= ONE_CORRECTION_MILLIS;
        let mut recent = self.found.iter_mut().rev().take(RECENT).filter(near);
        let same = recent.find(|found| {
            let is_same_text = match (&found.what, &what) {
                (Corrected::File(one), Corrected::File(other)) => one == other,
                (Corrected::Elements(one), Corrected::Elements(other)) => rule != Rule::Retyped || one == other,
                (_, _) => false,
            };
            (found.actor, found.rule) == (entry.actor, rule) && is_same_text
        });
        match (same, what) {
            (Some(found), what) => {
                found.until = entry.at;
                if let (Corrected::Elements(known), Corrected::Elements(more)) = (&mut found.what, what) {
                    let fresh = more.into_iter().filter(|id| !known.contains(id)).collect::<Vec<_>>();
                    known.extend(fresh);
                }
            }
            (None, what) => self.found.push(Correction {
                at,
                seq,
                until: entry.at,
                actor: entry.actor,
                rule,
                what,
            }),
        }
    }
}

#[cfg(test)]
mod tests;
