//! Connectors that are carried along with all that they hang on: their way is the one they had, elsewhere. While many are
//! dragged nobody looks for it anew, and painters keep what they made of it.

use std::{rc::Rc, sync::Arc};

use kurbo::Affine;

use super::{DrawItem, prepare::Showing, stack::Entry};
use crate::{
    board::Board,
    element::{Connector, Element, End},
    geometry::Point,
};

impl Entry {
    /// The same connector on a later board, where its ends and points were only moved, all by the same; `None` otherwise.
    pub(super) fn carried(
        &self,
        element: &Arc<Element>,
        (before, now): (&Board, &Board),
        showing: Showing,
    ) -> Option<Entry> {
        let old = &self.item.element;
        let (was, is) = (old.connector()?, element.connector()?);
        let looks_the_same = self.item.clip.is_none()
            && self.showing.without_text == showing.without_text
            && (&old.style, &old.text, &old.extras) == (&element.style, &element.text, &element.extras)
            && element.extras.frame.is_none()
            && same_line(was, is);
        let by = end_moved(&was.start, &is.start, (before, now))?;
        let points_moved = || was.via.iter().zip(&is.via).all(|(was, is)| is.since(*was) == by);
        if !looks_the_same || end_moved(&was.end, &is.end, (before, now)) != Some(by) || !points_moved() {
            return None;
        }
        let by = by.to_units().to_vec2();
        let item = DrawItem {
            element: Arc::clone(element),
            bounds: self.item.bounds + by,
            transform: Affine::translate(by) * self.item.transform,
            ..DrawItem::clone(&self.item)
        };
        Some(Entry {
            item: Rc::new(item),
            showing,
            fading: self.fading,
            reach: None,
        })
    }
}

fn same_line(was: &Connector, is: &Connector) -> bool {
    let Connector {
        start: _,
        end: _,
        via,
        start_head,
        end_head,
        route,
        closed,
    } = is;
    was.via.len() == via.len()
        && (was.start_head, was.end_head, was.route, was.closed) == (*start_head, *end_head, *route, *closed)
}

/// How far an end, or what it is bound to, was moved; `None` where more than that happened.
fn end_moved(was: &End, is: &End, (before, now): (&Board, &Board)) -> Option<Point> {
    match (was.bound, is.bound) {
        (None, None) => Some(is.at.since(was.at)),
        (Some(old), Some(new)) if old == new => {
            let (old, new) = (before.element(old.element)?, now.element(new.element)?);
            let has_place = new.connector().is_none() && new.stamp().is_none();
            let is_same = old.kind == new.kind
                && old.size == new.size
                && old.angle_centidegrees == new.angle_centidegrees
                && (&old.style, &old.text, &old.extras) == (&new.style, &new.text, &new.extras);
            (has_place && is_same).then(|| new.origin.since(old.origin))
        }
        (_, _) => None,
    }
}
