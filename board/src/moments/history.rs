//! What a thing went through: when it came to be, by whom, and every change since. An index is built once; asking about an
//! element folds that element's own entries and nothing else, asking about lines of code goes back through the edits of their
//! file. Derived and deterministic; says what was done and never how well.

mod deed;
mod element;
mod index;
mod lines;

use crate::{actor::ActorIndex, moments::Span, recording::Seq, time::Millis};

pub use deed::{Deed, between as differences};
pub use index::Histories;

/// Between two doings of one sort by one person that are told as one, in milliseconds: a drag, a slider.
pub const ONE_GO_MILLIS: u64 = 1_000;
/// The same for typing.
pub const ONE_RUN_MILLIS: u64 = 5_000;

/// One thing done to a thing, by one person at one go.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Step {
    /// When it was begun.
    pub from: Millis,
    /// When it was done: from here on it is seen.
    pub to: Millis,
    /// The entry with which it was done.
    pub seq: Seq,
    /// Who.
    pub actor: ActorIndex,
    /// What.
    pub deed: Deed,
}

impl Step {
    /// Where it stands on the bar of time.
    pub fn span(&self) -> Span {
        Span {
            from: self.from,
            to: self.to,
        }
    }
}

/// Adds a doing; what goes on with the last of its sort becomes one step with it.
fn add(steps: &mut Vec<Step>, step: Step) {
    let limit_millis = if step.deed.is_typing() {
        ONE_RUN_MILLIS
    } else {
        ONE_GO_MILLIS
    };
    let near = |last: &&mut Step| (step.from - last.to).0 <= limit_millis;
    let goes_on = |last: &&mut Step| last.actor == step.actor && last.deed.is_continued_by(&step.deed);
    // A stroke comes to be once, however long the hand rests in it.
    let begun = steps.iter().position(|step| step.deed == Deed::Born);
    if let Some(born) = begun
        .and_then(|index| steps.get_mut(index))
        .filter(|born| step.deed == Deed::Born && born.actor == step.actor)
    {
        (born.to, born.seq) = (step.to, step.seq);
        return;
    }
    match steps.iter_mut().rev().take_while(near).find(goes_on) {
        Some(last) => {
            (last.to, last.seq) = (step.to, step.seq);
            last.deed = last.deed.joined(step.deed);
        }
        None => steps.push(step),
    }
}

#[cfg(test)]
mod tests;
