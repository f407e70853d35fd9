//! What is selected being resized or turned by one of its handles.

use kurbo::{Point, Rect};

use crate::{
    op::ElementChange,
    overlay::Guide,
    tool::{
        Context, Intent, Modifiers, arrange,
        handle::Handle,
        resize::{Keeps, Resize},
        snap::{Snap, Ways},
        turn::Turn,
    },
};

/// A handle being dragged.
#[derive(Clone, Debug)]
pub(super) struct Reshaping {
    how: How,
    handle: Handle,
    sent: Vec<ElementChange>,
    guides: Vec<Guide>,
}

#[derive(Clone, Debug)]
enum How {
    Resize(Resize, Snap),
    Turn(Turn),
}

impl Reshaping {
    /// Of what is selected; `None` where the handle is an end of a connector.
    pub(super) fn begin(at: Point, handle: Handle, context: &Context<'_>) -> Option<Reshaping> {
        let (board, selection) = (context.board, context.selection);
        let how = match handle {
            Handle::Side { .. } => {
                let resize = Resize::begin(board, selection, handle)?;
                let snap = Snap::begin(context, &|element| resize.contains(element.id));
                How::Resize(resize, snap)
            }
            Handle::Turn => How::Turn(Turn::begin(board, selection, at)?),
            Handle::Start | Handle::End | Handle::Via(_) | Handle::Between(_) | Handle::Grow(_) => return None,
        };
        Some(Reshaping {
            how,
            handle,
            sent: Vec::new(),
            guides: Vec::new(),
        })
    }

    pub(super) fn cursor(&self) -> &'static str {
        match self.how {
            How::Resize(..) => self.handle.cursor(),
            How::Turn(_) => "grabbing",
        }
    }

    /// Whether sizes change.
    pub(super) fn resizes(&self) -> bool {
        matches!(self.how, How::Resize(..))
    }

    pub(super) fn guides(&self) -> &[Guide] {
        &self.guides
    }

    pub(super) fn moved(self, at: Point, modifiers: Modifiers, intents: &mut Vec<Intent>) -> Reshaping {
        let (changes, guides) = match &self.how {
            How::Resize(resize, snap) => resized(resize, snap, at, modifiers),
            How::Turn(turn) => (turn.changes(at, modifiers.shift), Vec::new()),
        };
        if changes != self.sent {
            intents.extend(arrange::update(&changes));
        }
        Reshaping {
            sent: changes,
            guides,
            ..self
        }
    }

    pub(super) fn aborted(self, intents: &mut Vec<Intent>) {
        if !self.sent.is_empty() {
            let back = match &self.how {
                How::Resize(resize, _) => resize.taken_back(),
                How::Turn(turn) => turn.taken_back(&self.sent),
            };
            intents.extend(arrange::update(&back));
        }
        intents.push(Intent::EndStep);
    }
}

/// A resize with its handle near a place, and what the sides that moved are in line with.
fn resized(resize: &Resize, snap: &Snap, at: Point, modifiers: Modifiers) -> (Vec<ElementChange>, Vec<Guide>) {
    let keeps = Keeps {
        ratio: modifiers.shift,
        middle: modifiers.alt,
    };
    let free = resize.ways().filter(|_| !modifiers.shift && !modifiers.ctrl);
    let Some(ways) = free else {
        return (resize.changes(at, keeps), Vec::new());
    };
    let to = at + snap.pull_place(at, ways);
    let rect = resize.rect_at(to, keeps);
    // Only the sides that follow the pointer are lined up.
    let upright = Ways { down: false, ..ways };
    let level = Ways { across: false, ..ways };
    let mut guides = snap.lines(Rect::new(to.x, rect.y0, to.x, rect.y1), upright);
    guides.extend(snap.lines(Rect::new(rect.x0, to.y, rect.x1, to.y), level));
    (resize.changes(to, keeps), guides)
}
