use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Binding, Connector, Element, End, Kind, Sign, Stamp},
    geometry::{Point, Size},
    id::ElementId,
    ink::{Sample, Samples},
    op::{ElementChange, Op, Prop},
    order_key::OrderKey,
    overlay::Overlay,
    scene::{Reveal, SceneCache},
    shape::{Route, ShapeKind},
};

/// Elements that a random op may be about, cells across the picture, and board units to a cell.
const IDS: u8 = 24;
const CELLS: i32 = 12;
const CELL: f64 = 10.0;
const EVERYWHERE: Rect = Rect::new(-1e9, -1e9, 1e9, 1e9);

/// What was painted in each cell, lowest first: enough to see what is missing, stale, doubled or in the wrong order.
#[derive(Clone, Debug, Default, PartialEq)]
struct Picture(BTreeMap<(i32, i32), Vec<String>>);

fn cells_of(rect: Rect) -> impl Iterator<Item = (i32, i32)> {
    let range = |from: f64, to: f64| (from / CELL).floor() as i32..=(to / CELL).floor() as i32;
    let (across, down) = (range(rect.x0, rect.x1), range(rect.y0, rect.y1));
    across
        .flat_map(move |x| down.clone().map(move |y| (x, y)))
        .filter(|(x, y)| (0..CELLS).contains(x) && (0..CELLS).contains(y))
}

fn look_of(item: &DrawItem) -> String {
    format!(
        "{:x} {:?} {:?} {:?}",
        item.id.0, item.transform, item.clip, item.geometry
    )
}

impl Picture {
    fn whole(scene: &SceneCache) -> Picture {
        let mut picture = Picture::default();
        for item in scene.items_in(EVERYWHERE) {
            picture.add(item);
        }
        picture
    }

    fn add(&mut self, item: &DrawItem) {
        for cell in cells_of(item.bounds) {
            self.0.entry(cell).or_default().push(look_of(item));
        }
    }

    /// As a painter does it: damaged places anew, what is only added on top.
    fn repair(&mut self, damage: Damage, scene: &SceneCache) {
        let mut places = damage
            .rects
            .iter()
            .flat_map(|rect| cells_of(*rect))
            .collect::<BTreeSet<_>>();
        let mut appended = damage.appended;
        loop {
            let is_hit = |item: &Rc<DrawItem>| cells_of(item.bounds).any(|cell| places.contains(&cell));
            let (hit, rest) = appended.into_iter().partition::<Vec<_>, _>(is_hit);
            appended = rest;
            if hit.is_empty() {
                break;
            }
            places.extend(hit.iter().flat_map(|item| cells_of(item.bounds)));
        }
        let whole = Picture::whole(scene);
        for place in places {
            match whole.0.get(&place) {
                Some(painted) => self.0.insert(place, painted.clone()),
                None => self.0.remove(&place),
            };
        }
        for item in &appended {
            self.add(item);
        }
    }
}

fn order(step: u8) -> OrderKey {
    (0..step % 5).fold(OrderKey::first(), |below, _| OrderKey::above(Some(&below)))
}

fn element(id: u8, kind: Kind, [x, y, extent]: [u8; 3]) -> Element {
    let mut element = Element::new(ElementId(id.into()), kind, order(extent));
    element.origin = Point::new(i32::from(x) * 4, i32::from(y) * 4);
    element.size = Size::new(80 + i32::from(extent), 60 + i32::from(x));
    element
}

/// An op of a kind about an element; many of them are refused, as in a room.
fn op(kind: u8, id: u8, numbers: [u8; 3]) -> Op {
    let (id, [x, y, extent]) = (id % IDS, numbers);
    let target = ElementId(id.into());
    let change = |prop| {
        let props = vec![prop];
        Op::Update(vec![ElementChange { id: target, props }])
    };
    let samples = || {
        Samples(vec![Sample {
            at: Point::new(i32::from(x), i32::from(y)),
            dt_millis: 0,
            pressure: extent,
        }])
    };
    let bound = |id: u8, aim| Binding {
        element: ElementId((id % IDS).into()),
        aim,
    };
    let binding = |id: u8| bound(id, Some((9_000, 1_000)));
    let end = |id: u8| End {
        at: Point::default(),
        bound: Some(bound(id, None)),
    };
    match kind % 15 {
        0 | 1 => Op::Create(vec![element(id, Kind::Shape(ShapeKind::Rectangle), numbers)]),
        2 => Op::Delete(vec![target]),
        3 => Op::Restore(vec![target]),
        4 => change(Prop::Origin(Point::new(i32::from(x) * 4, i32::from(y) * 4))),
        5 => change(Prop::Order(order(extent))),
        6 => Op::InkBegin {
            id: target,
            origin: Point::new(i32::from(y) * 3, i32::from(x) * 3),
            order: order(extent),
            style: Default::default(),
            pressure: true,
            samples: samples(),
        },
        7 => Op::InkExtend {
            id: target,
            samples: samples(),
        },
        8 => Op::InkEnd { id: target },
        9 => Op::Create(vec![element(id, Kind::Frame, numbers)]),
        10 => change(Prop::Frame((extent > 60).then_some(ElementId((x % IDS).into())))),
        11 => {
            let stamp = Stamp {
                sign: Sign::Risk,
                on: Some(binding(y)),
            };
            Op::Create(vec![element(id, Kind::Stamp(stamp), numbers)])
        }
        12 => change(Prop::On((extent > 60).then_some(binding(x)))),
        13 => change(Prop::Along((extent > 20).then_some(u16::from(extent) * 30))),
        _ => {
            let connector = Connector {
                start: end(x),
                end: end(y),
                // What goes round boxes, and labels that keep off them, change with boxes that they are not bound to.
                route: [Route::Straight, Route::Curved, Route::Elbow, Route::Elbow][usize::from(extent % 4)],
                ..Connector::default()
            };
            let mut element = element(id, Kind::Connector(connector.into()), numbers);
            if extent % 3 == 0 {
                element.text = "reads".into();
            }
            Op::Create(vec![element])
        }
    }
}

/// The board after so many of the ops, folded from nothing: no pointer is shared with any other fold.
fn folded(ops: &[Op], count: usize) -> Board {
    let mut board = Board::default();
    for op in ops.iter().take(count) {
        let _ = board.apply(ActorIndex(1), op);
    }
    board
}

fn follow(scene: &mut SceneCache, board: &Board) -> Damage {
    scene.update(board, &Overlay::default(), &Reveal::new())
}

fn live_ids(scene: &SceneCache) -> Vec<ElementId> {
    scene.live_items().map(|item| item.id).collect()
}

proptest! {
    #[test]
    fn i2_from_any_picture_the_damage_leads_to_the_picture_of_any_board(
        ops in prop::collection::vec((any::<u8>(), any::<u8>(), any::<[u8; 3]>()), 1..120),
        jumps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..12),
    ) {
        let ops = ops.into_iter().map(|(kind, id, numbers)| op(kind, id, numbers)).collect::<Vec<_>>();
        let mut empty = SceneCache::default().beside();
        // What shares a cell is painted there in order, as what shares a pixel is.
        empty.set_fringe(CELL / 2.0);
        let mut kept = vec![(empty, Picture::default())];
        for (from, to) in jumps {
            let (mut scene, mut picture) = from.get(&kept).clone();
            let board = folded(&ops, to.index(ops.len() + 1));
            let damage = follow(&mut scene, &board);
            picture.repair(damage, &scene);
            let mut anew = SceneCache::default();
            follow(&mut anew, &board);
            prop_assert_eq!(&picture, &Picture::whole(&anew));
            prop_assert_eq!(live_ids(&scene), live_ids(&anew));
            kept.push((scene, picture));
        }
    }
}
