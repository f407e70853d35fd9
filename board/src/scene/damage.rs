//! What an update did to the picture: which places to paint anew, and which items may simply be painted on top.

use std::rc::Rc;

use kurbo::Rect;

use super::{
    DrawItem,
    stack::{Entry, Stack, in_order},
};
use crate::{sorting::sort_by, spatial::overlaps};

/// Elements above new ones that are looked at one by one; where there are more, all they cover together counts as covered.
const COVERS_MAX: usize = 512;

/// What an update did to the picture.
#[derive(Clone, Debug, Default)]
pub struct Damage {
    /// Parts to paint anew, in board units.
    pub rects: Vec<Rect>,
    /// Items that can be painted over what is there, in drawing order: new, and under nothing.
    pub appended: Vec<Rc<DrawItem>>,
    /// Whether what is kept apart changed.
    pub live: bool,
}

impl Damage {
    /// Whether the picture is as it was.
    pub fn is_empty(&self) -> bool {
        self.rects.is_empty() && self.appended.is_empty() && !self.live
    }

    /// Items that are new in a stack are painted over the picture where nothing lies above them, and damage it where
    /// something does, or comes as near as their fringes reach.
    pub(super) fn place_fresh(&mut self, mut fresh: Vec<Rc<DrawItem>>, stack: &Stack, fringe: f64) {
        sort_by(&mut fresh, |left, right| in_order(&left.element, &right.element));
        let mut fresh = fresh.into_iter().rev().peekable();
        let mut covers: Vec<Rect> = Vec::new();
        let mut covered: Option<Rect> = None;
        let begin = self.appended.len();
        // Downwards, because most of what is new lies on top of everything.
        for Entry { item, .. } in stack.iter().rev() {
            let Some(next) = fresh.peek() else { break };
            if next.id != item.id {
                let cover = item.bounds.inflate(2.0 * fringe, 2.0 * fringe);
                covers.push(cover);
                covered = Some(covered.map_or(cover, |all| all.union(cover)));
                continue;
            }
            let may_be_covered = covered.is_some_and(|all| overlaps(all, item.bounds));
            let is_covered =
                may_be_covered && (covers.len() > COVERS_MAX || covers.iter().any(|over| overlaps(*over, item.bounds)));
            if is_covered {
                self.rects.push(item.bounds);
            } else {
                self.appended.push(Rc::clone(item));
            }
            fresh.next();
        }
        self.appended.get_mut(begin..).unwrap_or_default().reverse();
    }
}

#[cfg(test)]
mod tests;
