//! Carrying elements from one board onto another: copies with ids of their own, in their order, on top of what is there.

use kurbo::Point;

use super::{
    Intent,
    arrange::{self},
};
use crate::{board::Board, element::Kind, geometry, id::ElementId, order_key::OrderKey, spatial};

/// What puts copies of some elements onto another board, with their middle at a place: one step of undo. Pictures stay, for
/// the other board may not have them.
pub fn carry(
    from: &Board,
    ids: &[ElementId],
    onto: &Board,
    at: Point,
    fresh_ids: &mut dyn FnMut() -> ElementId,
) -> Vec<Intent> {
    let carried = from
        .elements()
        .filter(|element| ids.contains(&element.id) && !matches!(element.kind, Kind::Image(_)))
        .collect::<Vec<_>>();
    let ids = carried.iter().map(|element| element.id).collect::<Vec<_>>();
    let boxes = carried.iter().map(|element| spatial::bounds(element, from));
    let Some(all) = boxes.reduce(|all, one| all.union(one)) else {
        return Vec::new();
    };
    let by = geometry::Point::from_units((at - all.center()).to_point());
    let mut copies = arrange::copies(from, &ids, by, fresh_ids);
    let mut order = onto.top_order();
    for copy in &mut copies {
        copy.order = order.clone();
        order = OrderKey::above(Some(&order));
    }
    let names = copies.iter().map(|copy| copy.id).collect();
    let mut intents = arrange::create(copies);
    intents.extend([Intent::EndStep, Intent::Select(names)]);
    intents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{
        ToolKind,
        script::{Stage, describe_all},
    };

    #[test]
    fn what_is_carried_keeps_its_ties_and_comes_on_top_in_one_step() {
        let own = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 100x60; ellipse 200,0 100x60; connector #1 #2; text 900,900 alone",
        );
        let mut other = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 10x10; rectangle 0,0 10x10; rectangle 0,0 10x10",
        );
        let mut next = 500;
        let mut fresh = || {
            next += 1;
            ElementId(next)
        };
        let ids = [1, 2, 3].map(ElementId);
        let intents = carry(&own.board, &ids, &other.board, Point::new(1_000.0, 1_000.0), &mut fresh);
        assert_eq!(
            describe_all(&intents),
            "create rectangle #501 at 850,970 size 100x60 ellipse #502 at 1050,970 size 100x60 \
             connector #503 from #501 to #502; step; select #501 #502 #503"
        );
        other.apply_all(intents);
        let top = other
            .board
            .stack()
            .iter()
            .rev()
            .take(3)
            .map(|element| element.id.0)
            .collect::<Vec<_>>();
        assert_eq!(top, [503, 502, 501]);
        assert_eq!(carry(&own.board, &[], &other.board, Point::ZERO, &mut fresh), []);
    }
}
