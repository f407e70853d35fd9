//! Where what lies under the pointer leads.

use kurbo::Point;

use super::PointerInput;
use crate::{board::Board, element::is_safe_link, id::ElementId, spatial};

/// The uppermost element under the pointer with the address that it leads to, if it leads anywhere.
pub fn link_under<'board>(board: &'board Board, input: &PointerInput, zoom: f64) -> Option<(ElementId, &'board str)> {
    link_at(board, input.at()?, input.reach(zoom))
}

fn link_at(board: &Board, at: Point, reach: f64) -> Option<(ElementId, &str)> {
    // Most boards have none, and this is asked with every move of a pointer.
    if !board.elements().any(|element| element.extras.link.is_some()) {
        return None;
    }
    let id = spatial::hit_where(board, at, reach, &|_| true)?;
    let address = board.element(id)?.extras.link.as_deref()?;
    is_safe_link(address).then_some((id, address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::ActorIndex,
        op::{ElementChange, Op, Prop},
        tool::{ToolKind, script::Stage},
    };

    #[test]
    fn only_the_uppermost_leads_somewhere() {
        let mut stage = Stage::new(
            ToolKind::Select,
            "rectangle 0,0 100x60 filled; rectangle 50,0 100x60 filled",
        );
        let at = |stage: &Stage, x: f64| link_at(&stage.board, Point::new(x, 30.0), 2.0).map(|(id, _)| id.0);
        assert_eq!(at(&stage, 20.0), None);
        let change = ElementChange {
            id: ElementId(1),
            props: vec![Prop::Link(Some("https://a.example".to_owned()))],
        };
        stage.board.apply(ActorIndex(1), &Op::Update(vec![change])).unwrap();
        assert_eq!(at(&stage, 20.0), Some(1));
        assert_eq!(at(&stage, 75.0), None, "another one lies above it");
        assert_eq!(at(&stage, 300.0), None);
    }
}
