//! The scene from frame to frame: what did not change costs nothing, and what changed says which part of the picture it
//! damaged. Strokes under the pen are kept apart, so that a growing line repaints nothing but itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use kurbo::Rect;

use super::{
    DrawItem, Geometry,
    prepare::{Showing, geometry_of, item, same_geometry},
};
use crate::{
    board::Board,
    element::{Connector, Element, Kind},
    id::ElementId,
    overlay::Overlay,
    spatial::overlaps,
};

/// How many samples of a stroke are shown while playback draws it; strokes that are not named are shown whole.
pub type Reveal = BTreeMap<ElementId, usize>;

/// Strokes kept apart at once; more than these are not under a pen.
const LIVE_MAX: usize = 8;
/// Updates after which a stroke that did not grow is taken for lying still.
const STILL_UPDATES: u32 = 200;
/// Elements remembered after they left: a playback that goes back and forth meets them again and again.
const DEPARTED_MAX: usize = 20_000;
/// What the eraser will take is drawn this faint.
const ERASING_OPACITY: f64 = 0.25;

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

/// Everything drawn of one board, kept from update to update.
#[derive(Debug, Default)]
pub struct SceneCache {
    /// By id, as boards iterate.
    entries: Vec<Entry>,
    /// What lies still, in drawing order.
    stack: Vec<Rc<DrawItem>>,
    /// What is under a pen, in drawing order.
    live: Vec<Rc<DrawItem>>,
    /// What is not on the board any more, should it come back.
    departed: BTreeMap<ElementId, Entry>,
}

#[derive(Debug)]
struct Entry {
    item: Rc<DrawItem>,
    /// What a connector's ends are bound to, which its geometry follows from.
    targets: [Option<Arc<Element>>; 2],
    showing: Showing,
    is_faded: bool,
    is_live: bool,
    /// Updates since it last changed, counted while it is live.
    still_updates: u32,
}

impl Damage {
    /// Whether the picture is as it was.
    pub fn is_empty(&self) -> bool {
        self.rects.is_empty() && self.appended.is_empty() && !self.live
    }
}

impl SceneCache {
    /// Follows a board. Costs a pointer comparison per element that did not change.
    pub fn update(&mut self, board: &Board, overlay: &Overlay, reveal: &Reveal) -> Damage {
        let erasing = overlay.erasing.iter().copied().collect::<BTreeSet<_>>();
        let mut damage = Damage::default();
        let mut fresh = Vec::new();
        let mut before = std::mem::take(&mut self.entries).into_iter().peekable();
        let mut entries = Vec::with_capacity(before.len());
        for element in board.elements() {
            while let Some(gone) = before.next_if(|entry| entry.item.id < element.id) {
                damage.left(&gone);
                self.departed.insert(gone.item.id, gone);
            }
            let old = before.next_if(|entry| entry.item.id == element.id);
            let showing = Showing {
                without_text: overlay.editing == Some(element.id),
                n_samples: reveal.get(&element.id).copied(),
            };
            let targets = targets_of(element, board);
            let is_faded = erasing.contains(&element.id);
            if let Some(mut old) = old {
                if old.is_still(element, &targets, showing, is_faded) {
                    if old.rests() {
                        damage.live = true;
                        fresh.push(Rc::clone(&old.item));
                    }
                    entries.push(old);
                    continue;
                }
                let entry = old.changed(element, board, targets, showing, is_faded);
                damage.replaced(&old, &entry, &mut fresh);
                entries.push(entry);
            } else {
                let entry = match self.departed.remove(&element.id) {
                    Some(known) => known.changed(element, board, targets, showing, is_faded),
                    None => {
                        let geometry = Rc::new(geometry_of(element, board, showing));
                        Entry::new(element, geometry, targets, showing, is_faded)
                    }
                };
                damage.live |= entry.is_live;
                if !entry.is_live {
                    fresh.push(Rc::clone(&entry.item));
                }
                entries.push(entry);
            }
        }
        for gone in before {
            damage.left(&gone);
            self.departed.insert(gone.item.id, gone);
        }
        if self.departed.len() > DEPARTED_MAX {
            self.departed.clear();
        }
        self.entries = entries;
        self.settle_surplus(&mut damage, &mut fresh);
        if !damage.is_empty() || !fresh.is_empty() {
            self.restack();
            self.place_fresh(fresh, &mut damage);
        }
        damage
    }

    /// What lies still and paints in a rectangle, in drawing order.
    pub fn items_in(&self, rect: Rect) -> impl Iterator<Item = &Rc<DrawItem>> {
        self.stack.iter().filter(move |item| overlaps(item.bounds, rect))
    }

    /// What is under a pen right now, in drawing order; to be drawn over the rest.
    pub fn live_items(&self) -> impl Iterator<Item = &Rc<DrawItem>> {
        self.live.iter()
    }

    /// Every element whose geometry is remembered, on the board or not.
    pub fn remembered(&self) -> impl Iterator<Item = ElementId> {
        self.entries
            .iter()
            .map(|entry| entry.item.id)
            .chain(self.departed.keys().copied())
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Around everything drawn; `None` where nothing is.
    pub fn bounds(&self) -> Option<Rect> {
        self.entries
            .iter()
            .map(|entry| entry.item.bounds)
            .reduce(|all, one| all.union(one))
    }

    fn settle_surplus(&mut self, damage: &mut Damage, fresh: &mut Vec<Rc<DrawItem>>) {
        let n_live = self.entries.iter().filter(|entry| entry.is_live).count();
        // Ids grow with time: the surplus are the oldest.
        for entry in self
            .entries
            .iter_mut()
            .filter(|entry| entry.is_live)
            .take(n_live.saturating_sub(LIVE_MAX))
        {
            entry.is_live = false;
            damage.live = true;
            fresh.push(Rc::clone(&entry.item));
        }
    }

    fn restack(&mut self) {
        let in_order = |left: &Rc<DrawItem>, right: &Rc<DrawItem>| {
            left.element
                .order
                .cmp(&right.element.order)
                .then(left.id.cmp(&right.id))
        };
        self.stack.clear();
        self.live.clear();
        for entry in &self.entries {
            let list = if entry.is_live { &mut self.live } else { &mut self.stack };
            list.push(Rc::clone(&entry.item));
        }
        self.stack.sort_by(in_order);
        self.live.sort_by(in_order);
    }

    /// New items are painted over the picture where nothing lies above them, and damage it where something does.
    fn place_fresh(&self, mut fresh: Vec<Rc<DrawItem>>, damage: &mut Damage) {
        let key = |item: &DrawItem| (item.element.order.clone(), item.id);
        fresh.sort_by_cached_key(|item| key(item));
        let Some(lowest) = fresh.first().map(|item| key(item)) else {
            return;
        };
        let from = self.stack.partition_point(|item| key(item) < lowest);
        let above = self.stack.get(from..).unwrap_or_default();
        // Everything above is new as well: the usual case, and that of a first picture.
        if above.len() == fresh.len() {
            damage.appended = fresh;
            return;
        }
        let is_fresh = fresh.iter().map(|item| item.id).collect::<BTreeSet<_>>();
        for item in fresh {
            let own = key(&item);
            let is_covered = above
                .iter()
                .any(|over| overlaps(over.bounds, item.bounds) && key(over) > own && !is_fresh.contains(&over.id));
            if is_covered {
                damage.rects.push(item.bounds);
            } else {
                damage.appended.push(item);
            }
        }
    }
}

impl Damage {
    fn left(&mut self, gone: &Entry) {
        if gone.is_live {
            self.live = true;
        } else {
            self.rects.push(gone.item.bounds);
        }
    }

    fn replaced(&mut self, old: &Entry, new: &Entry, fresh: &mut Vec<Rc<DrawItem>>) {
        match (old.is_live, new.is_live) {
            (true, true) => self.live = true,
            (true, false) => {
                self.live = true;
                fresh.push(Rc::clone(&new.item));
            }
            (false, true) => {
                self.live = true;
                self.rects.push(old.item.bounds);
            }
            (false, false) => {
                if !same_picture(&old.item, &new.item) {
                    self.rects.extend([old.item.bounds, new.item.bounds]);
                }
            }
        }
    }
}

impl Entry {
    fn new(
        element: &Arc<Element>,
        geometry: Rc<Geometry>,
        targets: [Option<Arc<Element>>; 2],
        showing: Showing,
        is_faded: bool,
    ) -> Entry {
        let fading = if is_faded { ERASING_OPACITY } else { 1.0 };
        let item = Rc::new(item(Arc::clone(element), geometry, fading));
        let is_growing = element
            .ink()
            .is_some_and(|ink| !ink.ended || showing.n_samples.is_some());
        Entry {
            item,
            targets,
            showing,
            is_faded,
            is_live: is_growing,
            still_updates: 0,
        }
    }

    fn is_still(
        &self,
        element: &Arc<Element>,
        targets: &[Option<Arc<Element>>; 2],
        showing: Showing,
        is_faded: bool,
    ) -> bool {
        let same = |left: &Option<Arc<Element>>, right: &Option<Arc<Element>>| match (left, right) {
            (Some(left), Some(right)) => Arc::ptr_eq(left, right),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        Arc::ptr_eq(&self.item.element, element)
            && self.showing == showing
            && self.is_faded == is_faded
            && self.targets.iter().zip(targets).all(|(left, right)| same(left, right))
    }

    /// Counts an update in which a live stroke did not grow; true when it has become still by that.
    fn rests(&mut self) -> bool {
        if !self.is_live {
            return false;
        }
        self.still_updates += 1;
        self.is_live = self.still_updates < STILL_UPDATES;
        !self.is_live
    }

    fn changed(
        &self,
        element: &Arc<Element>,
        board: &Board,
        targets: [Option<Arc<Element>>; 2],
        showing: Showing,
        is_faded: bool,
    ) -> Entry {
        let reusable =
            self.showing == showing && element.connector().is_none() && same_geometry(&self.item.element, element);
        let geometry = if reusable {
            Rc::clone(&self.item.geometry)
        } else {
            Rc::new(geometry_of(element, board, showing))
        };
        Entry::new(element, geometry, targets, showing, is_faded)
    }
}

fn same_picture(left: &DrawItem, right: &DrawItem) -> bool {
    left.transform == right.transform
        && left.opacity == right.opacity
        && left.element.order == right.element.order
        && left.geometry == right.geometry
}

fn targets_of(element: &Element, board: &Board) -> [Option<Arc<Element>>; 2] {
    let target = |connector: &Connector, at_end: bool| {
        let end = if at_end { connector.end } else { connector.start };
        board.element_or_tombstone(end.bound?.element).cloned()
    };
    match &element.kind {
        Kind::Connector(connector) => [target(connector, false), target(connector, true)],
        Kind::Ink(_) | Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame => [None, None],
    }
}
