//! The history of a thing as lines to read: what was done to it, and the notes and cards that are about it. Pure but for the
//! recording it reads.

use board::{
    actor::ActorIndex,
    anchor::CodeAnchor,
    moments::{
        Span,
        history::{Deed, Histories, Step},
    },
    recording::Seq,
    time::Millis,
};

use super::Thing;
use crate::review::{
    Review,
    story::{self, Moment, MomentKind},
};

/// More changes than this of one thing are not listed; the first and the latest are.
const LINES_MAX: usize = 400;

/// One line of a history.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When what it tells was done.
    pub at: Millis,
    /// What it tells.
    pub words: String,
    /// What it is.
    pub kind: LineKind,
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq)]
pub enum LineKind {
    /// A change, from when it was begun, and who made it.
    Change {
        from: Millis,
        actor: ActorIndex,
        who: String,
        is_birth: bool,
    },
    /// Something said or noted about the thing.
    Said(MomentKind),
}

impl Line {
    /// Where it stands on the bar of time; what is said has a sign of its own there.
    pub fn span(&self) -> Option<Span> {
        match self.kind {
            LineKind::Change { from, .. } => Some(Span { from, to: self.at }),
            LineKind::Said(_) => None,
        }
    }

    /// Whether only oneself sees it.
    pub fn is_private(&self) -> bool {
        match self.kind {
            LineKind::Change { .. } => false,
            LineKind::Said(kind) => kind.is_private(),
        }
    }
}

/// What a thing is called at the moment shown.
pub fn name(review: Review, histories: &Histories, thing: &Thing, n_entries: usize) -> String {
    match thing {
        Thing::Element(id) => histories.name_at(review.opened().timeline.entries(), *id, n_entries),
        Thing::Code { name, .. } => name.clone(),
    }
}

/// Everything about a thing, by time.
pub fn lines(review: Review, histories: &Histories, thing: &Thing) -> Vec<Line> {
    let opened = review.opened();
    let entries = opened.timeline.entries();
    let steps = match thing {
        Thing::Element(id) => histories.of_element(entries, *id),
        Thing::Code { part, seq, .. } => {
            histories.of_code(entries, *part, usize::try_from(seq.0).unwrap_or(usize::MAX))
        }
    };
    let mut lines = steps
        .into_iter()
        .map(|step| of_step(step, |actor| story::name_of(actor, &opened.header.people)))
        .collect::<Vec<_>>();
    if lines.len() > LINES_MAX {
        lines.drain(1..lines.len() - (LINES_MAX - 1));
    }
    let story = review.story();
    let about = story.iter().filter(|moment| is_about(review, histories, moment, thing));
    lines.extend(about.map(|moment| Line {
        at: moment.at,
        words: moment.words.clone(),
        kind: LineKind::Said(moment.kind),
    }));
    lines.sort_by_key(|line| line.at);
    lines
}

/// Whether something was said or noted about a thing.
fn is_about(review: Review, histories: &Histories, moment: &Moment, thing: &Thing) -> bool {
    let (part, seq) = match (thing, &moment.code) {
        (Thing::Element(id), _) => return moment.elements.contains(id),
        (Thing::Code { part, seq, .. }, Some(anchor)) if anchor.code.file == part.file => (*part, *seq),
        (Thing::Code { .. }, Some(_) | None) => return false,
    };
    let Some(CodeAnchor { code, seq: said }) = moment.code else {
        return false;
    };
    let opened = review.opened();
    let count = |seq: Seq| usize::try_from(seq.0).unwrap_or(usize::MAX);
    let (said, asked) = (count(said), count(seq));
    // Both as the file reads at the later of the two.
    let entries = opened.timeline.entries();
    let (one, other) = if said <= asked {
        (histories.code_later(entries, code, said, asked), part)
    } else {
        (code, histories.code_later(entries, part, asked, said))
    };
    one.from <= other.to && other.from <= one.to
}

fn of_step(step: Step, name: impl Fn(ActorIndex) -> String) -> Line {
    Line {
        at: step.to,
        words: step.deed.words(),
        kind: LineKind::Change {
            from: step.from,
            actor: step.actor,
            who: name(step.actor),
            is_birth: step.deed == Deed::Born,
        },
    }
}
