//! An end of a connector that is dragged to another place or element.

use std::sync::Arc;

use kurbo::Point;

use crate::{
    board::Board,
    element::{Connector, Element, End},
    geometry,
    id::ElementId,
    op::{ElementChange, Op, Prop},
    spatial,
    tool::{Context, Intent, PointerInput, connector::Aim, handle::Handle, line::stepped},
};

/// An end of a connector being dragged.
#[derive(Clone, Debug)]
pub(super) struct Rebinding {
    connector: Arc<Element>,
    handle: Handle,
    end: End,
    aim: Aim,
}

impl Rebinding {
    /// Of the one connector that is selected.
    pub(super) fn begin(context: &Context<'_>, handle: Handle) -> Option<Rebinding> {
        let connector = context
            .selection
            .first()
            .and_then(|id| context.board.element(*id))
            .map(Arc::clone)?;
        let end = Rebinding::own(connector.connector()?, handle);
        Some(Rebinding {
            connector,
            handle,
            end,
            aim: Aim::default(),
        })
    }

    /// The exact place that the end aims at.
    pub(super) fn aim(&self, board: &Board) -> Option<Point> {
        spatial::exact_place(self.end.bound?, board)
    }

    /// What the end is bound to.
    pub(super) fn target(&self) -> Option<ElementId> {
        self.end.bound.map(|binding| binding.element)
    }

    fn own(connector: &Connector, handle: Handle) -> End {
        if handle == Handle::Start {
            connector.start
        } else {
            connector.end
        }
    }

    fn other(connector: &Connector, handle: Handle) -> End {
        if handle == Handle::Start {
            connector.end
        } else {
            connector.start
        }
    }

    pub(super) fn moved(mut self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Rebinding {
        let other = self
            .connector
            .connector()
            .and_then(|connector| Rebinding::other(connector, self.handle).bound);
        let mut end = self.aim.end(input, context, other);
        if input.modifiers.shift && end.bound.is_none() {
            // Free ends keep to whole steps, seen from the point before.
            let neighbour = self.neighbour(context.board);
            let stepped = neighbour.map(|from| stepped(from, end.at.to_units()));
            end.at = stepped.map_or(end.at, geometry::Point::from_units);
        }
        if end != self.end {
            intents.push(self.update(end));
        }
        Rebinding { end, ..self }
    }

    pub(super) fn aborted(&self, intents: &mut Vec<Intent>) {
        let original = self
            .connector
            .connector()
            .map(|connector| Rebinding::own(connector, self.handle));
        if let Some(original) = original.filter(|original| *original != self.end) {
            intents.push(self.update(original));
        }
        intents.push(Intent::EndStep);
    }

    /// The point that comes next on the way from the dragged end.
    fn neighbour(&self, board: &Board) -> Option<Point> {
        let points = spatial::connector_points(&self.connector, board);
        if self.handle == Handle::Start {
            points.get(1).copied()
        } else {
            points.iter().rev().nth(1).copied()
        }
    }

    fn update(&self, end: End) -> Intent {
        let prop = if self.handle == Handle::Start {
            Prop::Start(end)
        } else {
            Prop::End(end)
        };
        Intent::Apply(Op::Update(vec![ElementChange {
            id: self.connector.id,
            props: vec![prop],
        }]))
    }
}
