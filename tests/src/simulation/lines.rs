//! What people of a simulated room tie, and do to connectors: ends, pinned points, ways, heads.

use board::{
    Board, Op,
    element::{Binding, Connector, Element, End, Kind},
    geometry::Point,
    id::ElementId,
    op::{ElementChange, Prop},
    shape::{Head, Route},
};
use rand::{Rng, rngs::SmallRng};

use super::elements;

const ROUTES: [Route; 3] = [Route::Straight, Route::Curved, Route::Elbow];
const HEADS: [Head; 4] = [Head::None, Head::Arrow, Head::DiamondOutline, Head::ZeroOrMany];

fn route(random: &mut SmallRng) -> Route {
    ROUTES[random.random_range(0..ROUTES.len())]
}

/// A connector between two things that there are or were.
pub(super) fn connector(id: ElementId, board: &Board, random: &mut SmallRng) -> Option<Op> {
    let end = |random: &mut SmallRng| {
        let element = elements::any(board, random)?;
        Some(End {
            at: Point::default(),
            bound: Some(Binding { element, aim: None }),
        })
    };
    let connector = Connector {
        start: end(random)?,
        end: end(random)?,
        route: route(random),
        ..Connector::default()
    };
    let kind = Kind::Connector(connector.into());
    Some(Op::Create(vec![Element::new(id, kind, board.top_order())]))
}

/// Changes where a connector is bound, where it goes or how; people mostly mean the same few connectors.
pub(super) fn rebind(board: &Board, random: &mut SmallRng) -> Option<Op> {
    let all = board.elements_and_tombstones();
    let (connectors, others): (Vec<_>, Vec<_>) = all.partition(|element| element.connector().is_some());
    let connector = connectors.get(random.random_range(0..3_usize))?;
    let place = |random: &mut SmallRng| {
        let mut eighths = || random.random_range(-9_000..9_000);
        Point::new(eighths(), eighths())
    };
    let target = others.get(random.random_range(0..others.len().max(1)));
    let aim = random.random_bool(0.5).then_some((2_500, 10_000));
    let end = End {
        at: place(random),
        bound: target.filter(|_| random.random_bool(0.7)).map(|element| Binding {
            element: element.id,
            aim,
        }),
    };
    let head = HEADS[random.random_range(0..HEADS.len())];
    let prop = match random.random_range(0..6) {
        0 => Prop::Start(end),
        1 => Prop::End(end),
        2 => Prop::Via((0..random.random_range(0..4)).map(|_| place(random)).collect()),
        3 => Prop::Route(route(random)),
        4 => Prop::StartHead(head),
        _ => Prop::EndHead(head),
    };
    let change = ElementChange {
        id: connector.id,
        props: vec![prop],
    };
    Some(Op::Update(vec![change]))
}
