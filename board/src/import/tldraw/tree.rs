//! Where shapes lie: in pages, groups and frames, each of which moves and turns what lies in it. What comes out is flat, in
//! drawing order, and says of each shape where it is on its page.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use kurbo::{Affine, Point};

use super::{
    records::{Records, Shape},
    shape_id,
};
use crate::{id::ElementId, limits};

/// A shape with its place on its page.
pub(super) struct Placed<'a> {
    pub(super) shape: Shape<'a>,
    pub(super) id: ElementId,
    /// Which page it is on.
    pub(super) page: usize,
    /// From its own coordinates to those of the page.
    pub(super) to_page: Affine,
    /// How much of that is a turn.
    pub(super) turn_radians: f64,
    /// With what its holders leave of it, 0 to 1.
    pub(super) opacity: f64,
    pub(super) locked: bool,
    /// Innermost first.
    pub(super) groups: Vec<ElementId>,
    /// The nearest frame around it.
    pub(super) frame: Option<ElementId>,
}

/// What those who lie in something get from it.
#[derive(Clone)]
struct Ground {
    page: usize,
    to_page: Affine,
    turn_radians: f64,
    opacity: f64,
    locked: bool,
    groups: Vec<ElementId>,
    frame: Option<ElementId>,
}

impl Ground {
    fn of_page(page: usize) -> Rc<Ground> {
        Rc::new(Ground {
            page,
            to_page: Affine::IDENTITY,
            turn_radians: 0.0,
            opacity: 1.0,
            locked: false,
            groups: Vec::new(),
            frame: None,
        })
    }
}

/// All shapes, lowest first, page after page. What lies in nothing that the file has, or in itself, is on the first page.
pub(super) fn placed<'a>(records: &Records<'a>) -> Vec<Placed<'a>> {
    let mut children = BTreeMap::<&str, Vec<usize>>::new();
    for (place, shape) in records.shapes.iter().enumerate() {
        children.entry(shape.parent).or_default().push(place);
    }
    for held in children.values_mut() {
        held.sort_by_key(|place| records.shapes.get(*place).map(|shape| (shape.index, shape.name)));
    }
    let mut walk = Walk {
        records,
        children,
        found: BTreeSet::new(),
        placed: Vec::new(),
    };
    for (page, record) in records.pages.iter().enumerate() {
        let roots = walk.children.get(record.name).cloned().unwrap_or_default();
        walk.place(roots, Ground::of_page(page));
    }
    let named = records.shapes.iter().map(|shape| shape.name).collect::<BTreeSet<_>>();
    let places = 0..records.shapes.len();
    let is_lost = |place: &usize| {
        let shape = records.shapes.get(*place);
        shape.is_some_and(|shape| !named.contains(shape.parent))
    };
    walk.place(places.clone().filter(is_lost).collect(), Ground::of_page(0));
    // What is left goes round in circles.
    for place in places {
        walk.place(vec![place], Ground::of_page(0));
    }
    walk.placed.sort_by_key(|placed| placed.page);
    walk.placed
}

struct Walk<'r, 'a> {
    records: &'r Records<'a>,
    children: BTreeMap<&'a str, Vec<usize>>,
    /// Where one was already.
    found: BTreeSet<usize>,
    placed: Vec<Placed<'a>>,
}

impl Walk<'_, '_> {
    /// Places shapes and all that lies in them, each right above what it lies in.
    fn place(&mut self, roots: Vec<usize>, ground: Rc<Ground>) {
        let waiting = roots.into_iter().rev().map(|place| (place, ground.clone()));
        let mut waiting = waiting.collect::<Vec<_>>();
        while let Some((place, ground)) = waiting.pop() {
            let Some(shape) = self.records.shapes.get(place).copied() else {
                continue;
            };
            if !self.found.insert(place) {
                continue;
            }
            let placed = placed_on(&ground, shape, place);
            // Shapes without a name hold nothing: else all of them would hold all that lies in nothing.
            let held = self.children.get(shape.name).filter(|_| !shape.name.is_empty());
            if let Some(held) = held {
                let inner = Rc::new(ground_in(&placed));
                waiting.extend(held.iter().rev().map(|place| (*place, inner.clone())));
            }
            self.placed.push(placed);
        }
    }
}

fn placed_on<'a>(ground: &Ground, shape: Shape<'a>, place: usize) -> Placed<'a> {
    let fields = shape.fields;
    let number = |name: &str| fields.number(name).unwrap_or(0.0);
    let turn_radians = number("rotation") % std::f64::consts::TAU;
    let corner = Point::new(number("x"), number("y"));
    let to_page = ground.to_page * Affine::translate(corner.to_vec2()) * Affine::rotate(turn_radians);
    Placed {
        shape,
        id: shape_id(shape.name, place),
        page: ground.page,
        to_page,
        turn_radians: (ground.turn_radians + turn_radians) % std::f64::consts::TAU,
        opacity: ground.opacity * opacity(shape),
        locked: ground.locked || fields.on("isLocked"),
        groups: ground.groups.clone(),
        frame: ground.frame,
    }
}

fn ground_in(placed: &Placed<'_>) -> Ground {
    let mut ground = Ground {
        page: placed.page,
        to_page: placed.to_page,
        turn_radians: placed.turn_radians,
        opacity: placed.opacity,
        locked: placed.locked,
        groups: placed.groups.clone(),
        frame: placed.frame,
    };
    match placed.shape.kind_name {
        "group" => {
            ground.groups.insert(0, placed.id);
            ground.groups.truncate(limits::PROPS_PER_CHANGE);
        }
        // What lies in a frame goes where the frame goes.
        "frame" => (ground.groups, ground.frame) = (Vec::new(), Some(placed.id)),
        _ => {}
    }
    ground
}

/// How much of its colours a shape keeps by itself. Once it stood among the props, as a text.
fn opacity(shape: Shape<'_>) -> f64 {
    let of_old = || {
        let text = || shape.props.text("opacity")?.parse::<f64>().ok();
        shape.props.number("opacity").or_else(text)
    };
    let opacity = shape.fields.number("opacity").or_else(of_old);
    opacity
        .filter(|opacity| opacity.is_finite())
        .unwrap_or(1.0)
        .clamp(0.0, 1.0)
}
