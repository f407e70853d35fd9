//! What is selected, or copies of it, on its way with the pointer.

use kurbo::{Point, Vec2};

use crate::{
    geometry,
    id::ElementId,
    op::Op,
    overlay::Guide,
    tool::{
        Context, Intent, Modifiers,
        arrange::{self, Grabbed},
        snap::{Snap, Ways},
    },
};

/// Elements being moved.
#[derive(Clone, Debug)]
pub(super) struct Moving {
    from: Point,
    grabbed: Grabbed,
    /// Around them where they were grabbed.
    rect: Option<kurbo::Rect>,
    by: geometry::Point,
    originals: Originals,
    snap: Snap,
    guides: Vec<Guide>,
}

/// What the elements being moved were made of.
#[derive(Clone, Debug)]
enum Originals {
    /// They are no copies.
    Themselves,
    /// Copies of these were made when the drag began.
    Copied(Vec<ElementId>),
}

impl Moving {
    /// Moves elements themselves; `None` where none of them can be moved.
    pub(super) fn begin(from: Point, ids: &[ElementId], context: &Context<'_>) -> Option<Moving> {
        let grabbed = Grabbed::of(context.board, ids);
        (!grabbed.is_empty()).then(|| Moving::of(from, grabbed, Originals::Themselves, context))
    }

    /// Moves copies of elements, which are made now.
    pub(super) fn begin_with_copies(
        from: Point,
        ids: Vec<ElementId>,
        context: &mut Context<'_>,
        intents: &mut Vec<Intent>,
    ) -> Moving {
        let by = geometry::Point::default();
        let copies = arrange::copies(context.board, &ids, by, context.fresh_ids);
        let grabbed = Grabbed::these(&copies);
        let names = copies.iter().map(|copy| copy.id).collect();
        intents.extend(arrange::create(copies));
        intents.push(Intent::Select(names));
        Moving::of(from, grabbed, Originals::Copied(ids), context)
    }

    fn of(from: Point, grabbed: Grabbed, originals: Originals, context: &Context<'_>) -> Moving {
        Moving {
            from,
            rect: grabbed.rect(context.board),
            snap: Snap::begin(context, &|element| grabbed.contains(element.id)),
            grabbed,
            by: geometry::Point::default(),
            originals,
            guides: Vec::new(),
        }
    }

    pub(super) fn guides(&self) -> &[Guide] {
        &self.guides
    }

    pub(super) fn moved(self, at: Point, modifiers: Modifiers, intents: &mut Vec<Intent>) -> Moving {
        let mut way = at - self.from;
        let mut ways = Ways::BOTH;
        if modifiers.shift {
            let across = way.x.abs() >= way.y.abs();
            ways = Ways { across, down: !across };
            way = if across {
                Vec2::new(way.x, 0.0)
            } else {
                Vec2::new(0.0, way.y)
            };
        }
        let mut guides = Vec::new();
        if let Some(rect) = self.rect.filter(|_| !modifiers.ctrl) {
            way += self.snap.pull(rect + way, ways);
            guides = self.snap.guides(rect + way, ways);
        }
        let by = geometry::Point::from_units(way.to_point());
        if by != self.by {
            intents.extend(self.grabbed.moved(by));
        }
        Moving { by, guides, ..self }
    }

    pub(super) fn aborted(self, intents: &mut Vec<Intent>) {
        match self.originals {
            Originals::Copied(ids) => {
                intents.extend([Intent::Apply(Op::Delete(self.grabbed.ids())), Intent::Select(ids)]);
            }
            Originals::Themselves if self.by == geometry::Point::default() => {}
            Originals::Themselves => intents.extend(self.grabbed.moved(geometry::Point::default())),
        }
        intents.push(Intent::EndStep);
    }
}
