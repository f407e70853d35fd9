//! The scene from frame to frame: what did not change costs nothing, and what changed says which part of the picture it
//! damaged. Strokes under the pen are kept apart, so that a growing line repaints nothing but itself. As boards do, scenes
//! share what they have in common: a clone is a few pointers, and can be followed further on its own.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
    sync::Arc,
};

use kurbo::Rect;

use super::{
    DrawItem,
    changed::same_picture,
    damage::Damage,
    dressing::Dressing,
    prepare::{Showing, geometry_of, item, item_again, same_geometry},
    reaches::Reaches,
    stack::{Entry, Stack, in_order, is_same_place},
};
use crate::{
    board::Board,
    element::{Connector, Element, Kind},
    id::ElementId,
    overlay::Overlay,
    shape::Route,
    sorting::sort_by,
    spatial::Care,
};

/// How many samples of a stroke are shown while playback draws it; strokes that are not named are shown whole.
pub type Reveal = HashMap<ElementId, usize>;

/// Strokes kept apart at once; more than these are not under a pen.
const LIVE_MAX: usize = 8;
/// Updates after which a stroke that did not grow is taken for lying still.
const STILL_UPDATES: u32 = 200;
/// Elements remembered, on the board or not: a playback that goes back and forth meets them again and again.
const REMEMBERED_MAX: usize = 50_000;
/// Connectors of right angles that follow a drag up to which all look for their whole way in every frame.
const SEARCHED_MAX: usize = 24;

/// Everything drawn of one board, kept from update to update.
#[derive(Clone, Debug, Default)]
pub struct SceneCache {
    board: Board,
    dressing: Dressing,
    fringe: f64,
    /// Whether a stroke without an end stays apart, however long it does not grow.
    stays_live: bool,
    /// What lies still.
    stack: Stack,
    /// What is under a pen, in drawing order.
    live: Vec<Live>,
    /// An element and one whose place or look follows from it: a connector bound to it, a stamp put on it, what a frame
    /// shows; sorted.
    bound: Rc<Vec<(ElementId, ElementId)>>,
    /// What depends on the boxes around it.
    reaches: Reaches,
    /// What was last made of each element; one for all clones.
    memory: Rc<RefCell<HashMap<ElementId, Entry>>>,
}

/// A stroke under a pen.
#[derive(Clone, Debug)]
struct Live {
    entry: Entry,
    /// Updates since it last grew.
    still_updates: u32,
}

impl SceneCache {
    /// An empty scene that remembers what this one does, for going through a recording: how many updates that takes says
    /// nothing about strokes without an end.
    pub fn beside(&self) -> SceneCache {
        SceneCache {
            stays_live: true,
            memory: Rc::clone(&self.memory),
            ..SceneCache::default()
        }
    }

    /// Says how far beyond its bounds an item may paint, in board units: smoothed edges reach further the smaller the zoom.
    pub fn set_fringe(&mut self, units: f64) {
        self.fringe = units;
    }

    /// Follows a board. Costs what changed since the last one.
    pub fn update(&mut self, board: &Board, overlay: &Overlay, reveal: &Reveal) -> Damage {
        let dressing = Dressing::of(overlay, reveal);
        let touched = self.touched(board, &dressing);
        let before = std::mem::replace(&mut self.board, board.clone());
        let dressed = std::mem::replace(&mut self.dressing, dressing);
        let (mut damage, mut fresh) = (Damage::default(), Vec::new());
        if !self.stays_live {
            self.rest(&touched, &mut damage, &mut fresh);
        }
        let care = self.care(&touched);
        for id in touched {
            let old = dressed
                .drawn(&before, id)
                .and_then(|element| self.drawn(element))
                .cloned();
            let last = old.as_ref().map(|old| (old, &before));
            let new = self.dressing.drawn(board, id);
            let new = new.map(|element| self.entry(element, board, last, care));
            self.exchange(old, new, &mut damage, &mut fresh);
        }
        self.settle_surplus(&mut damage, &mut fresh);
        damage.place_fresh(fresh, &self.stack, self.fringe);
        damage
    }

    /// What lies still and paints in a rectangle, in drawing order.
    pub fn items_in(&self, rect: Rect) -> impl Iterator<Item = &Rc<DrawItem>> {
        self.stack.iter_in(rect).map(|entry| &entry.item)
    }

    /// What is under a pen right now, in drawing order; to be drawn over the rest.
    pub fn live_items(&self) -> impl Iterator<Item = &Rc<DrawItem>> {
        self.live.iter().map(|live| &live.entry.item)
    }

    /// The board last followed.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Every element whose geometry is remembered, on the board or not.
    pub fn remembered(&self) -> HashSet<ElementId> {
        self.memory.borrow().keys().copied().collect()
    }

    /// How many these are.
    pub fn n_remembered(&self) -> usize {
        self.memory.borrow().len()
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.stack.len() + self.live.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Around everything drawn; `None` where nothing is.
    pub fn bounds(&self) -> Option<Rect> {
        let items = self.stack.iter().map(|entry| &entry.item).chain(self.live_items());
        items.map(|item| item.bounds).reduce(|all, one| all.union(one))
    }

    /// The elements that may look different from now on, by id.
    fn touched(&self, board: &Board, dressing: &Dressing) -> Vec<ElementId> {
        let mut touched = self
            .board
            .differences(board)
            .map(|difference| difference.id)
            .collect::<Vec<_>>();
        let n_changed = touched.len();
        self.reaches.concerned((&self.board, board), &mut touched);
        if !self.bound.is_empty() {
            // What follows from something may have something that follows from it: a stamp on a connector.
            let mut index = 0;
            let mut seen = touched.iter().copied().collect::<HashSet<_>>();
            while let Some(id) = touched.get(index).copied() {
                index += 1;
                let first = self.bound.partition_point(|(target, _)| *target < id);
                let bound = self.bound.iter().skip(first).take_while(|(target, _)| *target == id);
                let fresh = bound
                    .map(|(_, follower)| *follower)
                    .filter(|follower| seen.insert(*follower));
                touched.extend(fresh.collect::<Vec<_>>());
            }
        }
        let open = |board: &Board| board.open_strokes().collect::<Vec<_>>();
        let (before, now) = (open(&self.board), open(board));
        if before != now {
            touched.extend(before.iter().chain(&now));
        }
        if *dressing != self.dressing {
            for one in [dressing, &self.dressing] {
                touched.extend(one.named());
            }
            if !dressing.dragging {
                touched.extend(self.reaches.rough());
            }
        }
        if touched.len() > n_changed {
            sort_by(&mut touched, Ord::cmp);
            touched.dedup();
        }
        touched
    }

    /// While many connectors follow what is dragged, they are drawn roughly.
    fn care(&self, touched: &[ElementId]) -> Care {
        let takes_search = |id: &&ElementId| {
            let connector = self.board.element(**id).and_then(|element| element.connector());
            connector.is_some_and(|connector| connector.route == Route::Elbow)
        };
        let many = || touched.iter().filter(takes_search).nth(SEARCHED_MAX).is_some();
        if self.dressing.dragging && many() {
            Care::Hasty
        } else {
            Care::Full
        }
    }

    /// What there is to draw of an element; what was made of it before is taken where it still fits.
    fn entry(&self, element: &Arc<Element>, board: &Board, last: Option<(&Entry, &Board)>, care: Care) -> Entry {
        let old = last.map(|(old, _)| old);
        let showing = Showing {
            without_text: self.dressing.editing == Some(element.id),
            n_samples: self.dressing.reveal.get(&element.id).copied(),
            care: if element.connector().is_some() {
                care
            } else {
                Care::Full
            },
        };
        let fading = self.dressing.fading(element);
        if let Some((old, before)) = last.filter(|(old, _)| showing.care == Care::Hasty && old.fading == fading)
            && let Some(carried) = old.carried(element, (before, board), showing)
        {
            return carried;
        }
        let fits = |entry: &&Entry| entry.showing == showing && same_geometry(&entry.item.element, element);
        let mut memory = self.memory.borrow_mut();
        let known = if element.connector().is_some() {
            None
        } else {
            old.filter(fits).or_else(|| memory.get(&element.id).filter(fits))
        };
        if let Some(known) = known
            && known.fading == fading
            && known.item.element == *element
            && element.extras.frame.is_none()
            && element.stamp().is_none()
        {
            return known.clone();
        }
        let (item, reach) = match known {
            Some(known) => (item_again(&known.item, Arc::clone(element), board, fading), known.reach),
            None => {
                let made = geometry_of(element, board, showing);
                (
                    item(Arc::clone(element), Rc::new(made.geometry), board, fading),
                    made.reach,
                )
            }
        };
        let entry = Entry {
            item: Rc::new(item),
            showing,
            fading,
            reach,
        };
        if memory.len() >= REMEMBERED_MAX {
            memory.clear();
        }
        memory.insert(element.id, entry.clone());
        entry
    }

    /// What is drawn of an element of the last board.
    fn drawn(&self, element: &Element) -> Option<&Entry> {
        let live = self.live.iter().find(|live| live.entry.item.id == element.id);
        live.map(|live| &live.entry).or_else(|| self.stack.find(element))
    }

    /// Whether it is under a pen.
    fn is_growing(&self, entry: &Entry) -> bool {
        let id = entry.item.id;
        entry.showing.n_samples.is_some() || self.board.open_strokes().any(|open| open == id)
    }

    /// Puts what is to be drawn now in the place of what was.
    fn exchange(&mut self, old: Option<Entry>, new: Option<Entry>, damage: &mut Damage, fresh: &mut Vec<Rc<DrawItem>>) {
        let n_live = self.live.len();
        if let Some(old) = &old {
            self.live.retain(|live| live.entry.item.id != old.item.id);
            self.reaches.forget(old.item.id);
        }
        self.rebind(old.as_ref(), new.as_ref());
        let was_live = self.live.len() < n_live;
        let is_live = new.as_ref().is_some_and(|entry| self.is_growing(entry));
        damage.live |= was_live || is_live;
        // Most changes leave an element where it is in the order.
        let keeps_place = !was_live && !is_live && is_same_place(old.as_ref(), new.as_ref());
        if let (Some(old), false, false) = (&old, was_live, keeps_place) {
            self.stack.remove(&old.item.element);
        }
        match (&old, &new) {
            (Some(old), Some(new)) if !was_live && !is_live => {
                if !same_picture(&old.item, &new.item) {
                    damage.rects.extend([old.item.bounds, new.item.bounds]);
                }
            }
            (old, new) => {
                let left = old.iter().filter(|_| !was_live);
                damage.rects.extend(left.map(|old| old.item.bounds));
                fresh.extend(new.iter().filter(|_| !is_live).map(|new| Rc::clone(&new.item)));
            }
        }
        let Some(entry) = new else { return };
        self.reaches.note(&entry);
        if is_live {
            let is_below = |live: &Live| in_order(&live.entry.item.element, &entry.item.element).is_lt();
            let place = self.live.partition_point(is_below);
            let still_updates = 0;
            self.live.insert(place, Live { entry, still_updates });
        } else if keeps_place {
            self.stack.replace(entry);
        } else {
            self.stack.insert(entry);
        }
    }

    /// Remembers what an element is bound to now in the place of what it was bound to.
    fn rebind(&mut self, old: Option<&Entry>, new: Option<&Entry>) {
        let (old, new) = (old.map(|old| &old.item.element), new.map(|new| &new.item.element));
        let is_same = old
            .zip(new)
            .is_some_and(|(old, new)| targets_of(old).eq(targets_of(new)));
        if !is_same {
            old.into_iter().for_each(|old| self.unbind(old));
            new.into_iter().for_each(|new| self.bind(new));
        }
    }

    fn bind(&mut self, element: &Element) {
        for target in targets_of(element) {
            let pair = (target, element.id);
            if let Err(place) = self.bound.binary_search(&pair) {
                Rc::make_mut(&mut self.bound).insert(place, pair);
            }
        }
    }

    fn unbind(&mut self, element: &Element) {
        for target in targets_of(element) {
            if let Ok(place) = self.bound.binary_search(&(target, element.id)) {
                Rc::make_mut(&mut self.bound).remove(place);
            }
        }
    }

    /// Counts an update for the live strokes that did not grow in it; they may have become still by that.
    fn rest(&mut self, touched: &[ElementId], damage: &mut Damage, fresh: &mut Vec<Rc<DrawItem>>) {
        for live in &mut self.live {
            if touched.binary_search(&live.entry.item.id).is_err() {
                live.still_updates += 1;
            }
        }
        self.settle(|live| live.still_updates >= STILL_UPDATES, damage, fresh);
    }

    fn settle_surplus(&mut self, damage: &mut Damage, fresh: &mut Vec<Rc<DrawItem>>) {
        let n_surplus = self.live.len().saturating_sub(LIVE_MAX);
        if n_surplus > 0 {
            // Ids grow with time: the surplus are the oldest.
            let mut ids = self.live_items().map(|item| item.id).collect::<Vec<_>>();
            sort_by(&mut ids, Ord::cmp);
            let youngest_settled = ids.get(n_surplus - 1).copied();
            self.settle(|live| Some(live.entry.item.id) <= youngest_settled, damage, fresh);
        }
    }

    /// Lays live strokes to the rest.
    fn settle(&mut self, is_still: impl Fn(&Live) -> bool, damage: &mut Damage, fresh: &mut Vec<Rc<DrawItem>>) {
        let stack = &mut self.stack;
        self.live.retain(|live| {
            let is_still = is_still(live);
            if is_still {
                damage.live = true;
                stack.insert(live.entry.clone());
                fresh.push(Rc::clone(&live.entry.item));
            }
            !is_still
        });
    }
}

fn targets_of(element: &Element) -> impl Iterator<Item = ElementId> {
    let targets = |connector: &Connector| [&connector.start, &connector.end].map(|end| end.bound);
    let bound = match &element.kind {
        Kind::Connector(connector) => targets(connector),
        Kind::Stamp(stamp) => [stamp.on, None],
        Kind::Ink(_) | Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Part(_) => {
            [None, None]
        }
    };
    let bound = bound.into_iter().flatten().map(|binding| binding.element);
    bound.chain(element.extras.frame)
}
