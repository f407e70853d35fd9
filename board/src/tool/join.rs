//! Connecting two elements without a pointer: one is selected, arrows choose the other, Enter ties them.

use super::{
    Context, Intent, ToolKind,
    connector::connect,
    walk::{Direction, nearest, place_of},
};
use crate::{board::Board, element::Element, id::ElementId, op::Op, overlay::Overlay};

/// A connection being chosen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Joining {
    /// What it begins at.
    pub from: ElementId,
    /// What it would lead to.
    pub to: Option<ElementId>,
}

impl Joining {
    /// Begins at the one that is selected, if something can be connected to it.
    pub fn begin(board: &Board, selection: &[ElementId]) -> Option<Joining> {
        let from = anchor(board, selection)?;
        Some(Joining { from, to: None })
    }

    /// With the next element in a direction chosen.
    pub fn step(self, board: &Board, direction: Direction) -> Joining {
        let here = board.element(self.to.unwrap_or(self.from));
        let next = here.and_then(|here| {
            let wanted = |element: &Element| element.id != self.from && element.id != here.id && element.takes_ends();
            nearest(board, place_of(here, board), direction, &wanted)
        });
        Joining {
            to: next.or(self.to),
            ..self
        }
    }

    /// Ties them; the words of the connection come next.
    pub fn finish(self, context: &mut Context<'_>) -> Vec<Intent> {
        let there = |id: ElementId| context.board.element(id).is_some_and(|element| element.takes_ends());
        let Some(to) = self.to.filter(|to| *to != self.from && there(*to) && there(self.from)) else {
            return Vec::new();
        };
        let id = (context.fresh_ids)();
        let line = connect(context.board, id, context.author, [self.from, to], &context.look);
        vec![
            Intent::Apply(Op::Create(vec![line])),
            Intent::EndStep,
            Intent::SwitchTo(ToolKind::Select),
            Intent::Select(vec![id]),
            Intent::AwaitText(id),
        ]
    }

    /// Shows what would be tied.
    pub fn show(self, context: &mut Context<'_>, overlay: &mut Overlay) {
        overlay.highlighted = self.to;
        if let Some(to) = self.to {
            let id = (context.fresh_ids)();
            let line = connect(context.board, id, context.author, [self.from, to], &context.look);
            overlay.preview.push(line);
        }
    }
}

/// What something new would be connected to: the one that is selected, or what the selected connection leads to.
pub(super) fn anchor(board: &Board, selection: &[ElementId]) -> Option<ElementId> {
    let [id] = selection else { return None };
    let element = board.element(*id)?;
    let Some(connector) = element.connector() else {
        return element.takes_ends().then_some(*id);
    };
    let ends = [connector.end.bound, connector.start.bound];
    let mut there = ends.into_iter().flatten().map(|binding| binding.element);
    there.find(|id| board.element(*id).is_some_and(|element| element.takes_ends()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::script::{Stage, describe_all};

    const BOARD: &str =
        "rectangle 0,0 100x60; rectangle 300,0 100x60; rectangle 300,120 100x60; connector #1 #2; ink 0,300";

    fn joined(selection: u128, steps: &[Direction]) -> String {
        let mut stage = Stage::new(ToolKind::Connector, BOARD);
        let Some(mut joining) = Joining::begin(&stage.board, &[ElementId(selection)]) else {
            return "none".to_owned();
        };
        for step in steps {
            joining = joining.step(&stage.board, *step);
        }
        describe_all(&stage.with_context(|context| joining.finish(context)))
    }

    #[test]
    fn arrows_choose_and_enter_ties() {
        use Direction::{Down, Left, Right};
        let tied = |from: u128, to: u128| {
            format!(
                "create connector #101 from #{from} to #{to}; step; switch to Select; select #101; await text of #101"
            )
        };
        assert_eq!(joined(1, &[Right]), tied(1, 2));
        assert_eq!(joined(1, &[Right, Down]), tied(1, 3));
        assert_eq!(joined(4, &[Down]), tied(2, 3), "from where the connection leads");
        assert_eq!(joined(1, &[Left]), "");
        assert_eq!(joined(2, &[Left, Right]), tied(2, 3), "never to itself");
        assert_eq!(joined(5, &[]), "none");
    }
}
